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
            : Refusal.Invalid("ticket", Phrase.Of("tickets.cardUnknown"));

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
    protected static Refusal? Said(Refusal? refusal, Turn turn, Phrase title, Phrase text)
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
        Said(await Talk.CommentAsync(turn, number, action["text"]), turn, Phrase.Of("tickets.done.added", new { number }), action["text"]);
}

internal sealed class ConfirmVerb(TicketTalk talk) : RequesterVerb(talk, "text")
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        Said(await Talk.ConfirmAsync(turn, number), turn, Phrase.Of("tickets.done.closed", new { number }), Phrase.Of("tickets.done.closedText"));
}

internal sealed class ReopenVerb(TicketTalk talk) : RequesterVerb(talk, "text")
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        Said(await Talk.ReopenAsync(turn, number, action["text"]), turn, Phrase.Of("tickets.done.open", new { number }), action["text"] is { Length: > 0 } text ? text : Phrase.Of("tickets.done.openText"));
}

internal sealed class WithdrawVerb(TicketTalk talk) : RequesterVerb(talk, "text")
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        Said(await Talk.WithdrawAsync(turn, number), turn, Phrase.Of("tickets.done.withdrawn", new { number }), Phrase.Of("tickets.done.withdrawnText"));
}

internal sealed class RateVerb(TicketTalk talk) : RequesterVerb(talk, "stars")
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number)
    {
        _ = int.TryParse(action["stars"], NumberStyles.None, CultureInfo.InvariantCulture, out var stars);
        return Said(await Talk.RateAsync(turn, number, stars), turn, Phrase.Of("tickets.done.rated", new { number, stars }), Phrase.Of("tickets.done.ratedText"));
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
