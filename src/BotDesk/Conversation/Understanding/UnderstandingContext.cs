namespace BotDesk.Conversation.Understanding;

/// <summary>What the conversation is about just now. It shifts readings that depend on it ("yes", "still broken"), and never overrules a clear message.</summary>
public sealed record UnderstandingContext
{
    /// <summary>What was last put before the person.</summary>
    public ConversationTopic About { get; init; }

    /// <summary>The ticket the conversation is about, such as "INC42"; it does not become <see cref="Entities.Ticket"/>.</summary>
    public string? Ticket { get; init; }
}

/// <summary>What was last put before the person and waits for a word.</summary>
public enum ConversationTopic
{
    /// <summary>Nothing waits.</summary>
    None,

    /// <summary>An article was offered; it may have helped or not.</summary>
    OfferedArticle,

    /// <summary>A form is being filled in.</summary>
    OpenForm,

    /// <summary>A ticket was shown or just filed.</summary>
    ShownTicket,

    /// <summary>A resolved ticket waits for the requester's confirmation.</summary>
    ResolvedTicket,

    /// <summary>An approval waits for this person's decision.</summary>
    PendingApproval,
}
