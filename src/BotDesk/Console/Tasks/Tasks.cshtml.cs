using BotDesk.Access;
using BotDesk.Console.Html;
using BotDesk.Policy;
using BotDesk.ServiceRequests.Fulfilment;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Html;

namespace BotDesk.Console.Tasks;

/// <summary><c>/console/tasks</c>: the tasks of requests that can be done now.</summary>
internal sealed class TasksModel(SignedInPerson signedIn, FulfilmentDesk desk, PolicySource policy, TicketTimes times) : ConsolePage(signedIn)
{
    public const string Everybody = "all";

    public IReadOnlyList<TaskAtHand> Tasks { get; private set; } = [];

    /// <summary>Key of a group, <c>all</c>, or empty for the reader's own.</summary>
    public string Group { get; private set; } = "";

    public DeskPolicy Policy => policy.Current;

    public async Task OnGetAsync(string? group)
    {
        // A manager is in no group, and sees what all of them have to do.
        Group = Policy.FindGroup(group)?.Key ?? (group == Everybody || !Reader.IsAgent ? Everybody : "");
        Tasks = Group.Length == 0 ? await desk.MineAsync(Reader) : await desk.OpenAsync(Reader, Group == Everybody ? null : Group);
    }

    public string GroupName(string key) => Policy.FindGroup(key)?.Name.ToString() ?? key;

    public IHtmlContent Moment(DateTimeOffset at) => Moments.Time(at, times.At(at, Reader), times.Exactly(at, Reader));
}
