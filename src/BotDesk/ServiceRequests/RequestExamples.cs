using BotDesk.Policy;
using BotDesk.ServiceRequests.Forms;
using BotDesk.Tickets;

namespace BotDesk.ServiceRequests;

/// <summary>What the OpenAPI document shows of the catalog and of orders: those of the demo company.</summary>
internal static class RequestExamples
{
    private static readonly DateTimeOffset At = new(2026, 4, 1, 9, 10, 0, TimeSpan.Zero);

    public static RequestTaskResponse Task { get; } = new() { Key = "grant", Name = "Put them into the folder's group", Group = "network", Stage = 1, Status = "open", OpenedAt = At };

    public static ServiceRequestResponse Request { get; } = new()
    {
        Number = "REQ6",
        Kind = "request",
        Title = "Access to the finance share for Ravi Talpade",
        Description = "Please give Ravi read access to Finance > Month end.",
        Status = "new",
        Service = "accounts",
        Group = "network",
        Requester = new TicketPerson("amara", "Amara Nwosu-Field"),
        OpenedAt = At,
        UpdatedAt = At,
        Version = 1,
        Particulars = new Dictionary<string, object?> { ["catalogItem"] = "finance-share", ["forWhom"] = "Ravi Talpade" },
        Answers = [new RequestAnswer("access", "To do what", "read", "Read")],
        Tasks = [Task],
    };

    public static RequestPreview Preview { get; } = new(Automatic: false, [new Approvals.StageRecord { Name = "Her manager", Step = 1, Status = "waiting" }]);

    public static TicketPage Page { get; } = new([Request], null);

    public static OpenTasksResponse Tasks { get; } = new([new OpenTaskResponse(Request.Number, Request.Title, Task)], null);

    public static CatalogItemResponse Item { get; } = new(
        "shared-mailbox", "Shared mailbox", "An address for a team, without an extra licence", "Email and collaboration", "email", "service-desk", "1 business day", null, ForEverybody: true,
        [new FieldResponse("send-as", "May they send in its name", "yes-no", true, null, [new Choice("yes", "Yes"), new Choice("no", "No")], null, null, null, null, [])],
        [new TaskOfItemResponse("create", "Create the mailbox", "service-desk", false, [])]);

    public static CatalogResponse Catalog { get; } = new([Item], null);
}
