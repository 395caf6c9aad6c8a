using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.Tickets;
using BotDesk.Tickets.Chat;

namespace BotDesk.Incidents.Chat;

/// <summary>An open incident of the same person that tells of the same is offered for a comment, before a second one is filed.</summary>
internal sealed class SimilarIncident(OwnTickets own, TicketTalk talk, TicketTimes times, Understander understander)
{
    /// <summary>What <see cref="Awaited.Question"/> says while it is offered.</summary>
    public const string Question = "incidents.similar";

    /// <returns>False when there is none.</returns>
    public async Task<bool> OfferAsync(Turn turn, string said)
    {
        if (await own.AlikeAsync<Incident>(turn.Person, said, understander.Understand(said).Entities.Service) is not { } alike)
        {
            return false;
        }

        turn.State = turn.State with { Awaiting = new(Question, alike.Number) };
        turn.Show("incidents/similar", new
        {
            number = alike.Number,
            title = alike.Title,
            status = TicketCards.Status(alike.Status, asRequester: true),
            opened = times.At(alike.OpenedAt, turn.Person),
            agent = alike.Assignee?.Name,
        });
        return true;
    }

    /// <summary>Adds what was said to the one that was offered.</summary>
    /// <param name="number">As the card names it; it counts only while it is offered.</param>
    public async Task<Refusal?> AddAsync(Turn turn, string number)
    {
        if (turn.State is not { Awaiting: { Question: Question, Ticket: { } offered }, Said: { Length: > 0 } said } || offered != number)
        {
            return Refusal.Conflict(Phrase.Of("incidents.offerOver", new { number }));
        }

        if (await talk.AddAsync(turn, number, said) is { } refusal)
        {
            return refusal;
        }

        turn.State = turn.State with { Said = null, Offered = null, Awaiting = null };
        return null;
    }
}

/// <summary>What is said to the offer: "yes", "add it", "no, a new one".</summary>
internal sealed partial class SimilarIncidentCommand(SimilarIncident similar, NewIncident newIncident) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (turn.State.Awaiting is not { Question: SimilarIncident.Question, Ticket: { } number })
        {
            return false;
        }

        var reply = ShortReplies.Recognise(turn.Text);
        if (reply is ShortReply.Cancel)
        {
            turn.State = turn.State with { Awaiting = null };
            turn.Say(Phrase.Of("incidents.nothingFiled"));
        }
        else if (reply is ShortReply.No or ShortReply.FileTicket || Another().IsMatch(turn.Text))
        {
            await newIncident.OpenAsync(turn, another: true);
        }
        else if (reply is ShortReply.Yes || Same().IsMatch(turn.Text))
        {
            turn.Answer(await similar.AddAsync(turn, number));
        }
        else
        {
            return false;
        }

        return true;
    }

    [GeneratedRegex(@"^\s*((no|nein|nö)\W+)?((it'?s |that'?s )?(a |an )?(new|another|different|separate)( one| ticket| problem| issue)?|something else|(das ist )?(ein |eine )?(neues?|anderes?|andere|neue)( ticket| problem)?|etwas anderes)(\s+please|\s+bitte)?\s*[.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Another();

    [GeneratedRegex(@"^\s*((yes|ja)\W+)?((please |bitte )?(add|put|append)( it| this| that)?( to (it|that|this|the ticket|that one))?|(it'?s |that'?s |is )?(the )?same( one| problem| issue| thing)?|(das )?(ist )?(das|der|die)(selbe|gleiche)( problem)?|(füg\w*|häng\w*|ergänz\w*|schreib\w*)( es| das)?( dort| da)?( dazu| hinzu| dran| an| rein)?|dazu)(\s+please|\s+bitte)?\s*[.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Same();
}

/// <summary>*Add to INC42*.</summary>
internal sealed class AddToSimilarVerb(SimilarIncident similar, TicketTalk talk) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "ticket" };

    public bool ChangesSomething => true;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        if (TicketNumber.Normalise(action["ticket"]) is not { } number)
        {
            return Refusal.Invalid("ticket", Phrase.Of("tickets.cardUnknown"));
        }

        var said = turn.State.Said ?? "";
        if (await similar.AddAsync(turn, number) is { } refusal)
        {
            return refusal;
        }

        turn.Replace("conversation/done", new { title = Phrase.Of("tickets.done.added", new { number }), text = said });
        return null;
    }

    public async Task ShowPresentAsync(Turn turn, CardAction action)
    {
        if (TicketNumber.Normalise(action["ticket"]) is { } number)
        {
            await talk.ShowAsync(turn, number);
        }
    }
}

/// <summary>*No, a new one*.</summary>
internal sealed class AnotherIncidentVerb(NewIncident newIncident) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal);

    public bool ChangesSomething => false;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        await newIncident.OpenAsync(turn, another: true);
        return null;
    }
}
