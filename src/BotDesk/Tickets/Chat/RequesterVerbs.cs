using System.Globalization;
using BotDesk.Conversation;

namespace BotDesk.Tickets.Chat;

/// <summary>A button of a requester's card: what it names is checked like a typed number.</summary>
internal abstract class RequesterVerb(TicketTalk talk, params string[] fields) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = fields.Append("ticket").ToHashSet(StringComparer.Ordinal);

    public virtual bool ChangesSomething => true;

    protected TicketTalk Talk => talk;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action) =>
        TicketNumber.Normalise(action["ticket"]) is { } number
            ? await HandleAsync(turn, action, number)
            : Refusal.Invalid("ticket", "The card names no ticket I know, so I changed nothing. Say \"my tickets\" to see yours.");

    /// <summary>Shows the ticket as it is now.</summary>
    public async Task ShowPresentAsync(Turn turn, CardAction action)
    {
        if (TicketNumber.Normalise(action["ticket"]) is { } number)
        {
            await talk.ShowAsync(turn, number);
        }
    }

    protected abstract Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number);

    // The talk has said the refusal already; the router says nothing more, and keeps the card usable.
    protected static Refusal? Said(Refusal? refusal, Turn turn, string title, string text)
    {
        if (refusal is null)
        {
            turn.Replace("conversation/done", new { title, text });
        }

        return refusal;
    }
}

internal sealed class ShowTicketVerb(TicketTalk talk) : RequesterVerb(talk)
{
    public override bool ChangesSomething => false;

    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number)
    {
        await Talk.ShowAsync(turn, number);
        return null;
    }
}

internal sealed class CommentVerb(TicketTalk talk) : RequesterVerb(talk, "text")
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        Said(await Talk.CommentAsync(turn, number, action["text"]), turn, $"Added to {number}", action["text"]);
}

internal sealed class ConfirmVerb(TicketTalk talk) : RequesterVerb(talk, "text")
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        Said(await Talk.ConfirmAsync(turn, number), turn, $"{number} is closed", "You confirmed that it works again.");
}

internal sealed class ReopenVerb(TicketTalk talk) : RequesterVerb(talk, "text")
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        Said(await Talk.ReopenAsync(turn, number, action["text"]), turn, $"{number} is open again", action["text"] is { Length: > 0 } text ? text : "You said that it is still broken.");
}

internal sealed class WithdrawVerb(TicketTalk talk) : RequesterVerb(talk, "text")
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        Said(await Talk.WithdrawAsync(turn, number), turn, $"{number} is withdrawn", "You no longer need it.");
}

internal sealed class RateVerb(TicketTalk talk) : RequesterVerb(talk, "stars")
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number)
    {
        _ = int.TryParse(action["stars"], NumberStyles.None, CultureInfo.InvariantCulture, out var stars);
        return Said(await Talk.RateAsync(turn, number, stars), turn, $"{number}: you gave {stars} of 5", "Thank you.");
    }
}

/// <summary>The next page of a list, or the list from another card.</summary>
internal sealed class ListTicketsVerb(TicketTalk talk) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "filter", "page" };

    public bool ChangesSomething => false;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        _ = int.TryParse(action["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page);
        await talk.ListAsync(turn, TicketWords.Of(action["filter"]), Math.Clamp(page, 1, 1000));
        return null;
    }
}
