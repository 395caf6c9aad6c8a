using BotDesk.Approvals;
using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.Notifications;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.ServiceRequests.Fulfilment.Automation;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.ServiceRequests;

/// <summary>What an approval of a request is about, and what becomes of the request when it ends.</summary>
internal sealed class RequestApproval(DeskDb db, TicketBook book, ApprovalBook approvals, IServiceProvider services, TaskStarter starter, Notifier notifier, PolicySource policy, AuditTrail audit, TimeProvider clock)
    : IApprovalSubject, ITicketAdjunct
{
    public const string Kind = "request";

    /// <summary>Of one answer on a card; Teams takes cards up to 28 KB.</summary>
    private const int LongestFact = 1000;

    public async Task<ApprovalTopic> DescribeAsync(string subject, Person reader)
    {
        var request = (ServiceRequest)(await book.FindAsync(subject))!;
        return new ApprovalTopic(Phrase.Of("serviceRequests.kind"), request.Title, [.. Facts(request)]);
    }

    public async Task HappenedAsync(string subject, Person? who, Phrase what, string? text)
    {
        // The requester can withdraw the request itself, which says so there.
        if (await FindAsync(subject) is { Status: not TicketStatus.Cancelled } request)
        {
            request.History.Add(new TicketEntry { At = clock.GetUtcNow(), AuthorId = who?.Id, Kind = EntryKind.Event, What = what, Text = text });
            request.Touch(clock.GetUtcNow());
        }
    }

    public async Task EndedAsync(Approval approval)
    {
        var (request, now) = ((await FindAsync(approval.Subject))!, clock.GetUtcNow());
        switch (approval.Status)
        {
            case ApprovalStatus.Approved when request.Status == TicketStatus.Approval:
                Done(request.Approve(now));
                await starter.StartAsync(request);
                audit.Add(null, "request.approved", request.Number);
                await notifier.SayAsync(request.Requester, Phrase.Of("serviceRequests.approval.approved", new { request.Number, names = Names(approval), request.Title, next = Next(request) }), Notice.News(request.Number));
                break;
            case ApprovalStatus.Rejected:
                var rejected = approval.Seats.First(seat => seat.Decision?.Choice == ApprovalChoice.Reject);
                Done(request.Decline(rejected.Decision!.Reason!, now));
                audit.Add(null, "request.declined", request.Number);
                await notifier.SayAsync(request.Requester, Phrase.Of("serviceRequests.approval.notApproved", new { request.Number, request.Title, who = rejected.Person.Name, reason = rejected.Decision.Reason }), Notice.News(request.Number));
                break;
            case ApprovalStatus.Withdrawn when request.Status != TicketStatus.Cancelled:
                Done(request.Withdraw(now));
                audit.Add(request.Requester, "ticket.withdrawn", request.Number);
                break;
        }
    }

    public async Task<Phrase?> StandingAsync(Ticket ticket)
    {
        if (ticket is not ServiceRequest { Status: TicketStatus.Approval or TicketStatus.Declined } || await approvals.FindAsync(ticket.Number) is not { } approval)
        {
            return null;
        }

        return ticket.Status == TicketStatus.Declined
            ? Phrase.Of("serviceRequests.approval.didNotApprove", new { who = Rejected(approval), reason = ticket.Resolution })
            : Phrase.Of("serviceRequests.approval.waitsFor", new { names = ApprovalWords.And([.. approval.Stages.SelectMany(stage => stage.Silent).Select(seat => seat.Person.Name).Distinct()]) });
    }

    public async Task WithdrawnAsync(Ticket ticket, Person requester)
    {
        if (ticket is ServiceRequest && await approvals.FindAsync(ticket.Number) is { Status: ApprovalStatus.Pending } approval)
        {
            Done((await services.GetRequiredService<ApprovalDesk>().WithdrawAsync(approval.Id, requester)).Refusal);
        }
    }

    /// <summary>Everything that somebody needs in order to decide.</summary>
    internal IEnumerable<ApprovalFact> Facts(ServiceRequest request)
    {
        var item = policy.Current.FindCatalogItem(request.CatalogItem);
        if (item is not null)
        {
            yield return new(Phrase.Of("serviceRequests.approval.what"), Phrase.Join(": ", item.Name, item.Description));
        }

        if (request.Answers.All(answer => answer.Key != FormField.ForWhom))
        {
            yield return new(Phrase.Of("serviceRequests.approval.forWhom"), request.ForWhom ?? request.Requester.Name);
        }

        foreach (var fact in request.Facts())
        {
            yield return new(fact.Label, fact.Text.Shortened(LongestFact));
        }

        if (request.Description.Length > 0)
        {
            yield return new(Phrase.Of("serviceRequests.approval.inTheirWords"), Phrase.Plain(request.Description).Shortened(LongestFact));
        }

        if (item is not null)
        {
            yield return new(Phrase.Of("serviceRequests.approval.cost"), item.Cost is { } cost ? CatalogWords.Cost(cost) : "0");
            yield return new(Phrase.Of("serviceRequests.approval.usuallyTakes"), item.Expected);
        }

        if (policy.Current.FindService(request.Service) is { } service)
        {
            yield return new(Phrase.Of("serviceRequests.approval.service"), service.Name);
        }
    }

    private Phrase Next(ServiceRequest request)
    {
        var group = policy.Current.FindGroup(request.Group)?.Name ?? Phrase.Of("tickets.theDesk");
        return policy.Current.FindCatalogItem(request.CatalogItem) is { } item
            ? Phrase.Of("serviceRequests.approval.nextItem", new { group, item.Expected })
            : Phrase.Of("serviceRequests.approval.nextFree", new { group });
    }

    private static Phrase Names(Approval approval) => ApprovalWords.And([.. approval.Seats.Where(seat => seat.Decision is not null).Select(seat => seat.Person.Name).Distinct()]);

    private static string Rejected(Approval approval) => approval.Seats.FirstOrDefault(seat => seat.Decision?.Choice == ApprovalChoice.Reject)?.Person.Name ?? "–";

    private static void Done(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new InvalidOperationException(refusal.Message.In(Language.English));
        }
    }

    private Task<ServiceRequest?> FindAsync(string number) =>
        db.Set<ServiceRequest>().Include(request => request.Requester).AsTracking().FirstOrDefaultAsync(request => request.Number == number);
}
