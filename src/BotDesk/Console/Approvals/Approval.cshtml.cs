using BotDesk.Access;
using BotDesk.Approvals;
using BotDesk.Console.Door;
using BotDesk.Console.Html;
using BotDesk.People;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace BotDesk.Console.Approvals;

/// <summary><c>/console/approvals/12</c>: everything needed to decide about one thing, whatever it is, for those who are asked.</summary>
[OpenToEverybody]
internal sealed class ApprovalModel(SignedInPerson signedIn, ApprovalWork work, ApprovalBook book, PersonNames names, TicketTimes times, IServiceProvider services) : ConsolePage(signedIn)
{
    public Approval Approval { get; private set; } = null!;

    public ApprovalTopic Topic { get; private set; } = null!;

    public IReadOnlyList<Person> People { get; private set; } = [];

    public bool MayDecide => Approval.WaitsFor(Reader);

    /// <summary>What was sent and refused, to be shown again; otherwise empty.</summary>
    public ApprovalPageForm Form { get; private set; } = new();

    public Refusal? Refusal { get; private set; }

    /// <summary>What was done just now, in words; null when nothing was.</summary>
    public string? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, string? done)
    {
        if (!await LoadAsync(id))
        {
            return NoApproval();
        }

        Done = done switch
        {
            ApprovalPageForm.Approve => $"You approved {Approval.Subject}.",
            ApprovalPageForm.Reject => $"You rejected {Approval.Subject}. {Approval.Requester.Name} has been told why.",
            ApprovalPageForm.Ask => $"{Approval.Requester.Name} has been asked.",
            ApprovalPageForm.Delegate => "They are asked in your place; you can still decide yourself.",
            _ => null,
        };
        return Page();
    }

    /// <summary>What the page's script asks again and again.</summary>
    public async Task<IActionResult> OnGetNewsAsync(long id) =>
        await LoadAsync(id) ? new JsonResult(new { stamp = $"{Approval.Version}", words = "Something has happened to it" }) : NotFound();

    public async Task<IActionResult> OnPostAsync(long id, [FromForm(Name = "")] ApprovalPageForm form)
    {
        if (!await LoadAsync(id))
        {
            return NoApproval();
        }

        Refusal = await work.DoAsync(id, Reader, form);
        if (Refusal is null)
        {
            return RedirectToPage(new { id, done = form.Do });
        }

        await LoadAsync(id);
        Form = form;
        Response.StatusCode = Refusal.Kind.HttpStatus();
        return Page();
    }

    public IHtmlContent Moment(DateTimeOffset at) => Moments.Time(at, times.At(at, Reader), times.Exactly(at, Reader));

    private async Task<bool> LoadAsync(long id)
    {
        if (await book.ReadAsync(id) is not { } approval || !approval.HasAsked(Reader))
        {
            return false;
        }

        Approval = approval;
        Topic = await services.GetRequiredKeyedService<IApprovalSubject>(approval.Kind).DescribeAsync(approval.Subject, Reader);
        People = [.. (await names.AllAsync()).Where(person => person.Id != Reader.Id && person.Id != approval.RequesterId)];
        return true;
    }

    private static IActionResult NoApproval() => Nothing(StatusCodes.Status404NotFound, "Nothing to decide", "There is nothing like that which waits, or waited, for your decision.");
}
