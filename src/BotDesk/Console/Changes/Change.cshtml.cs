using BotDesk.Access;
using BotDesk.Approvals;
using BotDesk.Changes;
using BotDesk.Console.Door;
using BotDesk.Console.Html;
using BotDesk.Policy;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace BotDesk.Console.Changes;

/// <summary><c>/console/changes/CHG3</c>: everything about one change, and what its reader can do with it.</summary>
[OpenToEverybody]
internal sealed class ChangeModel(SignedInPerson signedIn, ChangeWork work, ChangeBook book, ChangeFacts facts, ChangeConflicts conflicts, PolicySource policy, TicketTimes times) : ConsolePage(signedIn)
{
    private WholeChange _whole = null!;

    public Change Change => _whole.Change;

    public Approval? Approval => _whole.Approval;

    public IReadOnlyList<ApprovalFact> Facts { get; private set; } = [];

    public bool IsOwn => Change.RequesterId == Reader.Id;

    public bool MayDecide => Approval?.WaitsFor(Reader) == true;

    public ApprovalQuestion? ToAnswer => IsOwn ? Approval?.OpenQuestion : null;

    public bool MayWithdraw => ChangeRights.MayCancel(Change, Reader, policy.Current) && ChangeLifecycle.Allows(Change.Status, ChangeMove.Cancel) && (IsOwn || Change.Status != ChangeStatus.Approval);

    public bool MayStart => MayDo && Change.Status == ChangeStatus.Scheduled;

    public bool MayEnd => MayDo && ChangeLifecycle.Allows(Change.Status, ChangeMove.Finish);

    public bool MayClose => ChangeLifecycle.Allows(Change.Status, ChangeMove.Close) && ChangeRights.MayReview(Change, Reader, policy.Current);

    public bool MayWrite => MayEnd || MayClose;

    /// <summary>Whether something is in its way that it can be moved out of.</summary>
    public bool MayMove { get; private set; }

    /// <summary>What is asked of the reader; null when nothing is.</summary>
    public string? Wanted => Change.Status switch
    {
        ChangeStatus.Scheduled when MayStart && Change.ConfirmedAt is null => "Confirm that you are ready; press Start when you begin.",
        ChangeStatus.InProgress when MayEnd => "Does it work as the test says? Finish it, or roll it back.",
        ChangeStatus.Review when MayClose && Change.ReviewReason is { } reason => $"{reason}: write down what was learned, then close it.",
        _ => null,
    };

    /// <summary>What the reader can do with it, as buttons.</summary>
    public IEnumerable<(string Word, string Deed, bool IsMain)> Deeds =>
        new (bool May, string Word, string Deed, bool IsMain)[]
        {
            (MayStart, "Start", ChangePageForm.Start, true),
            (MayStart && Change.ConfirmedAt is null, "Confirm", ChangePageForm.Confirm, false),
            (MayEnd, "Finish", ChangePageForm.Finish, true),
            (MayEnd, "Roll back", ChangePageForm.RollBack, false),
            (MayClose, "Close", ChangePageForm.Close, true),
            (MayClose, "Close, it had issues", ChangePageForm.CloseWithIssues, false),
            (MayMove, "Move to the next free window", ChangePageForm.Move, false),
        }.Where(deed => deed.May).Select(deed => (deed.Word, deed.Deed, deed.IsMain));

    /// <summary>What was sent and refused, to be shown again; otherwise empty.</summary>
    public ChangePageForm Form { get; private set; } = new();

    public Refusal? Refusal { get; private set; }

    /// <summary>What was done just now, in words; null when nothing was.</summary>
    public string? Done { get; private set; }

    public string NewsAddress => Url.Page("/Changes/Change", "news", new { number = Change.Number })!;

    public async Task<IActionResult> OnGetAsync(string number, string? done)
    {
        if (!await LoadAsync(number))
        {
            return NoChange(number);
        }

        if (number != Change.Number)
        {
            return RedirectToPage(new { number = Change.Number });
        }

        Done = done switch
        {
            ChangePageForm.Approve => $"You approved {Change.Number}.",
            ChangePageForm.Reject => $"You rejected {Change.Number}. {Change.Requester.Name} has been told why.",
            ChangePageForm.Ask => $"{Change.Requester.Name} has been asked.",
            ChangePageForm.Answer => "Your answer is on every card about it.",
            ChangePageForm.Withdraw => $"{Change.Number} is cancelled; nobody has to decide any more.",
            ChangePageForm.Confirm => $"{Change.Number} is confirmed.",
            ChangePageForm.Start => $"{Change.Number} has begun.",
            ChangePageForm.Finish => $"{Change.Number} is done; those whom it affects have been told.",
            ChangePageForm.RollBack => $"{Change.Number} is rolled back; those whom it affects have been told.",
            ChangePageForm.Close or ChangePageForm.CloseWithIssues => $"{Change.Number} is closed.",
            ChangePageForm.Move => $"{Change.Number} is moved to the next free window.",
            _ => null,
        };
        return Page();
    }

    /// <summary>What the page's script asks again and again.</summary>
    public async Task<IActionResult> OnGetNewsAsync(string number) =>
        await LoadAsync(number) ? new JsonResult(new { stamp = $"{Change.Version}", words = $"{AuthorOf(Change.History[^1])} {Change.History[^1].What}" }) : NotFound();

    public async Task<IActionResult> OnPostAsync(string number, [FromForm(Name = "")] ChangePageForm form)
    {
        if (!await LoadAsync(number))
        {
            return NoChange(number);
        }

        Refusal = await work.DoAsync(Change.Number, Reader, form);
        if (Refusal is null)
        {
            return RedirectToPage(new { number = Change.Number, done = form.Do });
        }

        await LoadAsync(number);
        Form = form;
        Response.StatusCode = Refusal.Kind.HttpStatus();
        return Page();
    }

    public IHtmlContent Moment(DateTimeOffset at) => Moments.Time(at, times.At(at, Reader), times.Exactly(at, Reader));

    public string AuthorOf(ChangeEntry line) => line.Author is not { } author ? "The desk" : author.Id == Reader.Id ? "You" : author.Name;

    public static string StateOf(ApprovalStage stage, ApprovalSeat seat) => (seat.Decision?.Choice, stage.Status) switch
    {
        (ApprovalChoice.Approve, _) => "approved",
        (ApprovalChoice.Reject, _) => "rejected",
        (_, StageStatus.Open) => "has not decided yet",
        (_, StageStatus.Waiting) => "is asked next",
        _ => "no longer needed",
    };

    private bool MayDo => ChangeRights.MayDo(Change, Reader, policy.Current);

    private async Task<bool> LoadAsync(string number)
    {
        if (TicketNumber.Normalise(number) is not { } spelt || await book.FindAsync(spelt, Reader) is not { } whole)
        {
            return false;
        }

        (_whole, Facts) = (whole, await facts.OfAsync(whole.Change, Reader));
        MayMove = ChangeRights.MayPlan(Change, Reader, policy.Current) && Change.Status is ChangeStatus.Approval or ChangeStatus.Scheduled
            && (await conflicts.FindAsync(Change.AsPlanned(), Change.Environment)).Any;
        return true;
    }

    private static IActionResult NoChange(string number) =>
        Nothing(StatusCodes.Status404NotFound, "No such change", $"There is no change {(number.Length > 40 ? number[..40] + "…" : number)} that you may see. Numbers look like CHG3.");
}
