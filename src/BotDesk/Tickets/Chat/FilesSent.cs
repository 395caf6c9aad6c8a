using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.Tickets.Files;

namespace BotDesk.Tickets.Chat;

/// <summary>
/// Files that came with a message: for the ticket that it names or that is being talked about; else they are held, and come along with the ticket that
/// is made of the conversation. Where it is not clear, the person is asked.
/// </summary>
internal sealed partial class FilesSent(TicketFiles files, TicketTalk talk, TicketBook book) : IFileTaker
{
    private const int MostOffered = 3;

    public async Task<bool> TakeAsync(Turn turn)
    {
        foreach (var refusal in turn.Files.Refusals)
        {
            turn.Say(refusal);
        }

        if (turn.Files.Kept.Count == 0)
        {
            return turn.Text.Length == 0;
        }

        if (await talk.ResolveNumberAsync(turn, turn.Understood.Entities.Ticket) is { } named)
        {
            return await AddAsync(turn, named);
        }

        if (turn.State is { Draft: null, Said: null, Ticket: { } spoken } && IsAboutIt(turn) && (await book.FindAsync(spoken)) is { } ticket
            && ticket.RequesterId == turn.Person.Id && TicketDesk.WhyNotAdd(ticket) is null)
        {
            return await AddAsync(turn, spoken);
        }

        return await HoldAsync(turn);
    }

    /// <summary>Lets what was held in this conversation come along with a ticket that was filed just now.</summary>
    public static async Task BringAlongAsync(Turn turn, Ticket filed, TicketFiles files)
    {
        if (turn.State.Held is { } held)
        {
            await files.BringAlongAsync(filed, turn.Person, held);
            turn.State = turn.State with { Held = null };
        }
    }

    // Something new is told of, or something else is asked for: then it is not for what was talked about before.
    private static bool IsAboutIt(Turn turn) =>
        turn.Text.Length == 0 || Pointing().IsMatch(turn.Text)
        || !(turn.Understood is { IsSure: true, Intent: Intent.ReportProblem or Intent.RequestItem or Intent.RequestChange or Intent.AskQuestion });

    private async Task<bool> AddAsync(Turn turn, string number)
    {
        turn.IsPersonal = true;
        if (!(await files.AddAsync(number, turn.Person, turn.Files.Kept)).Is(out var ticket, out var refusal))
        {
            turn.Answer(refusal);
            return true;
        }

        turn.State = turn.State with { Ticket = ticket.Number };
        turn.Say(Added(ticket, turn.Files.Kept.Select(file => file.Name)));
        if (Nothing().IsMatch(TicketMention().Replace(turn.Text, "")))
        {
            return true;
        }

        if (Command().IsMatch(turn.Text) || ticket.RequesterId != turn.Person.Id)
        {
            return false;
        }

        turn.Answer(await talk.CommentAsync(turn, ticket.Number, turn.Text));
        return true;
    }

    private async Task<bool> HoldAsync(Turn turn)
    {
        var outcome = await files.HoldAsync(turn.Person, turn.State.Held ?? [], turn.Files.Kept);
        if (!outcome.Is(out var held, out var refusal))
        {
            turn.Answer(refusal);
            return turn.Text.Length == 0;
        }

        turn.State = turn.State with { Held = held };
        var names = string.Join(", ", turn.Files.Kept.Select(file => file.Name));
        if (turn.State.Draft is not null)
        {
            turn.Say(Phrase.Of("files.heldForForm", new { names }));
            return turn.Text.Length == 0;
        }

        if (turn.Text.Length > 0)
        {
            turn.Say(Phrase.Of("files.held", new { names }));
            return false;
        }

        turn.IsPersonal = true;
        var open = (await book.MineAsync(turn.Person, [])).Where(ticket => TicketDesk.WhyNotAdd(ticket) is null).Take(MostOffered);
        var choices = open.Select(ticket => new { title = Phrase.Of("files.toTicket", new { ticket.Number, ticket.Title }), text = $"add to {ticket.Number}" })
            .Append(new { title = Phrase.Of("files.somethingNew"), text = "report a problem" });
        turn.Show("conversation/choices", new { question = Phrase.Of("files.whatIsIt", new { names }), choices });
        return true;
    }

    internal static Phrase Added(Ticket ticket, IEnumerable<string> names) => Phrase.Of("files.added", new { ticket.Number, names = string.Join(", ", names) });

    [GeneratedRegex(@"#?\b(INC|REQ)[\s\-_#:]*\d{1,10}|#\d+|\bticket\s+\d+", RegexOptions.IgnoreCase)]
    private static partial Regex TicketMention();

    /// <summary>Words that say no more than that a file goes with a ticket.</summary>
    [GeneratedRegex(@"^(\W|\b(please|pls|here|is|are|the|a|an|my|this|that|these|it|s|to|for|with|of|on|in|and|add|attach|attached|attachment|goes|belongs|picture|pictures|photo|photos|screenshot|screenshots|image|images|file|files|log|logs|ticket|bitte|hier|ist|sind|das|die|der|den|dem|ein|eine|mein|meine|zu|zum|zur|für|dazu|anbei|anhang|hängen|häng|an|bild|bilder|foto|fotos|datei|dateien|gehört|ergänze|ergänzen|füge|hinzu)\b)*$", RegexOptions.IgnoreCase)]
    private static partial Regex Nothing();

    /// <summary>Words that something is done by, which read the rest themselves.</summary>
    [GeneratedRegex(@"^\s*((please|bitte)\s+)?(reply|note|resolve|take|assign|work|close|confirm|reopen|re-open|withdraw|cancel|add|comment|status|show|open|where|how|what|when|wo|wie|was|wann|zeige?|ergänz|kommentier|schließ|approve|reject)", RegexOptions.IgnoreCase)]
    private static partial Regex Command();

    /// <summary>Words that point at what is shown.</summary>
    [GeneratedRegex(@"\b(here('s| is| are| you)|see (the )?(attached|picture|screenshot)|attached|(it|this) looks like|this is (how|what)|screenshot|anbei|siehe|so sieht|hier ist|hier sind|im anhang|das sieht)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Pointing();
}
