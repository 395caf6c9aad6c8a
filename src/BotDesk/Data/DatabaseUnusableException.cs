using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace BotDesk.Data;

/// <summary>The database cannot be used as the settings name it. The message says so to whoever runs the desk, and how to mend it.</summary>
public sealed class DatabaseUnusableException(string message, Exception inner) : Exception(message, inner)
{
    // The first three: https://sqlite.org/rescode.html, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FULL.
    private const int Corrupt = 11;
    private const int NotADatabase = 26;
    private const int Full = 13;

    /// <param name="database">In words, without a password; null when the settings do not even name one.</param>
    /// <returns>Null when the error is of another kind: a mistake in the desk.</returns>
    internal static DatabaseUnusableException? From(Exception error, string? database) => error switch
    {
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => new(
            $"{database} is damaged or is no database ({error.Message.TrimEnd('.')}). Put a backup in its place, or name another file or folder in the setting BotDesk:DataDirectory or ConnectionStrings:Desk.", error),
        SqliteException { SqliteErrorCode: Full } => new($"{database}: the disk is full. Make room, or name another folder in the setting BotDesk:DataDirectory.", error),
        SqliteException => new(
            $"{database} cannot be opened ({error.Message.TrimEnd('.')}). The desk must be able to write to the file and its folder; name another one in the setting BotDesk:DataDirectory or ConnectionStrings:Desk.", error),
        DbException or TimeoutException => new($"{database} cannot be used: {error.Message} See the setting ConnectionStrings:Desk.", error),
        // PostgreSQL's EF provider wraps what it thinks might pass.
        InvalidOperationException { InnerException: DbException inner } => From(inner, database),
        UnauthorizedAccessException or IOException => new($"The data directory cannot be written: {error.Message} Name another folder in the setting BotDesk:DataDirectory.", error),
        ArgumentException or FormatException => new(
            $"The setting ConnectionStrings:Desk is not a connection string: {error.Message} Write Host=…;Database=…;Username=…;Password=… for PostgreSQL or Data Source=FILE for SQLite, or leave it out.", error),
        _ => null,
    };
}
