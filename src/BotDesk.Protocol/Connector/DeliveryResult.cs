namespace BotDesk.Protocol;

/// <summary>What is known after a call to a connector, in terms of what to do next.</summary>
public enum DeliveryOutcome
{
    /// <summary>Done. The id may be missing: a channel that splits one activity into several messages names none.</summary>
    Delivered,

    /// <summary>Certainly not done; the same call may be made again, not before <see cref="DeliveryResult.RetryAfter"/>.</summary>
    RetryLater,

    /// <summary>A message may or may not have been shown. Sending it again may show it twice.</summary>
    Uncertain,

    /// <summary>The person or their administrator does not want it. Stop until they write or install the bot again.</summary>
    Blocked,

    /// <summary>The conversation, message or member is gone.</summary>
    NotFound,

    /// <summary>The channel does not take so much at once.</summary>
    TooLarge,

    /// <summary>The channel will never take this.</summary>
    Rejected,
}

/// <summary>The outcome of one call to a connector.</summary>
/// <param name="Outcome">What to do next.</param>
/// <param name="ActivityId">The channel's id of what was sent, where it said one.</param>
/// <param name="RetryAfter">How long the channel asks to wait; null when it does not say.</param>
/// <param name="ErrorCode">The channel's own code, such as <c>ConversationBlockedByUser</c>.</param>
/// <param name="Why">For the log and for administrators; contains no message content.</param>
public readonly record struct DeliveryResult(DeliveryOutcome Outcome, string? ActivityId, TimeSpan? RetryAfter, string? ErrorCode, string? Why)
{
    public bool IsDelivered => Outcome == DeliveryOutcome.Delivered;

    public static DeliveryResult Delivered(string? activityId) => new(DeliveryOutcome.Delivered, activityId, null, null, null);

    public static DeliveryResult RetryLater(TimeSpan? after, string why) => new(DeliveryOutcome.RetryLater, null, after, null, why);

    public static DeliveryResult Uncertain(string why) => new(DeliveryOutcome.Uncertain, null, null, null, why);

    public static DeliveryResult Blocked(string code, string why) => new(DeliveryOutcome.Blocked, null, null, code, why);

    public static DeliveryResult NotFound(string? code, string why) => new(DeliveryOutcome.NotFound, null, null, code, why);

    public static DeliveryResult TooLarge(string why) => new(DeliveryOutcome.TooLarge, null, null, null, why);

    public static DeliveryResult Rejected(string? code, string why) => new(DeliveryOutcome.Rejected, null, null, code, why);
}

/// <summary>Something asked of a connector.</summary>
/// <param name="Result">Whether it was had; if not, why.</param>
/// <param name="Value">Null unless delivered.</param>
public readonly record struct Fetched<T>(DeliveryResult Result, T? Value) where T : class;

/// <summary>A conversation that was started.</summary>
/// <param name="Result">Whether; its activity id is that of the first message.</param>
/// <param name="ConversationId">Null unless delivered.</param>
/// <param name="ServiceUrl">Where the channel wants it continued, if elsewhere.</param>
public readonly record struct ConversationCreated(DeliveryResult Result, string? ConversationId, string? ServiceUrl);
