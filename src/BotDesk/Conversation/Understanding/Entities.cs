namespace BotDesk.Conversation.Understanding;

/// <summary>What a message names. A property is null when the message does not name it; nothing is filled in by default.</summary>
public sealed record Entities
{
    /// <summary>Nothing was named.</summary>
    public static Entities None { get; } = new();

    /// <summary>The first ticket, without leading zeros: "INC42", or "42" where its kind is not said.</summary>
    public string? Ticket => Tickets.Count > 0 ? Tickets[0] : null;

    /// <summary>All tickets in the order they are named, each once.</summary>
    public IReadOnlyList<string> Tickets { get; init; } = [];

    /// <summary>The key of the service in the policy.</summary>
    public string? Service { get; init; }

    /// <summary>The thing it is about: its tag or serial number ("PRN-0142"), or what it is, in English ("laptop").</summary>
    public string? Asset { get; init; }

    /// <summary><c>high</c>, <c>medium</c> or <c>low</c>: how soon.</summary>
    public string? Urgency { get; init; }

    /// <summary><c>high</c>, <c>medium</c> or <c>low</c>: how many are affected.</summary>
    public string? Impact { get; init; }

    /// <summary>For whom: a name as typed ("Anna", "Tom Baker"), or a role in English ("colleague", "manager", "new starter").</summary>
    public string? Person { get; init; }

    /// <summary>When something is wanted, in one English spelling whatever the language: "tomorrow 09:00", "until 5 december". See <see cref="Time"/> for the instant.</summary>
    public string? When => Time?.ToString();

    /// <summary>The same as <see cref="When"/>, to be resolved on the person's calendar.</summary>
    public TimeMention? Time { get; init; }

    /// <summary>Since when something is so ("since this morning"), in one English spelling.</summary>
    public string? Since { get; init; }

    /// <summary>What is asked for: "Visio" in "I need Visio".</summary>
    public string? Item { get; init; }

    /// <summary>What follows the instruction: "it also fails at home" in "add to INC1: it also fails at home". Null for a text of more than 6,000 characters, which is not read in full.</summary>
    public string? Rest { get; init; }
}
