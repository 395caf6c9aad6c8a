using System.Globalization;
using BotDesk.Access;
using BotDesk.AgentSearch;
using BotDesk.Console.Html;
using BotDesk.Incidents;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.ServiceRequests;
using BotDesk.ServiceRequests.Fulfilment;
using BotDesk.Tickets;
using BotDesk.Tickets.Files;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace BotDesk.Console.Tickets;

/// <summary><c>/console/tickets/INC42</c>: everything about one ticket, and what can be done with it.</summary>
internal sealed class TicketModel(SignedInPerson signedIn, TicketWork work, TicketDesk desk, TicketBook book, FulfilmentDesk fulfilment, PeopleDesk people, PolicySource policy, TicketTimes times, TicketHelp help) : ConsolePage(signedIn)
{
    public Ticket Ticket { get; private set; } = null!;

    /// <summary>Whether the reader is its requester: then they see it as one, whatever else they are.</summary>
    public bool IsOwn { get; private set; }

    public bool MayWork => Reader.IsAgent && !IsOwn;

    /// <summary>What was sent and refused, to be shown again; otherwise empty.</summary>
    public TicketForm Form { get; private set; } = new();

    public Refusal? Refusal { get; private set; }

    /// <summary>What was done just now, in words; null when nothing was.</summary>
    public string? Done { get; private set; }

    public IReadOnlyList<Person> Agents { get; private set; } = [];

    public IReadOnlyList<Choice> Resolutions { get; private set; } = [];

    /// <summary>Articles and tickets for whoever works on it.</summary>
    public HelpWithTicket Help { get; private set; } = new([], []);

    public DeskPolicy Policy => policy.Current;

    public bool CanTake => TicketLifecycle.Allows(Ticket.Status, TicketMove.Take) && Ticket.AssigneeId != Reader.Id;

    public bool CanReply => Ticket.Status.IsOpen() || Ticket.Status == TicketStatus.Resolved;

    public bool CanWait => TicketLifecycle.Allows(Ticket.Status, TicketMove.Wait);

    public bool CanAssign => Ticket.Status.IsOpen();

    public bool CanResolve => TicketLifecycle.Allows(Ticket.Status, TicketMove.Resolve);

    /// <summary>The form that is open when the page is shown.</summary>
    public string Chosen => Refusal is not null && Form.Do is TicketForm.Reply or TicketForm.Note or TicketForm.Assign or TicketForm.Classify or TicketForm.Resolve ? Form.Do : CanReply ? TicketForm.Reply : TicketForm.Note;

    public long LastLine => Ticket.History.Count == 0 ? 0 : Ticket.History[^1].Id;

    /// <summary>Changes when anything that the reader may see has changed. A requester's own does not change with internal notes.</summary>
    public string Stamp => IsOwn
        ? string.Create(CultureInfo.InvariantCulture, $"{LastLine}.{Ticket.Status}")
        : string.Create(CultureInfo.InvariantCulture, $"{Ticket.Version}");

    public bool MayDo(TicketStep step) => MayWork && step.IsOpen && fulfilment.IsOf(Reader, step.Group);

    public Incident? Incident => Ticket as Incident;

    public ServiceRequest? Order => Ticket as ServiceRequest;

    public async Task<IActionResult> OnGetAsync(string number, string? done)
    {
        if (!await LoadAsync(number))
        {
            return NoTicket(number);
        }

        if (number != Ticket.Number)
        {
            return RedirectToPage(new { number = Ticket.Number });
        }

        Help = MayWork ? await help.ForAsync(Ticket, Reader) : Help;

        Done = done switch
        {
            TicketForm.Take => $"{Ticket.Number} is yours. {Ticket.Requester.Name} has been told.",
            TicketForm.Reply => $"Sent to {Ticket.Requester.Name}.",
            TicketForm.Note => "Internal note kept. Only agents and managers see it.",
            TicketForm.Assign => $"{Ticket.Number} is with {Ticket.Assignee?.Name ?? GroupName} now.",
            TicketForm.Classify => $"{Ticket.Number} is about that now. The desk learns from it.",
            TicketForm.Resolve => $"Resolved. {Ticket.Requester.Name} is asked whether it works.",
            TicketForm.TaskDone or TicketForm.TaskSkipped => Ticket.Status == TicketStatus.Resolved ? $"That was the last one. {Ticket.Requester.Name} is asked whether it is as it should be." : $"{Ticket.Requester.Name} has been told.",
            _ => null,
        };
        return Page();
    }

