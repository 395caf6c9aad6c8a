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

    /// <param name="like">Connection string of a database that it begins as a copy of, and to which nobody is connected; null: an empty one.</param>
    public static async Task<string> CreateDatabaseAsync(string? like = null)
    {
        var name = $"desk_{Guid.NewGuid():N}";
        if (like is not null)
        {
            ClearPool(like);
        }

        await ExecuteAsync($"CREATE DATABASE {name}{(like is null ? "" : $" TEMPLATE {new NpgsqlConnectionStringBuilder(like).Database}")}");
        return new NpgsqlConnectionStringBuilder(Given) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    public static async Task DropDatabaseAsync(string connectionString)
    {
        ClearPool(connectionString);
        await ExecuteAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
    }

    private static void ClearPool(string connectionString)
    {
        using var pool = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pool);
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
