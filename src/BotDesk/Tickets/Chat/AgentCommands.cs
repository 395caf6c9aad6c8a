using System.Globalization;
using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.Tickets.Chat;

/// <summary>An agent's side of tickets in chat.</summary>
internal sealed class AgentTalk(TicketDesk desk, TicketBook book, TicketCards cards, TicketTalk talk, PolicySource policy)
{
    public async Task QueueAsync(Turn turn, string filter, int page)
    {
        var (heading, words, query) = filter switch
        {
            "mine" => (Phrase.Of("tickets.queue.yours"), Phrase.Of("tickets.queue.yoursWords"), new TicketFilter(Assignee: turn.Person.Handle)),
            "unassigned" => (Phrase.Of("tickets.queue.nobodys"), Phrase.Of("tickets.queue.nobodysWords"), new TicketFilter(Assignee: "none")),
            _ when policy.Current.FindGroup(filter) is { } group => (group.Name, Phrase.Of("tickets.queue.groupWords"), new TicketFilter(Group: group.Key)),
            _ => (Phrase.Of("tickets.queue.all"), Phrase.Of("tickets.queue.allWords"), new TicketFilter()),
        };
        var tickets = await book.QueueAsync(turn.Person, query);
        turn.Show("tickets/queue", cards.Queue(heading, words, tickets, Math.Max(1, page), filter));
    }

    public async Task WorkAsync(Turn turn, string number)
    {
        if ((await desk.WorkableAsync(number, turn.Person)).Is(out _, out var refusal))
        {
            await talk.WorkAsync(turn, (await book.FindAsync(number))!);
        }
        else
        {
            turn.Answer(refusal);
        }
    }

    /// <summary>Does something, and shows the card again: in its new state, or with what was wrong beside the field.</summary>
    public async Task<Refusal?> DoAsync(Turn turn, string number, Func<TicketDesk, Task<Outcome<Ticket>>> operation, bool clicked)
    {
        var outcome = await operation(desk);
        if (!outcome.Is(out var ticket, out var refusal))
        {
            return refusal;
        }

        var model = await cards.ForAgentAsync(await WithHistoryAsync(ticket), turn.Person, desk.Resolutions(ticket));
        turn.State = turn.State with { Ticket = ticket.Number };
        if (clicked)
        {
            turn.Replace("tickets/work", model);
        }
        else
        {
            turn.Show("tickets/work", model);
        }

        return null;
    }

    // The tracked ticket has only the lines that were added just now; the card shows all.
    private async Task<Ticket> WithHistoryAsync(Ticket ticket) => await desk.LoadHistoryAsync(ticket);
}

