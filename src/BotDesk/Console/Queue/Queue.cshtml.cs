using System.Globalization;
using BotDesk.Access;
using BotDesk.Console.Html;
using BotDesk.Incidents;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace BotDesk.Console.Queue;

/// <summary><c>/console</c>: what there is to do.</summary>
internal sealed class QueueModel(SignedInPerson signedIn, QueueReader queue, TicketBook book, PeopleDesk people, PolicySource policy, TicketTimes times) : ConsolePage(signedIn)
{
    public QueueFilter Filter { get; private set; } = new();

    public QueuePage List { get; private set; } = null!;

    public QueueCounts Counts { get; private set; } = null!;

    public IReadOnlyList<Person> Agents { get; private set; } = [];

    public DeskPolicy Policy => policy.Current;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Filter = QueueFilter.Read(Request.Query);
        if (TicketNumber.Normalise(Filter.Text) is { } number && await book.FindAsync(number) is not null)
        {
            // Who types a number wants that ticket, whatever the other filters say.
            return RedirectToPage("/Tickets/Ticket", new { number });
        }

        List = await queue.ReadAsync(Filter, Reader, cancellationToken);
        Counts = await queue.CountAsync(Reader, cancellationToken);
        Agents = await people.AgentsAsync();
        return Page();
    }

    /// <summary>What the page's script asks every few seconds.</summary>
    public async Task<IActionResult> OnGetNewsAsync(long after, CancellationToken cancellationToken) =>
        new JsonResult(await queue.NewsAsync(QueueFilter.Read(Request.Query), Reader, after, cancellationToken));

    /// <summary>The address of the list with something changed, on its first page.</summary>
    public string Address(Func<QueueFilter, QueueFilter> change) => Address(change(Filter with { Page = 1 }));

    public string Address(QueueFilter filter) => Url.Content("~/console") + filter.Query;

    public string NewsAddress => $"{Url.Content("~/console")}{Filter.Query.Add("handler", "news").Add("after", List.Newest.ToString(CultureInfo.InvariantCulture))}";

    public string ServiceName(Ticket ticket) => ticket.Service is null ? "–" : Policy.FindService(ticket.Service)?.Name.ToString() ?? ticket.Service;

    public string GroupName(Ticket ticket) => Policy.FindGroup(ticket.Group)?.Name.ToString() ?? ticket.Group;

    public string? PriorityName(Ticket ticket) => ticket is Incident incident ? Policy.Priorities.Target(incident.Priority).Name.ToString() : null;

    public IHtmlContent Age(Ticket ticket) => Moments.Time(ticket.OpenedAt, times.Age(ticket.OpenedAt).ToString(), $"Opened {times.Exactly(ticket.OpenedAt, Reader)}");
}
