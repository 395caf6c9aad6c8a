using BotDesk.Access;
using BotDesk.Approvals;
using BotDesk.Console.Door;
using BotDesk.Console.Html;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace BotDesk.Console.Changes;

/// <summary>An approval as a line of a list.</summary>
internal sealed record ApprovalLine(Approval Approval, string Title);

/// <summary><c>/console/approvals</c>: what waits for the reader's decision, and what they have decided.</summary>
[OpenToEverybody]
internal sealed class ApprovalsModel(SignedInPerson signedIn, ApprovalBook book, TicketTimes times, IServiceProvider services) : ConsolePage(signedIn)
{
    private const int MostDecided = 20;

    public IReadOnlyList<ApprovalLine> Waiting { get; private set; } = [];

    public IReadOnlyList<ApprovalLine> Decided { get; private set; } = [];

    public string Stamp => $"{string.Join('.', Waiting.Concat(Decided).Select(line => $"{line.Approval.Id}:{line.Approval.Version}"))}";

    public async Task OnGetAsync()
    {
        Waiting = await LinesAsync(await book.WaitingForAsync(Reader));
        Decided = await LinesAsync((await book.DecidedByAsync(Reader, MostDecided)).Where(approval => !approval.WaitsFor(Reader)));
    }

    /// <summary>What the page's script asks again and again.</summary>
    public async Task<IActionResult> OnGetNewsAsync()
    {
        await OnGetAsync();
        return new JsonResult(new { stamp = Stamp });
    }

    public IHtmlContent Moment(DateTimeOffset at) => Moments.Time(at, times.At(at, Reader), times.Exactly(at, Reader));

    private async Task<IReadOnlyList<ApprovalLine>> LinesAsync(IEnumerable<Approval> approvals)
    {
        var lines = new List<ApprovalLine>();
        foreach (var approval in approvals)
        {
            lines.Add(new ApprovalLine(approval, (await services.GetRequiredKeyedService<IApprovalSubject>(approval.Kind).DescribeAsync(approval.Subject, Reader)).Title));
        }

        return lines;
    }
}
