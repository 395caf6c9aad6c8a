namespace BotDesk.Data;

/// <summary>What must go out: rows are added in the transaction of their cause, and taken by <see cref="OutboxDispatcher"/>.</summary>
public sealed class Outbox(DeskDb db, OutboxDispatcher dispatcher, TimeProvider clock)
{
    /// <summary>How long an instance may keep a row without sending it before another one takes it over.</summary>
    internal static readonly TimeSpan Claim = TimeSpan.FromSeconds(30);

    private const string Columns =
        "id AS Id, conversation_key AS ConversationKey, kind AS Kind, activity AS Activity, reply_to_id AS ReplyToId, target AS Target, under AS Under, nonce AS Nonce, attempts AS Attempts, created_at AS CreatedAt, due_at AS DueAt, owned_until AS OwnedUntil";

    private readonly List<OutboxRow> _added = [];

    /// <summary>Adds a row; this instance sends it right after the commit.</summary>
    public async Task AddAsync(OutboxRow row)
    {
        var now = Now;
        row.CreatedAt = now;
        row.DueAt = row.DueAt == 0 ? now : row.DueAt;
        row.OwnedUntil = Until(now);
        row.Under ??= row is { Kind: OutboxKind.Send, Topic: { } topic } ? await FirstAboutAsync(row.ConversationKey, topic) : null;
        row.Id = await db.QueryFirstAsync<long>(
            """
            INSERT INTO outbox (conversation_key, kind, activity, reply_to_id, target, under, topic, nonce, subject, attempts, created_at, due_at, owner, owned_until)
            VALUES (@ConversationKey, @Kind, @Activity, @ReplyToId, @Target, @Under, @Topic, @Nonce, @Subject, 0, @now, @DueAt, @owner, @OwnedUntil) RETURNING id
            """,
            new { row.ConversationKey, Kind = (int)row.Kind, row.Activity, row.ReplyToId, row.Target, row.Under, row.Topic, row.Nonce, row.Subject, row.DueAt, row.OwnedUntil, now, owner = dispatcher.Instance });
        SendAfterCommit(row);
    }

    /// <summary>What a message is about that stands at the head of a thread; null when it is none of the desk's, or about nothing in particular.</summary>
    /// <param name="externalId">The channel's id of the message.</param>
    public Task<string?> TopicAsync(string conversationKey, string externalId) =>
        db.QueryFirstAsync<string?>("SELECT topic FROM outbox WHERE conversation_key = @conversationKey AND external_id = @externalId AND topic IS NOT NULL AND kind = 0 LIMIT 1", new { conversationKey, externalId });

    /// <summary>The row that first sent the card which had this nonce in this conversation; null when none did.</summary>
    public Task<long?> FindByNonceAsync(string conversationKey, string nonce) =>
        db.QueryFirstAsync<long?>("SELECT COALESCE(target, id) FROM outbox WHERE conversation_key = @conversationKey AND nonce = @nonce ORDER BY id DESC LIMIT 1", new { conversationKey, nonce });

    /// <summary>Every place where a card about the subject was shown, once each: the row that sent it there.</summary>
    public async Task<List<(long Id, string ConversationKey)>> FindBySubjectAsync(string subject) =>
        [.. (await db.QueryAsync<OutboxRow>("SELECT id AS Id, conversation_key AS ConversationKey FROM outbox WHERE subject = @subject ORDER BY id", new { subject })).Select(row => (row.Id, row.ConversationKey))];

    /// <summary>Whether a card about the subject was shown in this conversation.</summary>
    public async Task<bool> ShowsAsync(string conversationKey, string subject) =>
        await db.QueryFirstAsync<int?>("SELECT 1 FROM outbox WHERE conversation_key = @conversationKey AND subject = @subject LIMIT 1", new { conversationKey, subject }) is not null;

    private Task<long?> FirstAboutAsync(string conversationKey, string topic) =>
        db.QueryFirstAsync<long?>("SELECT id FROM outbox WHERE conversation_key = @conversationKey AND topic = @topic AND under IS NULL ORDER BY id LIMIT 1", new { conversationKey, topic });

    /// <summary>Whether this transaction already brings what the row sent up to date.</summary>
    public bool Updates(long target) => _added.Exists(row => row.Target == target);

    /// <summary>The channel's id of what a row sent; null when unknown.</summary>
    public Task<string?> ExternalIdAsync(long id) => db.QueryFirstAsync<string?>("SELECT external_id FROM outbox WHERE id = @id", new { id });

    /// <summary>Takes over what waits and belongs to nobody (any more), in order: also what is not due yet, because what is due may stand behind it.</summary>
    /// <remarks>A SQLite file has one instance: what another one owned is what it left when it died.</remarks>
    public async Task<List<OutboxRow>> ClaimAsync(int limit)
    {
        var now = Now;
        var free = db.IsSqlite ? "(owner IS NULL OR owner <> @owner OR owned_until < @now)" : "(owner IS NULL OR owned_until < @now)";

        // The condition stands twice: of two instances at once, the second sees in the outer one what the first has just taken.
        var rows = await db.QueryAsync<OutboxRow>(
            $"""
            UPDATE outbox SET owner = @owner, owned_until = CASE WHEN due_at > @now THEN due_at ELSE @now END + @claim
            WHERE id IN (SELECT id FROM outbox WHERE done_at IS NULL AND due_at < @never AND {free} ORDER BY id LIMIT @limit)
              AND done_at IS NULL AND {free}
            RETURNING {Columns}
            """,
            new { owner = dispatcher.Instance, claim = (long)Claim.TotalMilliseconds, never = Never, now, limit });
        rows.Sort((one, other) => one.Id.CompareTo(other.Id));

        // Whoever had it in hand until now, this instance included, may just have sent it: it is looked at again before it is sent.
        rows.ForEach(row => row.OwnedUntil = 0);
        foreach (var first in rows.DistinctBy(row => row.ConversationKey))
        {
            // A conversation is sent one thing after the other: only the first can be under way when a process dies.
            first.MayBeShown = first.Kind == OutboxKind.Send;
        }

        return rows;
    }

