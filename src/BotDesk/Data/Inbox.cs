namespace BotDesk.Data;

/// <summary>Where an activity is durable before its channel is told so, and where it is known to have been handled.</summary>
public sealed class Inbox(DeskDb db, TimeProvider clock)
{
    /// <summary>How many rows <see cref="PendingAsync"/> gives at once.</summary>
    public const int PageSize = 1000;

    private const string Columns =
        "id AS Id, conversation_key AS ConversationKey, activity_id AS ActivityId, received_at AS ReceivedAt, activity AS Activity, status AS Status, attempts AS Attempts, answer AS Answer, answer_status AS AnswerStatus";

    /// <summary>Keeps the activity, once.</summary>
    /// <returns>Its row, and whether it is new: false when the same activity had been delivered before.</returns>
    public async Task<(InboxRow Row, bool IsNew)> AddAsync(string conversationKey, string activityId, byte[] activity)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await LockArrivalAsync(conversationKey);
        var id = await db.QueryFirstAsync<long?>(
            """
            INSERT INTO inbox (conversation_key, activity_id, received_at, activity, status, attempts, answer_status)
            VALUES (@conversationKey, @activityId, @now, @activity, 0, 0, 0)
            ON CONFLICT (conversation_key, activity_id) DO NOTHING RETURNING id
            """,
            new { conversationKey, activityId, now, activity });
        return id is { } added
            ? (new InboxRow { Id = added, ConversationKey = conversationKey, ActivityId = activityId, ReceivedAt = now, Activity = activity }, true)
            : ((await db.QueryFirstAsync<InboxRow>($"SELECT {Columns} FROM inbox WHERE conversation_key = @conversationKey AND activity_id = @activityId", new { conversationKey, activityId }))!, false);
    }

    /// <summary>Keeps other instances out of the conversation until this operation is committed.</summary>
    /// <remarks>The lock ends with the transaction, also when its process is killed: no lease, and no clock to agree on.</remarks>
    public Task LockConversationAsync(string conversationKey) => db.IsSqlite
        ? Task.CompletedTask
        : db.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended(@conversationKey, 0))", new { conversationKey });

    /// <summary>The id of the activity that is next in the conversation; null when none waits.</summary>
    public Task<long?> NextAsync(string conversationKey) =>
        db.QueryFirstAsync<long?>("SELECT id FROM inbox WHERE conversation_key = @conversationKey AND status = 0 ORDER BY id LIMIT 1", new { conversationKey });

    /// <summary>The row, or null when it is gone.</summary>
    public Task<InboxRow?> FindAsync(long id) => db.QueryFirstAsync<InboxRow>($"SELECT {Columns} FROM inbox WHERE id = @id", new { id });

    /// <summary>What still waits, in order of arrival: after a start, and where another instance took it but died.</summary>
    /// <param name="after">The last one of the page before.</param>
    public Task<List<InboxRow>> PendingAsync(DateTimeOffset receivedBefore, long after = 0) =>
        db.QueryAsync<InboxRow>(
            $"SELECT {Columns} FROM inbox WHERE status = 0 AND received_at <= @before AND id > @after ORDER BY id LIMIT {PageSize}",
            new { before = receivedBefore.ToUnixTimeMilliseconds(), after });

    /// <param name="status">How it ended.</param>
    /// <param name="answer">What the same activity is answered when it is delivered again.</param>
    public Task MarkDoneAsync(long id, InboxStatus status, byte[]? answer, int answerStatus) =>
        db.ExecuteAsync(
            "UPDATE inbox SET status = @status, handled_at = @now, answer = @answer, answer_status = @answerStatus WHERE id = @id",
            new { id, status = (int)status, answer, answerStatus, now = Now });

    /// <summary>Forgets what was handled so long ago that no channel delivers it again.</summary>
    public Task ForgetAsync(DateTimeOffset handledBefore) =>
        db.ExecuteAsync("DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE status <> 0 AND handled_at < @before LIMIT 1000)", new { before = handledBefore.ToUnixTimeMilliseconds() });

    /// <summary>Lets one activity of a conversation arrive at a time: PostgreSQL gives ids before the commit, and a later one could be seen first.</summary>
    private Task LockArrivalAsync(string conversationKey) => db.IsSqlite
        ? Task.CompletedTask
        : db.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended(@conversationKey, 1))", new { conversationKey });

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