    /// <summary>What the page's script asks every few seconds.</summary>
    public async Task<IActionResult> OnGetNewsAsync(string number) =>
        await LoadAsync(number)
            ? new JsonResult(new TicketChange(Stamp, Ticket.History.Count == 0 ? "" : $"{AuthorOf(Ticket.History[^1])} {Ticket.History[^1].What}"))
            : NotFound();

    public async Task<IActionResult> OnPostAsync(string number, [FromForm(Name = "")] TicketForm form)
    {
        if (!await LoadAsync(number))
        {
            return NoTicket(number);
        }

        Refusal = await work.DoAsync(Ticket.Number, Reader, form);
        if (Refusal is null)
        {
            return RedirectToPage(new { number = Ticket.Number, done = form.Do });
        }

        await LoadAsync(number);
        Form = form;
        Response.StatusCode = Refusal.Kind.HttpStatus();
        return Page();
    }

    /// <summary>What was wrong with a field of the form that was sent; null when it was right.</summary>
    public string? Error(string field) => Refusal?.Field == field ? Refusal.Message.ToString() : null;

    /// <summary>What was typed into the form that was refused; empty for the other forms.</summary>
    public string Typed(string form) => Form.Do == form ? Form.Words : "";

    /// <summary>Whether the line came after what the agent saw when they sent a form that was refused.</summary>
    public bool IsNew(TicketEntry line) => Refusal?.Kind == RefusalKind.Conflict && line.Id > Form.Seen;

    public string AuthorOf(TicketEntry line) => line.Author is not { } author ? "The desk" : author.Id == Reader.Id ? "You" : author.Name;

    public IHtmlContent Moment(DateTimeOffset at) => Moments.Time(at, times.At(at, Reader), times.Exactly(at, Reader));

    public string GroupName => Policy.FindGroup(Ticket.Group)?.Name.ToString() ?? Ticket.Group;

    public string? ServiceName => Ticket.Service is null ? null : Policy.FindService(Ticket.Service)?.Name.ToString() ?? Ticket.Service;

    public string? CategoryName => Incident?.Category is { } category ? Policy.Categories.FirstOrDefault(choice => choice.Key == category)?.Label.ToString() ?? category : null;

    public string? ResolutionLabel => desk.Resolutions(Ticket).FirstOrDefault(way => way.Key == Ticket.ResolutionCode)?.Label.ToString() ?? Ticket.ResolutionCode;

    public string GroupsOf(Person agent) =>
        string.Join(", ", Policy.Groups.Where(group => group.Members.Contains(agent.Handle)).Select(group => group.Name)) is { Length: > 0 } groups ? $"{agent.Name} ({groups})" : agent.Name;

    public string FileAddress(TicketFile file, bool shown = false) => Url.Content("~" + TicketFileEndpoints.PathOf(Ticket.Number, file.Id, shown));

    public string NewsAddress => Url.Page("/Tickets/Ticket", "news", new { number = Ticket.Number })!;

    private async Task<bool> LoadAsync(string number)
    {
        if (TicketNumber.Normalise(number) is not { } spelt || await book.FindAsync(spelt) is not { } ticket)
        {
            return false;
        }

        Ticket = ticket;
        IsOwn = ticket.RequesterId == Reader.Id;
        if (IsOwn)
        {
            // Taken out before anything is made of it: whatever the page shows, these it cannot.
            ticket.History.RemoveAll(line => line.Kind == EntryKind.InternalNote);
        }

        if (MayWork)
        {
            Agents = [.. (await people.AgentsAsync()).Where(agent => agent.Id != ticket.RequesterId)];
            Resolutions = desk.Resolutions(ticket);
        }

        return true;
    }

    private static IActionResult NoTicket(string number) =>
        Nothing(StatusCodes.Status404NotFound, "No such ticket", $"There is no ticket {(number.Length > 40 ? number[..40] + "…" : number)}. Numbers look like INC42 or REQ7.");

    /// <param name="Stamp">See <see cref="TicketModel.Stamp"/>.</param>
    /// <param name="Words">Who did what last.</param>
    private sealed record TicketChange(string Stamp, string Words);
}