/// <summary>"queue", "unassigned", "my work", "queue network".</summary>
internal sealed partial class QueueCommand(AgentTalk talk, PolicySource policy) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (!turn.Person.IsAgent || Command().Match(turn.Text) is not { Success: true } match)
        {
            return false;
        }

        var words = match.Groups["group"].Value.Trim();
        var filter = match.Groups["mine"].Success ? "mine"
            : match.Groups["none"].Success ? "unassigned"
            : policy.Current.Groups.FirstOrDefault(group => group.Key.Equals(words, StringComparison.OrdinalIgnoreCase) || group.Name.IsCalled(words))?.Key ?? "";
        await talk.QueueAsync(turn, filter, page: 1);
        return true;
    }

    [GeneratedRegex(@"^\s*((show|zeige?)\s+)?((?<mine>my\s+(work|queue)|meine\s+(arbeit|warteschlange))|(?<none>unassigned(\s+tickets)?|nicht\s+zugewiesen(e\s+tickets)?)|((the|die)\s+)?(queue|warteschlange)(\s+((of|von)\s+)?(?<group>.{1,60}))?)\s*[?.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Command();
}

/// <summary>"work INC42", "take INC42", "reply INC42: …", "note INC42: …", "assign INC42 to noor", "resolve INC42: …", as an agent.</summary>
internal sealed partial class AgentTicketCommand(AgentTalk talk, TicketDesk desk, PeopleDesk people, PolicySource policy) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (!turn.Person.IsAgent || Command().Match(turn.Text) is not { Success: true } match || TicketNumber.Normalise(match.Groups["number"].Value) is not { } number)
        {
            return false;
        }

        var text = match.Groups["text"].Value.Trim();
        switch (match.Groups["verb"].Value.ToLowerInvariant())
        {
            case "work" or "work on" or "bearbeite" or "bearbeiten":
                await talk.WorkAsync(turn, number);
                break;
            case "take" or "übernehme" or "übernehmen":
                turn.Answer(await talk.DoAsync(turn, number, tickets => tickets.TakeAsync(number, turn.Person), clicked: false));
                break;
            case "reply" or "reply to" or "answer" or "antwort" or "antworte" or "antworten" or "antworte auf" or "antworten auf":
                turn.Answer(await talk.DoAsync(turn, number, tickets => tickets.ReplyAsync(number, turn.Person, text), clicked: false));
                break;
            case "note" or "note on" or "notiz" or "notiz zu":
                turn.Answer(await talk.DoAsync(turn, number, tickets => tickets.NoteAsync(number, turn.Person, text), clicked: false));
                break;
            case "assign" or "zuweisen":
                await AssignAsync(turn, number, text);
                break;
            default:
                await ResolveAsync(turn, number, text);
                break;
        }

        return true;
    }

    private async Task AssignAsync(Turn turn, string number, string to)
    {
        to = to.StartsWith("to ", StringComparison.OrdinalIgnoreCase) || to.StartsWith("an ", StringComparison.OrdinalIgnoreCase) ? to[3..].Trim() : to;
        var group = policy.Current.Groups.FirstOrDefault(candidate => Same(candidate.Key, to) || candidate.Name.IsCalled(to));
        var agent = group is not null ? null : Same(to, "me") || Same(to, "mich") ? turn.Person : (await people.AgentsAsync()).FirstOrDefault(candidate => Same(candidate.Handle, to) || Same(candidate.Name, to) || Same(candidate.Name.Split(' ')[0], to));
        if (group is null && agent is null)
        {
            turn.Say(Phrase.Of("tickets.assignToNobodyKnown", new { to, number, me = turn.Person.Handle }));
            return;
        }

        turn.Answer(await talk.DoAsync(turn, number, tickets => tickets.AssignAsync(number, turn.Person, group?.Key ?? "", agent?.Handle ?? ""), clicked: false));
    }

    /// <summary>"resolve INC42: text", or "resolve INC42 workaround: text"; the first way of the policy where none is named.</summary>
    private async Task ResolveAsync(Turn turn, string number, string text)
    {
        if (!(await desk.WorkableAsync(number, turn.Person)).Is(out var ticket, out var refusal))
        {
            turn.Answer(refusal);
            return;
        }

        var ways = desk.Resolutions(ticket);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var named = colon > 0 ? ways.FirstOrDefault(way => Same(way.Key, text[..colon].Trim()) || way.Label.IsCalled(text[..colon].Trim())) : null;
        var what = named is null ? text : text[(colon + 1)..].Trim();
        turn.Answer(await talk.DoAsync(turn, number, tickets => tickets.ResolveAsync(number, turn.Person, (named ?? ways[0]).Key, what), clicked: false));
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^\s*(?<verb>work on|work|take|reply to|reply|answer|note on|note|assign|resolve|bearbeiten?|übernehmen?|antworten? auf|antworten?|notiz zu|notiz|zuweisen|lösen?)\s+(?<number>#?(INC|REQ)[\s\-_#]*\d{1,10})\s*[:,\-]?\s*(?<text>.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Command();
}

/// <summary>A button of an agent's card.</summary>
internal abstract class AgentVerb(AgentTalk talk) : ICardVerb
{
    // The card has all its inputs on it, so every button sends them all.
    public IReadOnlySet<string> Fields { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "ticket", "reply", "note", "group", "agent", "resolutionCode", "resolution" };

    public virtual bool ChangesSomething => true;

    protected AgentTalk Talk => talk;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action) =>
        TicketNumber.Normalise(action["ticket"]) is { } number
            ? await HandleAsync(turn, action, number)
            : Refusal.Invalid("ticket", Phrase.Of("tickets.cardUnknownAgent"));

    public async Task ShowPresentAsync(Turn turn, CardAction action)
    {
        if (TicketNumber.Normalise(action["ticket"]) is { } number)
        {
            await talk.WorkAsync(turn, number);
        }
    }

    protected abstract Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number);
}

internal sealed class WorkVerb(AgentTalk talk) : AgentVerb(talk)
{
    public override bool ChangesSomething => false;

    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number)
    {
        await Talk.WorkAsync(turn, number);
        return null;
    }
}

internal sealed class TakeVerb(AgentTalk talk) : AgentVerb(talk)
{
    protected override Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        Talk.DoAsync(turn, number, desk => desk.TakeAsync(number, turn.Person), clicked: true);
}

internal sealed class ReplyVerb(AgentTalk talk) : AgentVerb(talk)
{
    protected override Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        Talk.DoAsync(turn, number, desk => desk.ReplyAsync(number, turn.Person, action["reply"]), clicked: true);
}

internal sealed class NoteVerb(AgentTalk talk) : AgentVerb(talk)
{
    protected override Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        Talk.DoAsync(turn, number, desk => desk.NoteAsync(number, turn.Person, action["note"]), clicked: true);
}

internal sealed class AssignVerb(AgentTalk talk) : AgentVerb(talk)
{
    protected override Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        Talk.DoAsync(turn, number, desk => desk.AssignAsync(number, turn.Person, action["group"], action["agent"]), clicked: true);
}

internal sealed class ResolveVerb(AgentTalk talk) : AgentVerb(talk)
{
    protected override Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        Talk.DoAsync(turn, number, desk => desk.ResolveAsync(number, turn.Person, action["resolutionCode"], action["resolution"]), clicked: true);
}

/// <summary>The next page of the queue.</summary>
internal sealed class QueueVerb(AgentTalk talk) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "filter", "page" };

    public bool ChangesSomething => false;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        if (!turn.Person.IsAgent)
        {
            return Refusal.Forbidden(Phrase.Of("tickets.onlyAgentsQueue"));
        }

        _ = int.TryParse(action["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page);
        await talk.QueueAsync(turn, action["filter"], Math.Clamp(page, 1, 1000));
        return null;
    }
}
