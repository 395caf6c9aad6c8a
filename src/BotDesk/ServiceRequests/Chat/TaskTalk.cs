using BotDesk.Conversation;
using BotDesk.Policy;
using BotDesk.ServiceRequests.Fulfilment;
using BotDesk.Tickets;

namespace BotDesk.ServiceRequests.Chat;

/// <summary>An agent's side of tasks in chat.</summary>
internal sealed class TaskTalk(FulfilmentDesk desk, PolicySource policy, TicketTimes times)
{
    private const int PageSize = 6;
    private const int LongestNote = 600;

    /// <param name="filter">A request's number, the key of a group, <c>all</c>, or empty for the agent's own groups.</param>
    public async Task ListAsync(Turn turn, string filter, int page)
    {
        var number = TicketNumber.Normalise(filter);
        var group = policy.Current.FindGroup(filter);
        var tasks = number is not null ? [.. (await desk.OpenAsync(turn.Person, null)).Where(each => each.Request.Number == number)]
            : group is not null || filter == "all" ? await desk.OpenAsync(turn.Person, group?.Key)
            : await desk.MineAsync(turn.Person);
        turn.State = number is null ? turn.State : turn.State with { Ticket = number };
        turn.Show("serviceRequests/tasks", new
        {
            heading = number is not null ? Phrase.Of("serviceRequests.tasks.of", new { what = number })
                : group is not null ? Phrase.Of("serviceRequests.tasks.of", new { what = group.Name })
                : filter == "all" ? Phrase.Of("serviceRequests.tasks.all") : Phrase.Of("serviceRequests.tasks.yours"),
            count = tasks.Count == 0 ? null : Phrase.Of("serviceRequests.tasks.toDo", new { count = tasks.Count }),
            tasks = tasks.Skip((page - 1) * PageSize).Take(PageSize).Select(each => new
            {
                key = each.Task.Key,
                number = each.Request.Number,
                name = each.Task.Name,
                title = each.Request.Title,
                detail = Phrase.Of("serviceRequests.tasks.since", new { group = GroupName(each.Task.Group), age = times.Age(each.Task.OpenedAt!.Value) }),
                neededBy = each.Request.NeededBy is { } day ? Phrase.Of("serviceRequests.tasks.by", new { day }) : null,
            }),
            empty = tasks.Count > 0 ? null : Phrase.Of("serviceRequests.tasks.none"),
            more = tasks.Count > page * PageSize ? new { filter, page = page + 1 } : null,
        });
    }

    public async Task<Refusal?> ShowAsync(Turn turn, string number, string task)
    {
        if (!(await desk.FindAsync(number, task, turn.Person)).Is(out var found, out var refusal))
        {
            return refusal;
        }

        turn.State = turn.State with { Ticket = number };
        turn.Show("serviceRequests/task", Model(turn, found));
        return null;
    }

    /// <summary>Does something with a task and shows it as it is then.</summary>
    /// <param name="clicked">Whether the card on which was clicked gives way.</param>
    public async Task<Refusal?> EndAsync(Turn turn, string number, string task, string note, bool complete, bool clicked)
    {
        var outcome = complete ? await desk.CompleteAsync(number, task, turn.Person, note) : await desk.SkipAsync(number, task, turn.Person, note);
        if (!outcome.Is(out var done, out var refusal))
        {
            return refusal;
        }

        turn.State = turn.State with { Ticket = number };
        if (clicked)
        {
            turn.Replace("serviceRequests/task", Model(turn, done));
        }
        else
        {
            turn.Show("serviceRequests/task", Model(turn, done));
        }

        return null;
    }

    private object Model(Turn turn, TaskAtHand at) => new
    {
        key = at.Task.Key,
        number = at.Request.Number,
        name = at.Task.Name,
        status = new ColouredWord(at.Task.Status.Word(), at.Task.Status switch { RequestTaskStatus.Open => "accent", RequestTaskStatus.Done => "good", _ => "default" }),
        group = GroupName(at.Task.Group),
        ended = at.Task is { EndedBy: { } by, EndedAt: { } when } ? Phrase.Of("tickets.byAt", new { who = by.Name, at = times.At(when, turn.Person) }) : null,
        noted = at.Task.Note is { Length: > LongestNote } longNote ? longNote[..LongestNote] + "…" : at.Task.Note,
        request = at.Request.Title,
        requester = at.Request.Requester.Name,
        facts = at.Request.Facts().Select(fact => fact with { Text = fact.Text.Shortened(200) }),
        rest = Rest(at.Request),
        can = new { end = at.Task.Status == RequestTaskStatus.Open && desk.IsOf(turn.Person, at.Task.Group) },
    };

    private static Phrase Rest(ServiceRequest request)
    {
        var ahead = request.Tasks.Where(task => task.Status.IsAhead()).OrderBy(task => task.Position).Select(task => task.Name).ToList();
        return ahead.Count > 0 ? Phrase.Of("serviceRequests.tasks.ahead", new { tasks = Phrase.Join(", ", ahead) }) : Phrase.Of("serviceRequests.tasks.nothingLeft", new { request.Number, status = request.Status.Word() });
    }

    private Phrase GroupName(string key) => policy.Current.FindGroup(key)?.Name ?? key;
}
