using System.Globalization;
using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Policy;
using BotDesk.ServiceRequests.Fulfilment;
using BotDesk.Tickets;

namespace BotDesk.ServiceRequests.Chat;

/// <summary>"tasks", "all tasks", "tasks network", "tasks of REQ42", as an agent.</summary>
internal sealed partial class TasksCommand(TaskTalk talk, PolicySource policy) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (!turn.Person.IsAgent || Command().Match(turn.Text) is not { Success: true } match)
        {
            return false;
        }

        var words = match.Groups["of"].Value.Trim();
        var group = policy.Current.Groups.FirstOrDefault(each => each.Key.Equals(words, StringComparison.OrdinalIgnoreCase) || each.Name.IsCalled(words));
        if (words.Length > 0 && group is null && TicketNumber.Normalise(words) is null)
        {
            return false;
        }

        await talk.ListAsync(turn, words.Length > 0 ? group?.Key ?? words : match.Groups["all"].Success ? "all" : "", page: 1);
        return true;
    }

    [GeneratedRegex(@"^\s*((show|zeige?)\s+)?((me|mir)\s+)?((?<all>all|alle)\s+(the\s+)?|my\s+|the\s+|meine\s+|die\s+)?(open\s+|offenen?\s+)?(tasks|aufgaben)(\s+(of\s+|for\s+|von\s+|für\s+)?(?<of>.{1,60}?))?\s*[?.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Command();
}

/// <summary>"done REQ42: create the account", "skip REQ42 badge: works from home", as an agent.</summary>
internal sealed partial class DoTaskCommand(TaskTalk talk, FulfilmentDesk desk) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (!turn.Person.IsAgent || Command().Match(turn.Text) is not { Success: true } match || TicketNumber.Normalise(match.Groups["number"].Value) is not { } number)
        {
            return false;
        }

        if (!(await desk.FindAsync(number, turn.Person)).Is(out var request, out var refusal))
        {
            turn.Answer(refusal);
            return true;
        }

        var tasks = request.Tasks.OrderBy(each => each.Status != RequestTaskStatus.Open).ThenBy(each => each.Position).ToList();
        var mine = tasks.Where(each => each.Status == RequestTaskStatus.Open && desk.IsOf(turn.Person, each.Group)).ToList();
        var (task, note) = Named(match.Groups["rest"].Value.Trim(), tasks, mine);
        if (task is null)
        {
            await talk.ListAsync(turn, number, page: 1);
            return true;
        }

        turn.Answer(await talk.EndAsync(turn, number, task.Key, note, complete: match.Groups["do"].Success, clicked: false));
        return true;
    }

    /// <summary>Which task is meant, and what is said about it: by its name or the beginning of it, or the only one there is.</summary>
    private static (RequestTask? Task, string Note) Named(string rest, List<RequestTask> all, List<RequestTask> mine)
    {
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        var (name, note) = colon < 0 ? (rest, "") : (rest[..colon].Trim(), rest[(colon + 1)..].Trim());
        if (name.Length > 0 && (all.FirstOrDefault(each => each.Key.Equals(name, StringComparison.OrdinalIgnoreCase) || each.Name.IsCalled(name)) ?? all.FirstOrDefault(each => each.Name.Everywhere.Any(words => words.Contains(name, StringComparison.OrdinalIgnoreCase)))) is { } named)
        {
            return (named, note);
        }

        return mine is [var only] ? (only, rest) : (null, "");
    }

    [GeneratedRegex(@"^\s*((?<do>done|did|complete|finish(ed)?|erledigt)|skip|not\s+needed|nicht\s+nötig)\s+(?<number>#?REQ[\s\-_#]*\d{1,10})\s*[:,\-]?\s*(?<rest>.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Command();
}

/// <summary>The next page of tasks.</summary>
internal sealed class ListTasksVerb(TaskTalk talk) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "filter", "page" };

    public bool ChangesSomething => false;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        if (!turn.Person.IsAgent)
        {
            return Refusal.Forbidden(Phrase.Of("serviceRequests.onlyAgentsTasks"));
        }

        _ = int.TryParse(action["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page);
        await talk.ListAsync(turn, action["filter"], Math.Clamp(page, 1, 1000));
        return null;
    }
}

/// <summary>A button of a task's card, or of the list.</summary>
internal abstract class TaskVerb(TaskTalk talk) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "ticket", "task", "note" };

    public virtual bool ChangesSomething => true;

    protected TaskTalk Talk => talk;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action) =>
        TicketNumber.Normalise(action["ticket"]) is { } number
            ? await HandleAsync(turn, number, action["task"], action["note"])
            : Refusal.Invalid("ticket", Phrase.Of("serviceRequests.cardUnknown"));

    public async Task ShowPresentAsync(Turn turn, CardAction action)
    {
        if (TicketNumber.Normalise(action["ticket"]) is { } number)
        {
            turn.Answer(await talk.ShowAsync(turn, number, action["task"]));
        }
    }

    protected abstract Task<Refusal?> HandleAsync(Turn turn, string number, string task, string note);
}

internal sealed class ShowTaskVerb(TaskTalk talk) : TaskVerb(talk)
{
    public override bool ChangesSomething => false;

    protected override Task<Refusal?> HandleAsync(Turn turn, string number, string task, string note) => Talk.ShowAsync(turn, number, task);
}

internal sealed class CompleteTaskVerb(TaskTalk talk) : TaskVerb(talk)
{
    protected override Task<Refusal?> HandleAsync(Turn turn, string number, string task, string note) => Talk.EndAsync(turn, number, task, note, complete: true, clicked: true);
}

internal sealed class SkipTaskVerb(TaskTalk talk) : TaskVerb(talk)
{
    protected override Task<Refusal?> HandleAsync(Turn turn, string number, string task, string note) => Talk.EndAsync(turn, number, task, note, complete: false, clicked: true);
}
