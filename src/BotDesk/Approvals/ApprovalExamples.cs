namespace BotDesk.Approvals;

/// <summary>Answers as the OpenAPI document shows them, of the demo company.</summary>
internal static class ApprovalExamples
{
    private static readonly ApprovalPerson Mira = new("mira", "Mira Castellanez");
    private static readonly ApprovalPerson Helena = new("helena", "Helena Strandmark");
    private static readonly DateTimeOffset Opened = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly ApprovalRecord Approval = new()
    {
        Id = 3,
        Kind = "change",
        Number = "CHG3",
        Title = "Close the month two days earlier in the ERP system",
        Status = "pending",
        Requester = Mira,
        OpenedAt = Opened,
        Policy = "normal-change",
        Version = 1,
        Facts = [new FactRecord("Why", "The auditors come earlier this year.")],
        Stages =
        [
            new StageRecord
            {
                Step = 1,
                Name = "Operations and finance",
                Needs = "all",
                Needed = 2,
                Of = 2,
                Status = "open",
                AskedAt = Opened,
                People =
                [
                    new SeatRecord { Person = new ApprovalPerson("desmond", "Desmond Oyelaran"), AskedAs = "approver", Decision = "approved", At = Opened.AddHours(1), Via = "api" },
                    new SeatRecord { Person = Helena, AskedAs = "approver" },
                ],
            },
        ],
    };

    public static readonly AbsenceRecord Away = new(new ApprovalPerson("noor", "Noor Haddadin"), Away: true, Helena, Opened, Opened.AddDays(4));

    public static readonly ManyApprovedResponse Many = new(["CHG3"], [new NotApproved(4, "REQ12", "It has changed since you saw it; look at it first.")]);
}
