namespace BotDesk.Data;

/// <summary>What became of an activity that a channel delivered.</summary>
public enum InboxStatus
{
    /// <summary>Durable, not handled yet.</summary>
    Pending = 0,

    /// <summary>Handled; an answer that was wanted in the response is stored with it.</summary>
    Handled = 1,

    /// <summary>Handling failed again and again; the person was told.</summary>
    Failed = 2,
}

/// <summary>An activity that a channel delivered, kept from before the channel gets its acknowledgement.</summary>
public sealed class InboxRow
{
    /// <summary>The order of arrival.</summary>
    public long Id { get; init; }

    /// <summary>The lane: <see cref="ConversationKey"/> of the conversation.</summary>
    public string ConversationKey { get; init; } = "";

    /// <summary>The channel's id of the activity: the same one is not handled twice.</summary>
    public string ActivityId { get; init; } = "";

    public long ReceivedAt { get; init; }

    /// <summary>The activity as UTF-8 JSON.</summary>
    public byte[] Activity { get; init; } = [];

    public InboxStatus Status { get; init; }

    /// <summary>How often handling it threw.</summary>
    public int Attempts { get; init; }

    /// <summary>The answer in the response (invoke, expectReplies), for when the same activity is delivered again.</summary>
    public byte[]? Answer { get; init; }

    /// <summary>The HTTP status that goes with <see cref="Answer"/>.</summary>
    public int AnswerStatus { get; init; }
}
