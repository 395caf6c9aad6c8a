using BotDesk.Data;

namespace BotDesk.Timers;

/// <summary>
/// What is to happen at a time. A timer is set, moved and cancelled in the transaction of what it is about, so it is there exactly when that is.
/// </summary>
/// <remarks>There is one of a kind for a subject and name; setting it again moves it.</remarks>
public sealed class DeskTimers(DeskDb db, TimerKeeper keeper)
{
    private const string Columns = "id AS Id, kind AS Kind, subject AS Subject, name AS Name, due_at AS DueAt, attempts AS Attempts";

    /// <summary>Sets it, or moves it where it is set already.</summary>
    public async Task SetAsync(string kind, string subject, DateTimeOffset due, string name = "")
    {
        await db.ExecuteAsync(
            """
            INSERT INTO timers (kind, subject, name, due_at, attempts) VALUES (@kind, @subject, @name, @due, 0)
            ON CONFLICT (kind, subject, name) DO UPDATE SET due_at = excluded.due_at, attempts = 0, error = NULL
            """,
            new { kind, subject, name, due = due.ToUnixTimeMilliseconds() });
        db.AfterCommit(() => keeper.Expect(due));
    }

    /// <summary>It shall not happen. Nothing to cancel is no mistake.</summary>
    /// <param name="name">Null: all of that kind about the subject.</param>
    public Task CancelAsync(string kind, string subject, string? name = null) =>
        db.ExecuteAsync("DELETE FROM timers WHERE kind = @kind AND subject = @subject AND (CAST(@name AS text) IS NULL OR name = @name)", new { kind, subject, name });

    /// <summary>For when it is set; null when it is not.</summary>
    public async Task<DateTimeOffset?> DueAsync(string kind, string subject, string name = "") =>
        await db.QueryFirstAsync<long?>("SELECT due_at FROM timers WHERE kind = @kind AND subject = @subject AND name = @name", new { kind, subject, name }) is { } due
            ? DateTimeOffset.FromUnixTimeMilliseconds(due)
            : null;

    /// <summary>Sets what recurs, where it is not set.</summary>
    internal Task BeginAsync(Recurrence recurrence, DateTimeOffset now) =>
        db.ExecuteAsync(
            "INSERT INTO timers (kind, subject, name, due_at, attempts) VALUES (@Kind, '', '', @due, 0) ON CONFLICT (kind, subject, name) DO NOTHING",
            new { recurrence.Kind, due = (now + recurrence.Every).ToUnixTimeMilliseconds() });

    /// <summary>When the next one is due, at whichever time; null when none is set.</summary>
    internal static async Task<DateTimeOffset?> NextAsync(DeskDb db) =>
        await db.QueryFirstAsync<long?>("SELECT MIN(due_at) FROM timers") is { } due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : null;

    /// <summary>Takes one that is due, out of the reach of others for as long as this transaction runs, and for good when it is committed.</summary>
    internal async Task<TimerRow?> TakeAsync(DateTimeOffset now)
    {
        var row = await db.QueryFirstAsync<TimerRow>(
            $"SELECT {Columns} FROM timers WHERE due_at <= @now ORDER BY due_at, id LIMIT 1 {(db.IsSqlite ? "" : "FOR UPDATE SKIP LOCKED")}",
            new { now = now.ToUnixTimeMilliseconds() });
        if (row is not null)
        {
            // Before its handler runs, which may set it anew.
            await db.ExecuteAsync("DELETE FROM timers WHERE id = @Id", new { row.Id });
        }

        return row;
    }

    /// <summary>Keeps one that failed for later, unless it was set anew meanwhile.</summary>
    internal Task PostponeAsync(TimerRow row, DateTimeOffset due, string why) =>
        db.ExecuteAsync(
            "UPDATE timers SET due_at = @due, attempts = attempts + 1, error = @why WHERE id = @Id AND due_at = @DueAt",
            new { row.Id, row.DueAt, due = due.ToUnixTimeMilliseconds(), why });
}

/// <summary>A timer as it is kept.</summary>
internal sealed class TimerRow
{
    public long Id { get; init; }

    public string Kind { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>Milliseconds since 1970.</summary>
    public long DueAt { get; init; }

    /// <summary>How often it failed.</summary>
    public int Attempts { get; init; }

    public DueTimer ToDue() => new(Kind, Subject, Name, DateTimeOffset.FromUnixTimeMilliseconds(DueAt));
}
