using System.Buffers.Binary;
using System.Security.Cryptography;
using BotDesk.Data;
using BotDesk.Incidents;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.ServiceRequests;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Console.Queue;

/// <summary>A page of the queue.</summary>
/// <param name="Total">How many tickets fit the filter.</param>
/// <param name="Newest">The highest id among them, to tell later which are new.</param>
/// <param name="Stamp">Changes when anything that the page shows has changed.</param>
internal sealed record QueuePage(IReadOnlyList<Ticket> Tickets, int Total, int Page, int Pages, long Newest, string Stamp);

/// <summary>How much there is of what an agent looks for most.</summary>
internal sealed record QueueCounts(int Open, int Mine, int Unassigned, int Waiting, int Resolved);

/// <summary>Lists tickets for somebody of the desk. Their own are left out: these they see as requesters.</summary>
internal sealed class QueueReader(DeskDb db)
{
    public const int PageSize = 25;

    public async Task<QueuePage> ReadAsync(QueueFilter filter, Person reader, CancellationToken cancellationToken)
    {
        var matching = Matching(filter, reader);
        var total = await matching.CountAsync(cancellationToken);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Min(filter.Page, pages);
        var tickets = await Sorted(matching, filter.Order).Skip((page - 1) * PageSize).Take(PageSize)
            .Include(ticket => ticket.Requester).Include(ticket => ticket.Assignee).ToListAsync(cancellationToken);
        var newest = await matching.MaxAsync(ticket => (long?)ticket.Id, cancellationToken) ?? 0;
        return new QueuePage(tickets, total, page, pages, newest, Stamp(total, newest, tickets.Select(ticket => (ticket.Id, ticket.Version))));
    }

    /// <summary>What has become of a page that somebody looks at.</summary>
    /// <param name="after">The <see cref="QueuePage.Newest"/> that they see.</param>
    public async Task<QueueNews> NewsAsync(QueueFilter filter, Person reader, long after, CancellationToken cancellationToken)
    {
        var page = await ReadAsync(filter, reader, cancellationToken);
        return new QueueNews(page.Stamp, page.Newest > after ? await Matching(filter, reader).CountAsync(ticket => ticket.Id > after, cancellationToken) : 0);
    }

    public async Task<QueueCounts> CountAsync(Person reader, CancellationToken cancellationToken)
    {
        var counts = await db.Set<Ticket>().Where(ticket => ticket.RequesterId != reader.Id && ticket.Status != TicketStatus.Closed && ticket.Status != TicketStatus.Cancelled)
            .GroupBy(ticket => new { ticket.Status, Mine = ticket.AssigneeId == reader.Id, Nobodys = ticket.AssigneeId == null })
            .Select(some => new { some.Key.Status, some.Key.Mine, some.Key.Nobodys, Count = some.Count() })
            .ToListAsync(cancellationToken);
        var open = counts.Where(some => some.Status.IsWork()).ToList();
        return new QueueCounts(
            open.Sum(some => some.Count),
            open.Where(some => some.Mine).Sum(some => some.Count),
            open.Where(some => some.Nobodys).Sum(some => some.Count),
            open.Where(some => some.Status == TicketStatus.Pending).Sum(some => some.Count),
            counts.Where(some => some.Status == TicketStatus.Resolved).Sum(some => some.Count));
    }

    private IQueryable<Ticket> Matching(QueueFilter filter, Person reader)
    {
        var query = db.Set<Ticket>().Where(ticket => ticket.RequesterId != reader.Id);
        query = filter.Status switch
        {
            QueueFilter.Every => query,
            QueueFilter.Open => query.Where(ticket => ticket.Status == TicketStatus.New || ticket.Status == TicketStatus.InProgress || ticket.Status == TicketStatus.Pending),
            var word => query.Where(ticket => ticket.Status == QueueFilter.Statuses[word]),
        };
        query = filter.Assignee switch
        {
            null => query,
            QueueFilter.Me => query.Where(ticket => ticket.AssigneeId == reader.Id),
            QueueFilter.Nobody => query.Where(ticket => ticket.AssigneeId == null),
            var handle => query.Where(ticket => ticket.Assignee!.Handle == handle),
        };
        query = filter.Service switch
        {
            null => query,
            QueueFilter.Nobody => query.Where(ticket => ticket.Service == null),
            var service => query.Where(ticket => ticket.Service == service),
        };
        query = filter.Kind switch
        {
            null => query,
            "incident" => query.Where(ticket => ticket is Incident),
            _ => query.Where(ticket => ticket is ServiceRequest),
        };
        query = filter.Group is { } group ? query.Where(ticket => ticket.Group == group) : query;
        query = filter.Priority is { } priority ? query.Where(ticket => ticket is Incident && ((Incident)ticket).Priority == priority) : query;
        foreach (var word in (filter.Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8))
        {
            query = query.Containing(word);
        }

        return query;
    }

    private static IOrderedQueryable<Ticket> Sorted(IQueryable<Ticket> query, QueueOrder order) => order switch
    {
        QueueOrder.Oldest => query.OrderBy(ticket => ticket.OpenedAt).ThenBy(ticket => ticket.Id),
        QueueOrder.Newest => query.OrderByDescending(ticket => ticket.OpenedAt).ThenByDescending(ticket => ticket.Id),
        QueueOrder.Updated => query.OrderByDescending(ticket => ticket.UpdatedAt).ThenByDescending(ticket => ticket.Id),

        // Ticket.Pressing as the database can say it: a request stands beside an ordinary incident.
        _ => query.OrderBy(ticket => ticket is Incident ? ((Incident)ticket).Priority : Priority.P3).ThenBy(ticket => ticket.OpenedAt).ThenBy(ticket => ticket.Id),
    };

    private static string Stamp(int total, long newest, IEnumerable<(long Id, int Version)> shown)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[16];
        foreach (var (id, version) in shown.Prepend((newest, total)))
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, id);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], version);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}

/// <param name="Stamp">See <see cref="QueuePage.Stamp"/>.</param>
/// <param name="Fresh">How many tickets have come that the reader has not seen.</param>
internal sealed record QueueNews(string Stamp, int Fresh);
