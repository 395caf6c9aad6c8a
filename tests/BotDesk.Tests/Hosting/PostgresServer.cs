using Npgsql;

namespace BotDesk.Tests;

/// <summary>Stories that run on PostgreSQL.</summary>
public interface IOnPostgres;

/// <summary>A PostgreSQL server that the environment names; each desk gets a database of its own.</summary>
internal static class PostgresServer
{
    /// <summary>A connection string to a database whose user may create others.</summary>
    public const string Variable = "BOTDESK_TEST_POSTGRES";

    private static readonly string? ConnectionString = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    /// <summary>Null where there is one, and in CI, where a missing one has to fail.</summary>
    public static string? SkipReason { get; } = ConnectionString is null && Environment.GetEnvironmentVariable("CI") is not "true"
        ? $"Set {Variable} to a PostgreSQL connection string to run this, for example Host=localhost;Username=postgres;Password=postgres"
        : null;

    public static async Task<string> CreateDatabaseAsync()
    {
        var name = $"desk_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(Given) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    public static async Task DropDatabaseAsync(string connectionString)
    {
        await using (var pool = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(pool);
        }

        await ExecuteAsync($"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
    }

    private static string Given => ConnectionString ?? throw new InvalidOperationException($"{Variable} is not set, and these tests must not be left out here.");

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Given);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
