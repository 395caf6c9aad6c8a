namespace BotDesk.Conversation.Understanding;

/// <summary>What a person wants with a message. On the wire the names are snake_case, see <see cref="IntentNames"/>.</summary>
public enum Intent
{
    /// <summary>Something that worked, or should work, does not; access that was lost included.</summary>
    ReportProblem,

    /// <summary>Wants to know, or to be shown how.</summary>
    AskQuestion,

    /// <summary>Wants what the desk gives to people: hardware, a replacement, software, access never had, a password reset, on- and offboarding.</summary>
    RequestItem,

    /// <summary>Wants a system, service or setting altered that others rely on.</summary>
    RequestChange,

    /// <summary>Asks about one thing that is already filed, with or without its number.</summary>
    TicketStatus,

    /// <summary>Asks for a list of own tickets or approvals.</summary>
    ListTickets,

    /// <summary>Adds to a ticket.</summary>
    CommentTicket,

    /// <summary>A ticket is solved, withdrawn or no longer wanted.</summary>
    CloseTicket,

    /// <summary>What a ticket was about came back, or was never solved.</summary>
    ReopenTicket,

    /// <summary>Says yes to a pending approval.</summary>
    Approve,

    /// <summary>Says no to a pending approval.</summary>
    Reject,

    /// <summary>Wants a human.</summary>
    TalkToPerson,

    Greeting,

    Thanks,

    /// <summary>Asks what the bot can do.</summary>
    Help,

    /// <summary>Wants to stop what is being done in the conversation right now; not a ticket.</summary>
    Cancel,

    /// <summary>Everything that is not IT: payroll, canteen, homework, chat, nonsense, abuse, attempts to re-programme the bot.</summary>
    OutOfScope,
}
