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

        await talk.ShowAsync(turn, number);
        return true;
    }

    [GeneratedRegex(@"^\s*(show|open|status( of| von)?|what('s| is) the status of|how is|where is|zeige?|öffne|wo ist|was ist mit|stand von)?\s*(?<number>#?(INC|REQ)[\s\-_#:]*\d{1,10})\s*[?.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Command();
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

        turn.Answer(await talk.CommentAsync(turn, number, match.Groups["text"].Value));
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
internal sealed class TicketIntents(TicketTalk talk) : IIntentHandler
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
        "any", "news", "update", "happened", "to", "for", "please", "pls", "can", "you", "tell", "me", "show", "i", "opened", "filed", "reported", "yesterday", "today", "last", "week",
        "it", "that", "this", "one", "did", "do", "does", "anyone", "look", "at", "when", "will", "be", "ready", "done", "still", "waiting", "and", "hi", "hello", "there", "go", "going", "up",
        "wo", "ist", "mein", "meine", "der", "die", "das", "stand", "von", "wie", "anfrage", "status", "zu",
    };

    public static IReadOnlyList<string> Of(string text) =>
        [.. Word().Matches(text).Select(match => match.Value).Where(word => word.Length > 1 && !Filler.Contains(word)).Take(5)];

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex Word();
}
