namespace BotDesk.Conversation.Understanding;

/// <summary>What a short reply to something the bot just said means.</summary>
public enum ShortReply
{
    /// <summary>Not a short reply: understand it as free text.</summary>
    None,
    Yes,
    No,

    /// <summary>"that fixed it", "works now".</summary>
    Helped,

    /// <summary>"that didn't help", "still broken".</summary>
    DidNotHelp,

    /// <summary>"create a ticket".</summary>
    FileTicket,

    /// <summary>"talk to a human".</summary>
    TalkToPerson,

    /// <summary>"send it", "submit".</summary>
    Submit,
    Cancel,
    Back,
    Skip,

    /// <summary>"5", "4 stars": see <see cref="ShortReplies.TryRating"/>.</summary>
    Rating,
}
