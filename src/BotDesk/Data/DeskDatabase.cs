using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace BotDesk.Data;

/// <summary>Which database the desk keeps everything in, and how it is opened.</summary>
/// <remarks>
/// <c>ConnectionStrings:Desk</c> names a PostgreSQL database (<c>Host=…</c>) or a SQLite file (<c>Data Source=…</c>);
/// without it the desk keeps a SQLite file <c>desk.db</c> in its data directory.
/// </remarks>
public sealed class DeskDatabase
{
    /// <summary>How long another process (such as the command line) may hold the write lock before an operation fails.</summary>
    private const int BusyTimeoutMilliseconds = 10_000;

    private readonly string _connectionString;

    public DeskDatabase(IConfiguration configuration, IOptions<DeskOptions> options)
    {
        Directory = options.Value.FullDataDirectory;
        var configured = configuration.GetConnectionString("Desk");
        IsSqlite = string.IsNullOrWhiteSpace(configured) || !IsPostgres(configured);
        _connectionString = IsSqlite ? SqliteConnectionString(configured) : configured!;
    }

    /// <summary>Where files of the desk lie; made if missing.</summary>
    public string Directory { get; }

    /// <summary>False for PostgreSQL.</summary>
    public bool IsSqlite { get; }

    /// <summary>The database in words fit for a log: no password.</summary>
    public string Description => IsSqlite
        ? $"SQLite {SqliteProvider.Version()}, {new SqliteConnectionStringBuilder(_connectionString).DataSource}"
        : $"PostgreSQL, {PostgresName(new Npgsql.NpgsqlConnectionStringBuilder(_connectionString))}";

    /// <summary>A context's options on this database; on the given connection, or on connections of its own.</summary>
    public void Configure(DbContextOptionsBuilder builder, DbConnection? connection = null)
    {
        // Migrations are written by hand for both databases, so there is no snapshot to compare the model with.
        builder.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        if (!IsSqlite)
        {
            builder.UseNpgsql(_connectionString);
        }
        else if (connection is null)
        {
            builder.UseSqlite(_connectionString);
        }
        else
        {
            builder.UseSqlite(connection);
        }
    }

    internal SqliteConnection NewSqliteConnection() => new(_connectionString);

    /// <summary>Settings of a connection that writes: what was acknowledged is on disk, and readers, which need none of it, never wait for the writer.</summary>
    internal static void Prepare(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout={BusyTimeoutMilliseconds}; PRAGMA foreign_keys=ON;";
        command.ExecuteNonQuery();
    }

    private static string PostgresName(Npgsql.NpgsqlConnectionStringBuilder builder) => $"{builder.Database} on {builder.Host}";

    private static bool IsPostgres(string connectionString) =>
        new DbConnectionStringBuilder { ConnectionString = connectionString } is var builder && (builder.ContainsKey("Host") || builder.ContainsKey("Server"));

    private string SqliteConnectionString(string? configured)
    {
        var builder = new SqliteConnectionStringBuilder(configured ?? "");
        if (builder.DataSource.Length == 0)
        {
            builder.DataSource = "desk.db";
        }

        builder.DataSource = Path.Combine(Directory, builder.DataSource);
        builder.DefaultTimeout = BusyTimeoutMilliseconds / 1000;
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(builder.DataSource)!);
        return builder.ToString();
    }
}
