using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data;

/// <summary>Brings the database to the schema of this version, before anything else starts.</summary>
internal sealed partial class Migrator(DeskDatabase database, IDbContextFactory<DeskDb> contexts, ILogger<Migrator> logger)
{
    /// <summary>Any number that nothing else in the database locks by.</summary>
    private const long MigrationLock = 0x426F744465736B;

    private static readonly TimeSpan WaitForAnother = TimeSpan.FromMinutes(2);

    /// <exception cref="TimeoutException">Another process on the same file has been migrating for two minutes.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        Log.Opening(logger, database.Description);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!database.IsSqlite)
        {
            // One instance at a time, by a lock that ends with the session. EF's own lock is on its history table, and looking for that
            // in a new database is an error to PostgreSQL, which would be the first line of a newcomer's log.
            await db.Database.OpenConnectionAsync(cancellationToken);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellationToken);
            await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", cancellationToken);
            return;
        }

        // On SQLite EF marks "migrating" by a row, which stays behind when the process is killed and would lock every later
        // start out. A lock on a file ends with its process, so whoever holds it may take the stale row away.
        await using var alone = await LockAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        DeskDatabase.Prepare(db.Database.GetDbConnection());
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(database.Directory, "migrating.lock");
        Directory.CreateDirectory(database.Directory);
        var until = DateTime.UtcNow + WaitForAnother;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (DateTime.UtcNow < until)
            {
                await Task.Delay(100, cancellationToken);
            }
            catch (IOException held)
            {
                throw new TimeoutException($"Another process has been migrating the database for {WaitForAnother.TotalMinutes} minutes (it holds {path}).", held);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Database: {Description}")]
        public static partial void Opening(ILogger logger, string description);
    }
}
