using System.Data.Common;
using System.Runtime.CompilerServices;
using BotDesk.Data;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.CommandLine.Doctor;

/// <summary>The database: whether it answers, whether its schema fits, and whether its clock agrees with this machine's.</summary>
internal sealed class DatabaseExamination(DeskDatabase database, IDbContextFactory<DeskDb> contexts, TimeProvider clock) : IExamination
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    public string Subject => "Database";

    public async IAsyncEnumerable<Finding> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var finding in await LookAsync(cancellationToken))
        {
            yield return finding;
        }
    }

    private async Task<List<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (!await db.Database.CanConnectAsync(cancellationToken))
            {
                return database.IsSqlite
                    ? [Finding.Good($"{database.Description}: not there yet; the first start makes it.")]
                    : [Finding.Bad($"{database.Description}: no connection.", "Check host, port, name and password in ConnectionStrings:Desk, and that the server lets this machine in.")];
            }

            List<Finding> findings = [];
            var missing = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
            var known = db.Database.GetMigrations().ToHashSet();
            var newer = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Where(migration => !known.Contains(migration)).ToList();
            findings.Add(newer.Count > 0
                ? Finding.Bad($"{database.Description}: it is of a newer desk ({newer[^1]}).", "Run the version of the desk that it was last run with, or a later one.")
                : Finding.Good(missing > 0 ? $"{database.Description}: answers; the next start brings it to this version." : $"{database.Description}: answers, and is of this version."));
            if (!database.IsSqlite)
            {
                findings.Add(await ClockAsync(db, cancellationToken));
            }

            return findings;
        }
        catch (DbException failure)
        {
            return [Finding.Bad($"{database.Description}: {failure.Message}", database.IsSqlite
                ? "If the file is damaged, put back a backup of it; the desk never repairs one by itself."
                : "Check ConnectionStrings:Desk, and the rights of its user: the desk makes its own tables.")];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [Finding.Bad($"{database.Description}: {failure.Message}", $"The desk's user needs to write to {database.Directory} (BotDesk:DataDirectory).")];
        }
    }

    private async Task<Finding> ClockAsync(DeskDb db, CancellationToken cancellationToken)
    {
        var milliseconds = await db.QueryFirstAsync<long>("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint");
        cancellationToken.ThrowIfCancellationRequested();
        return Clocks.Compare("The database's clock", DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), clock.GetUtcNow(), Tolerance, "Both should follow a time server (NTP); instances agree by their own clocks when a reminder is due.");
    }
}

/// <summary>Whether two clocks agree.</summary>
internal static class Clocks
{
    public static Finding Compare(string whose, DateTimeOffset theirs, DateTimeOffset ours, TimeSpan tolerance, string mend)
    {
        var apart = (theirs - ours).Duration();
        return apart <= tolerance
            ? Finding.Good($"{whose} agrees with this machine's to {Math.Max(1, Math.Ceiling(apart.TotalSeconds))} s.")
            : Finding.Bad($"{whose} is {apart.TotalSeconds:F0} s {(theirs > ours ? "ahead of" : "behind")} this machine's.", mend);
    }
}