    /// <summary>Leaves what this instance has not sent to whoever looks next.</summary>
    public Task LeaveAsync() => db.ExecuteAsync("UPDATE outbox SET owner = NULL WHERE owner = @owner AND done_at IS NULL", new { owner = dispatcher.Instance });

    /// <summary>Keeps a row that has waited in this instance; false when another one has taken it over meanwhile.</summary>
    public async Task<bool> RenewAsync(OutboxRow row)
    {
        var until = Until(Now);
        var kept = await db.ExecuteAsync("UPDATE outbox SET owned_until = @until WHERE id = @Id AND owner = @owner AND done_at IS NULL", new { row.Id, owner = dispatcher.Instance, until }) > 0;
        row.OwnedUntil = until;
        return kept;
    }

    /// <summary>The first earlier row of the conversation that still waits, here or at another instance; null when there is none.</summary>
    public Task<OutboxRow?> EarlierAsync(OutboxRow row) =>
        db.QueryFirstAsync<OutboxRow>($"SELECT {Columns} FROM outbox WHERE conversation_key = @ConversationKey AND done_at IS NULL AND id < @Id AND due_at < @never ORDER BY id LIMIT 1", new { row.ConversationKey, row.Id, never = Never });

    /// <summary>Whether the row is this instance's to send.</summary>
    public async Task<bool> IsOwnAsync(OutboxRow row) =>
        await db.QueryFirstAsync<int?>("SELECT 1 FROM outbox WHERE id = @Id AND owner = @owner", new { row.Id, owner = dispatcher.Instance }) is not null;

    public async Task MarkDeliveredAsync(OutboxRow row, string? externalId)
    {
        // Not every channel names the id again when it updates: it is still that of what was updated.
        await db.ExecuteAsync(
            "UPDATE outbox SET done_at = @now, outcome = 'Delivered', external_id = COALESCE(@externalId, (SELECT external_id FROM outbox AS earlier WHERE earlier.id = @Target)), attempts = attempts + 1 WHERE id = @Id",
            new { row.Id, row.Target, externalId, now = Now });
        if (row.Kind == OutboxKind.Update && externalId is not null)
        {
            // Sent anew because the old activity was gone: later updates find the new one.
            await db.ExecuteAsync("UPDATE outbox SET external_id = @externalId WHERE id = @Target", new { row.Target, externalId });
        }
    }

    public Task MarkRetryAsync(OutboxRow row, DateTimeOffset due, string why) =>
        db.ExecuteAsync(
            "UPDATE outbox SET attempts = attempts + 1, due_at = @due, owned_until = @until, error = @why WHERE id = @Id",
            new { row.Id, due = due.ToUnixTimeMilliseconds(), until = row.OwnedUntil = (due + Claim).ToUnixTimeMilliseconds(), why });

    /// <summary>Ends a row that cannot, or must not, be sent (again).</summary>
    public Task MarkEndedAsync(OutboxRow row, string outcome, string why) =>
        db.ExecuteAsync("UPDATE outbox SET done_at = @now, outcome = @outcome, error = @why, attempts = attempts + 1 WHERE id = @Id", new { row.Id, outcome, why, now = Now });

    /// <summary>Keeps everything for a conversation back until the person writes there again.</summary>
    public Task HoldAsync(string conversationKey, string why) =>
        db.ExecuteAsync("UPDATE outbox SET due_at = @never, owner = NULL, error = @why WHERE conversation_key = @conversationKey AND done_at IS NULL", new { conversationKey, never = Never, why });

    /// <summary>The person wrote again: what was held back goes out, before what is said now.</summary>
    public async Task ReleaseAsync(string conversationKey)
    {
        var now = Now;
        var held = await db.QueryAsync<OutboxRow>(
            $"UPDATE outbox SET due_at = @now, owner = @owner, owned_until = @until WHERE conversation_key = @conversationKey AND done_at IS NULL AND due_at = @never RETURNING {Columns}",
            new { conversationKey, never = Never, now, owner = dispatcher.Instance, until = Until(now) });
        foreach (var row in held.OrderBy(row => row.Id))
        {
            SendAfterCommit(row);
        }
    }

    /// <summary>Forgets what went out so long ago that nobody clicks on it any more.</summary>
    public Task ForgetAsync(DateTimeOffset doneBefore) =>
        db.ExecuteAsync("DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE done_at < @before LIMIT 1000)", new { before = doneBefore.ToUnixTimeMilliseconds() });

    private const long Never = long.MaxValue / 2;

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static long Until(long now) => now + (long)Claim.TotalMilliseconds;

    private void SendAfterCommit(OutboxRow row)
    {
        if (_added.Count == 0)
        {
            db.AfterCommit(() => dispatcher.Dispatch(_added));
        }

        _added.Add(row);
    }
}
