using BotDesk.Access;
using BotDesk.Approvals;
using BotDesk.Console.Door;
using BotDesk.Console.Html;
using BotDesk.People;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace BotDesk.Console.Approvals;

/// <summary>An approval as a line of a list.</summary>
internal sealed record ApprovalLine(Approval Approval, string Title);

/// <summary><c>/console/approvals</c>: what waits for the reader's decision, several approved at once, and who stands in for them.</summary>
[OpenToEverybody]
internal sealed class ApprovalsModel(SignedInPerson signedIn, ApprovalWork work, ApprovalBook book, Absences absences, PersonNames names, TicketTimes times, IServiceProvider services) : ConsolePage(signedIn)
{
    private const int MostDecided = 20;

    public IReadOnlyList<ApprovalLine> Waiting { get; private set; } = [];

    public IReadOnlyList<ApprovalLine> Decided { get; private set; } = [];

    /// <summary>What was chosen and has to be confirmed.</summary>
    public IReadOnlyList<ApprovalLine> Chosen { get; private set; } = [];

    /// <summary>What became of what was confirmed; null when nothing was.</summary>
    public BulkApproved? Done { get; private set; }

    /// <summary>Null when the reader is not away.</summary>
    public Absence? Absence { get; private set; }

    public IReadOnlyList<Person> People { get; private set; } = [];

    public AwayForm Away { get; private set; } = new();

    public Refusal? Refusal { get; private set; }

    public string Stamp => $"{string.Join('.', Waiting.Concat(Decided).Select(line => $"{line.Approval.Id}:{line.Approval.Version}"))}";

    public async Task OnGetAsync()
    {
        Waiting = await LinesAsync(await book.WaitingForAsync(Reader));
        Decided = await LinesAsync((await book.DecidedByAsync(Reader, MostDecided)).Where(approval => !approval.WaitsFor(Reader)));
        Absence = await absences.FindAsync(Reader.Id);
        People = [.. (await names.AllAsync()).Where(person => person.Id != Reader.Id)];
    }

    /// <summary>What the page's script asks again and again.</summary>
    public async Task<IActionResult> OnGetNewsAsync()
    {
        await OnGetAsync();
        return new JsonResult(new { stamp = Stamp });
    }

    /// <summary>Shows exactly what was chosen, to be confirmed.</summary>
    public async Task<IActionResult> OnPostChooseAsync([FromForm] string[] approvals)
    {
        await OnGetAsync();
        var ids = (SeenApproval.Read(string.Join(',', approvals)) ?? []).Select(seen => seen.Id).ToHashSet();
        Chosen = [.. Waiting.Where(line => ids.Contains(line.Approval.Id))];
        Refusal = Chosen.Count == 0 ? Refusal.Invalid("approvals", "Choose at least one.") : null;
        return Page();
    }

    /// <summary>Approves what was confirmed.</summary>
    public async Task<IActionResult> OnPostApproveAsync([FromForm] string[] approvals)
    {
        if ((await work.ApproveAsync(Reader, SeenApproval.Read(string.Join(',', approvals)) ?? [])).Is(out var done, out var refusal))
        {
            Done = done;
        }

        Refusal = refusal;
        await OnGetAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAwayAsync([FromForm(Name = "")] AwayForm form)
    {
        Refusal = await work.LeaveAsync(Reader, form, times.Zone(Reader));
        if (Refusal is null)
        {
            return RedirectToPage();
        }

        Away = form;
        await OnGetAsync();
        Response.StatusCode = Refusal.Kind.HttpStatus();
        return Page();
    }

    public async Task<IActionResult> OnPostBackAsync()
    {
        await work.ReturnAsync(Reader);
        return RedirectToPage();
    }

    public IHtmlContent Moment(DateTimeOffset at) => Moments.Time(at, times.At(at, Reader), times.Exactly(at, Reader));

    /// <summary>Until when the reader can answer before the next in line is asked; null when there is no such time.</summary>
    public IHtmlContent? Due(Approval approval) =>
        approval.Stages.Where(stage => stage.Status == StageStatus.Open && stage.Seats.Exists(seat => seat.PersonId == Reader.Id)).Min(stage => stage.DueAt) is { } due ? Moment(due) : null;

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
