using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;

namespace BotDesk.Tickets.Chat;

/// <summary>"INC42", "status of INC42": shows one ticket to its requester, or to an agent as work.</summary>
internal sealed partial class ShowTicketCommand(TicketTalk talk) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        var match = Command().Match(turn.Text);
        if (!match.Success || TicketNumber.Normalise(match.Groups["number"].Value) is not { } number)
        {
            return false;
        }

        if (match.Groups["stands"].Success)
        {
            await talk.StandsAsync(turn, number);
        }
        else
        {
            await talk.ShowAsync(turn, number);
        }

        return true;
    }

    [GeneratedRegex(@"^\s*(show|open|zeige?|öffne|(?<stands>status( of| von)?|what('s| is) the status of|how is|where('s| is)|wo (ist|bleibt)|was ist mit|wie steht es um|stand von))?\s*(?<number>#?(INC|REQ)[\s\-_#:]*\d{1,10})\s*[?.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Command();
}

/// <summary>"where's my laptop?", "wo bleibt mein Laptop?": asks for something that is on its way, where the person has a ticket about it.</summary>
internal sealed partial class WhereIsCommand(TicketTalk talk, OwnTickets own) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (!Command().IsMatch(turn.Text) || turn.Understood.Entities.Ticket is not null || TicketWords.Of(turn.Text) is not { Count: > 0 } about)
        {
            return false;
        }

        // "where is my recycle bin?" is no question for the desk's own papers.
        var isAsked = Awaits().IsMatch(turn.Text) || turn.Understood is { IsSure: true, Intent: Intent.TicketStatus } || own.IsOrdered(about);
        if (!isAsked && (await own.AboutAsync(turn.Person, about)).Count == 0)
        {
            return false;
        }

        await talk.FindAsync(turn, about);
        return true;
    }

    [GeneratedRegex(@"^\s*((hi|hey|hello|hallo|moin|guten (tag|morgen))\b[^?.!,]{0,20}[,.!]?\s+)?(so\s+|and\s+|und\s+|also\s+)?(where('?s|\s+is|\s+are|\s+does)\b|what('?s|\s+is)\s+(happening|going on|up)\s+with\b|what\s+(ever\s+)?happened\s+(to|with)\b|any\s+(news|updates?)\b|when\s+(do|will|can|am)\s+i\s+(finally\s+)?(get|receive|getting|pick up)\b|when\s+(is|are|will|does|do)\s+(my|the|our)\b.{1,60}\b(come|coming|arrive|arriving|ready|here|delivered)\b|(is|are)\s+(my|our)\b.{1,60}\b(ready|here|coming|there|delivered|on (its|the) way)\b|i('?m| am)\s+still\s+waiting\s+(for|on)\b|still\s+waiting\s+(for|on)\b|wo\s+(bleib(t|en)|ist|sind|steck(t|en))\b|was\s+(ist|wurde|wird)\s+(mit|aus)\b|gibt\s+es\s+(schon\s+)?(etwas\s+|was\s+)?neues\s+(zu|von)\b|wie\s+steht\s+es\s+(um|mit)\b|wann\s+(kommt|kommen|kriege|bekomme|bekommen|erhalte)\b|(ist|sind)\s+(mein|meine|unser|unsere)\b.{1,60}\b(da|fertig|unterwegs|abholbereit)\b|ich\s+warte\s+(immer\s+|noch\s+)*auf\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Command();

    [GeneratedRegex(@"\b(bleib(t|en)|steck(t|en)|warte|waiting|ordered|order|delivery|delivered|arriv\w*|bestell\w*|beantragt\w*|request(ed)?|ticket|wann\s+(kommt|kommen|bekomme|kriege)|when\s+(do|will)\s+i\s+(get|receive))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Awaits();
}

/// <summary>"my tickets".</summary>
internal sealed partial class MyTicketsCommand(TicketTalk talk) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (!Command().IsMatch(turn.Text))
        {
            return false;
        }

        await talk.ListAsync(turn, [], page: 1);
        return true;
    }

    [GeneratedRegex(@"^\s*((show\s+)?(me\s+)?(all\s+)?my\s+(open\s+)?tickets|(zeige?\s+)?(mir\s+)?(alle\s+)?meine\s+(offenen\s+)?tickets)\s*[?.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Command();
}

/// <summary>"add to INC42: it also fails at home".</summary>
internal sealed partial class AddToTicketCommand(TicketTalk talk) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        var match = Command().Match(turn.Text);
        if (!match.Success || TicketNumber.Normalise(match.Groups["number"].Value) is not { } number)
        {
            return false;
        }

        turn.Answer(await talk.AddAsync(turn, number, match.Groups["text"].Value));
        return true;
    }

    [GeneratedRegex(@"^\s*((please|bitte)\s+)?((add|comment|note)\s+(this\s+)?(to|on|in)|ergänzen?|kommentieren?|ergänzung\s+zu)\s+(?<number>#?(INC|REQ)[\s\-_#:]*\d{1,10})\s*[:,\-]?\s*(?<text>.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Command();
}

/// <summary>"reopen INC42: …", "close INC42", "withdraw INC42", "confirm INC42".</summary>
internal sealed partial class EndTicketCommand(TicketTalk talk) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        var match = Command().Match(turn.Text);
        if (!match.Success || TicketNumber.Normalise(match.Groups["number"].Value) is not { } number)
        {
            return false;
        }

        var text = match.Groups["text"].Value;
        switch (match.Groups["verb"].Value.ToLowerInvariant())
        {
            case "reopen" or "re-open" or "wieder öffnen":
                turn.Answer(await talk.ReopenAsync(turn, number, text));
                break;
            case "withdraw" or "cancel" or "zurückziehen" or "stornieren":
                turn.Answer(await talk.WithdrawAsync(turn, number));
                break;
            default:
                turn.Answer(await talk.ConfirmAsync(turn, number));
                break;
        }

        return true;
    }

    [GeneratedRegex(@"^\s*((please|bitte)\s+)?((?<verb>reopen|re-open|close|confirm|withdraw|cancel)\s+(?<number>#?(INC|REQ)[\s\-_#:]*\d{1,10})|(?<number>#?(INC|REQ)[\s\-_#:]*\d{1,10})\s+(bitte\s+)?(?<verb>wieder öffnen|schließen|bestätigen|zurückziehen|stornieren))\s*[:,.\-!]?\s*(?<text>.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Command();
}

/// <summary>What was asked about a ticket is answered by the next message: is it solved, what is still broken, how was it.</summary>
internal sealed class TicketAnswerCommand(TicketTalk talk) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (turn.State.Awaiting is not { Ticket: { } number } awaiting)
        {
            return false;
        }

        var reply = ShortReplies.Recognise(turn.Text);
        switch (awaiting.Question)
        {
            case "tickets.confirm" when reply is ShortReply.Yes or ShortReply.Helped:
                turn.Answer(await talk.ConfirmAsync(turn, number));
                return true;
            case "tickets.confirm" when reply is ShortReply.No or ShortReply.DidNotHelp:
                turn.Answer(await talk.ReopenAsync(turn, number, turn.Text));
                return true;
            case "tickets.rate" when reply == ShortReply.Rating && ShortReplies.TryRating(turn.Text, out var stars):
                turn.Answer(await talk.RateAsync(turn, number, stars));
                return true;
            case "tickets.rate" when reply is ShortReply.No or ShortReply.Skip or ShortReply.Cancel:
                turn.State = turn.State with { Awaiting = null };
                turn.Say(Phrase.Of("tickets.noProblem"));
                return true;
            default:
                return false;
        }
    }
}

/// <summary>Free text about tickets: "where is my vpn ticket", "what happened to my request".</summary>
internal sealed class TicketIntents(TicketTalk talk, TicketThreads threads, SubjectCards subjects) : IIntentHandler
{
    public IReadOnlyList<Intent> Intents { get; } =
        [Intent.TicketStatus, Intent.ListTickets, Intent.CommentTicket, Intent.CloseTicket, Intent.ReopenTicket];

    public async Task HandleAsync(Turn turn)
    {
        var entities = turn.Understood.Entities;
        var named = await talk.ResolveNumberAsync(turn, entities.Ticket);
        if (named is { } number)
        {
            await OnTicketAsync(turn, number);
            return;
        }

        if (turn.Understood.Intent == Intent.ListTickets)
        {
            await talk.ListAsync(turn, [], page: 1);
            return;
        }

        // "where is my vpn ticket": by what it is about; "close it": by what was last talked about.
        var about = TicketWords.Of(turn.Text);
        if (about.Count == 0 && turn.State.Ticket is { } last)
        {
            if (turn.Chat.IsGroup && turn.Understood.Intent == Intent.TicketStatus && await threads.OfConversationAsync(turn.Chat.Key) == last)
            {
                // Whoever reads the thread may know how its ticket stands.
                await subjects.ShowAsync(turn, new CardSubject(TicketThreadCard.Kind, last));
                return;
            }

            await OnTicketAsync(turn, last);
            return;
        }

        await talk.FindAsync(turn, about);
    }

    private async Task OnTicketAsync(Turn turn, string number)
    {
        switch (turn.Understood.Intent)
        {
            case Intent.CommentTicket when turn.Understood.Entities.Rest is { Length: > 0 } text:
                turn.Answer(await talk.CommentAsync(turn, number, text));
                break;
            case Intent.CloseTicket:
                turn.Answer(await talk.ConfirmAsync(turn, number));
                break;
            case Intent.ReopenTicket:
                turn.Answer(await talk.ReopenAsync(turn, number, turn.Text));
                break;
            default:
                await talk.ShowAsync(turn, number);
                break;
        }
    }
}

/// <summary>The words in "where is my vpn ticket" that say which one.</summary>
internal static partial class TicketWords
{
    private static readonly HashSet<string> Filler = new(StringComparer.OrdinalIgnoreCase)
    {
        "where", "wheres", "is", "my", "the", "a", "an", "ticket", "tickets", "request", "incident", "case", "what", "whats", "s", "status", "of", "about", "how", "with", "on",
        "any", "news", "update", "happened", "to", "for", "please", "pls", "can", "you", "tell", "me", "show", "i", "opened", "filed", "reported", "close", "closed", "reopen", "yesterday", "today", "last", "week",
        "it", "that", "this", "one", "did", "do", "does", "anyone", "look", "at", "when", "will", "be", "ready", "done", "still", "waiting", "and", "hi", "hello", "there", "go", "going", "up",
        "have", "has", "get", "getting", "receive", "come", "coming", "arrive", "arriving", "arrived", "here", "finally", "new", "ordered", "order", "delivered", "delivery", "requested", "promised", "are", "am", "in", "so", "we", "our", "ever", "hey", "want", "wanted", "ago", "days", "weeks", "waiting",
        "wo", "ist", "sind", "mein", "meine", "meinen", "meinem", "meiner", "meines", "unser", "unsere", "unseren", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "stand", "von", "wie", "anfrage", "status", "zu", "zum", "zur",
        "schließe", "schließen", "schließ", "schliessen", "bleibt", "bleiben", "steckt", "stecken", "denn", "eigentlich", "jetzt", "nun", "noch", "immer", "schon", "endlich", "neu", "neue", "neuer", "neues", "neuen", "neuem", "bestellt", "bestellte", "bestellter", "bestelltes", "bestellten", "bestellung", "beantragt", "beantragte",
        "wann", "kommt", "kommen", "kriege", "bekomme", "bekommen", "erhalte", "ich", "wir", "warte", "auf", "was", "mit", "aus", "wurde", "wird", "gibt", "es", "etwas", "neuigkeiten", "um", "steht", "und", "hallo", "bitte", "da", "fertig", "unterwegs", "abholbereit", "letzte", "letzten", "woche", "gestern", "heute", "vor", "tagen", "wochen", "habe", "hatte", "sie", "können", "mir", "sagen", "für",
    };

    public static IReadOnlyList<string> Of(string text) =>
        [.. Word().Matches(text).Select(match => match.Value).Where(word => word.Length > 1 && !Filler.Contains(word)).Take(5)];

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex Word();
}
