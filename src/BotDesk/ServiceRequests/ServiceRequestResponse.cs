using BotDesk.Rest;
using BotDesk.ServiceRequests.Forms;
using BotDesk.ServiceRequests.Fulfilment;
using BotDesk.Tickets;

namespace BotDesk.ServiceRequests;

/// <summary>A part of the work on a request.</summary>
public sealed record RequestTaskResponse
{
    public RequestTaskResponse()
    {
    }

    internal RequestTaskResponse(RequestTask task)
    {
        (Key, Name, Group, Stage) = (task.Key, task.Name.ToString(), task.Group, task.Stage);
        Status = task.Status switch
        {
            RequestTaskStatus.NotNeeded => "not_needed",
            var status => status.ToString().ToLowerInvariant(),
        };
        (OpenedAt, EndedAt, EndedBy, Note) = (task.OpenedAt, task.EndedAt, task.EndedBy is { } by ? new TicketPerson(by.Handle, by.Name) : null, task.Note);
    }

    public string Key { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>Key of the group that does it.</summary>
    public string Group { get; init; } = "";

    /// <summary>Those of one stage go side by side; the next begins when all of them have ended.</summary>
    public int Stage { get; init; }

    /// <summary><c>waiting</c>, <c>open</c>, <c>automated</c> (a program does it), <c>done</c>, <c>not_needed</c> or <c>cancelled</c>.</summary>
    public string Status { get; init; } = "";

    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public TicketPerson? EndedBy { get; init; }

    public string? Note { get; init; }
}

/// <summary>A task that can be done now, and of which request it is.</summary>
public sealed record OpenTaskResponse(string Request, string Title, RequestTaskResponse Task);

/// <summary>A page of tasks, what waits longest first.</summary>
/// <param name="Next">What to give as <c>cursor</c> for the next page; null when this is the last.</param>
public sealed record OpenTasksResponse(IReadOnlyList<OpenTaskResponse> Tasks, string? Next) : IPage;

/// <summary>A request with what was answered in its form and with its tasks.</summary>
public sealed record ServiceRequestResponse : TicketResponse
{
    public ServiceRequestResponse()
    {
    }

    internal ServiceRequestResponse(ServiceRequest request)
        : base(request)
    {
        Answers = request.Answers;
        Tasks = [.. request.Tasks.OrderBy(task => task.Position).Select(task => new RequestTaskResponse(task))];
    }

    public IReadOnlyList<RequestAnswer> Answers { get; init; } = [];

    public IReadOnlyList<RequestTaskResponse> Tasks { get; init; } = [];
}
