using BotDesk.Channels.WebChat;
using BotDesk.Data;
using BotDesk.Incidents;
using BotDesk.Knowledge;
using BotDesk.People;
using BotDesk.ServiceRequests;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BotDesk.Demo;

/// <summary>Puts the demo company into an empty database, in one transaction: all of it or nothing.</summary>
internal sealed partial class DemoLoader(DeskWriter writer, IDbContextFactory<DeskDb> readers, IOptions<DeskOptions> options, TimeProvider clock, ILogger<DemoLoader> logger)
{
    public async Task LoadIfEmptyAsync(CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        if (!options.Value.Demo || await db.Set<Person>().AnyAsync(cancellationToken) || await db.Set<KnowledgeArticle>().AnyAsync(cancellationToken))
        {
            return;
        }

        var load = await DemoCompany.LoadAsync(DemoCompany.DefaultFolder, cancellationToken);
        if (load.Company is not { } company)
        {
            throw new InvalidOperationException("The demo company cannot be loaded: " + string.Join("; ", load.Problems));
        }

        await writer.WriteAsync(async scope =>
        {
            // Another instance may have been quicker: its people's handles are taken, and this runs again.
            if (await scope.GetRequiredService<DeskDb>().Set<Person>().AnyAsync())
            {
                return;
            }

            var people = await AddPeopleAsync(scope.GetRequiredService<DeskDb>(), company);
            await AddTicketsAsync(scope, company, people);
            await DemoChanges.AddAsync(scope, company, people, clock.GetUtcNow());
            await scope.GetRequiredService<KnowledgeDesk>().ImportAsync(company.Articles);
        }, cancellationToken);
        Log.Loaded(logger, company.Policy.Organisation.Name, company.People.Length, company.Articles.Length, company.Tickets.Length);
    }

    private static async Task<Dictionary<string, Person>> AddPeopleAsync(DeskDb db, DemoCompany company)
    {
        var people = company.People.Select(person => new Person(db)
        {
            Handle = person.Handle,
            Name = person.Name,
            Email = person.Email,
            DirectoryId = person.DirectoryId,
            JobTitle = person.Title,
            Department = person.Department,
            Roles = person.Roles.Aggregate(Roles.Employee, (roles, role) => roles | Role(role)),
            Manager = person.Manager,
            TimeZone = person.TimeZone.Id,
            Locale = person.Locale,
            About = person.About,
        }).ToDictionary(person => person.Handle);
        db.AddRange(people.Values);
        await db.SaveChangesAsync();
        db.AddRange(people.Values.Select(person => new PersonAccount { ChannelId = WebChatChannel.Id, AccountId = WebChatChannel.UserId(person), PersonId = person.Id }));
        return people;
    }

    private async Task AddTicketsAsync(IServiceProvider scope, DemoCompany company, Dictionary<string, Person> people)
    {
        var (db, numbers, policy) = (scope.GetRequiredService<DeskDb>(), scope.GetRequiredService<TicketNumbers>(), company.Policy);
        var now = clock.GetUtcNow();
        foreach (var demo in company.Tickets.OrderByDescending(ticket => ticket.Opened))
        {
            var item = policy.FindCatalogItem(demo.Item);
            var group = demo.Group ?? item?.Group ?? policy.FindService(demo.Service)!.Group;
            Ticket ticket = demo.Kind == DemoTicketKind.Incident
                ? new Incident
                {
                    Number = await numbers.NextAsync(NumberSeries.Incident),
                    Title = demo.Title,
                    Description = demo.Description.Trim(),
                    Group = group,
                    OpenedAt = now - demo.Opened,
                    Category = demo.Category,
                    Impact = demo.Impact,
                    Urgency = demo.Urgency,
                    Priority = policy.Priorities.For(demo.Impact, demo.Urgency),
                }
                : new ServiceRequest
                {
                    Number = await numbers.NextAsync(NumberSeries.ServiceRequest),
                    Title = demo.Title,
                    Description = demo.Description.Trim(),
                    Group = group,
                    OpenedAt = now - demo.Opened,
                    CatalogItem = item?.Key,
                };
            (ticket.RequesterId, ticket.Service) = (people[demo.Requester].Id, demo.Service);
            if (ticket is ServiceRequest order && demo.Assignee is null)
            {
                order.Plan(item?.Tasks ?? [], needsApproval: false, order.OpenedAt);
            }

            Live(ticket, demo, people, now);
            db.Add(ticket);
        }
    }

    /// <summary>Lets the ticket go through everything that happened to it, in order.</summary>
    private static void Live(Ticket ticket, DemoTicket demo, Dictionary<string, Person> people, DateTimeOffset now)
    {
        var events = new List<(TimeSpan Ago, Person Who, EntryKind Kind, string What, string? Text, Action<DateTimeOffset> Do)>
        {
            (demo.Opened, people[demo.Requester], EntryKind.Event, demo.Kind == DemoTicketKind.Incident ? "opened it" : "asked for it", null, ticket.Touch),
        };
        if (demo.Assignee is { } assignee && demo.Taken is { } taken)
        {
            events.Add((taken, people[assignee], EntryKind.Event, "took it", null, at => _ = ticket.Take(people[assignee], at)));
        }

        events.AddRange(demo.History.Select(remark => (
            remark.Ago, people[remark.By], remark.Internal ? EntryKind.InternalNote : EntryKind.Comment, remark.Internal ? "noted" : "wrote", (string?)remark.Text, (Action<DateTimeOffset>)ticket.Touch)));
        if (demo.Resolution is { } resolution)
        {
            events.Add((resolution.Ago, people[resolution.By], EntryKind.Event, "resolved it", resolution.Note, at => _ = ticket.Resolve(resolution.Code, resolution.Note, people[resolution.By], at)));
        }

        if (demo.Reopened is { } reopened)
        {
            events.Add((reopened.Ago, people[reopened.By], EntryKind.Event, "said that it is still broken", reopened.Reason, at => _ = ticket.Reopen(at)));
        }

        if (demo.Closed is { } closed)
        {
            events.Add((closed, people[demo.Requester], EntryKind.Event, "confirmed that it is solved", null, at => _ = ticket.Confirm(at)));
        }

        if (demo.Cancelled is { } cancelled)
        {
            events.Add((cancelled.Ago, people[cancelled.By], EntryKind.Event, "withdrew it", cancelled.Reason, at => _ = ticket.Withdraw(at)));
        }

        if (demo.Status == DemoTicketStatus.Pending)
        {
            events.Add((demo.History.Where(remark => !remark.Internal).Select(remark => remark.Ago).DefaultIfEmpty(TimeSpan.Zero).Min(), people[demo.Assignee ?? demo.Requester], EntryKind.Event, "waits for an answer", null, at => _ = ticket.Wait(at)));
        }

        foreach (var (ago, who, kind, what, text, act) in events.OrderByDescending(each => each.Ago))
        {
            act(now - ago);
            ticket.History.Add(new TicketEntry { At = now - ago, AuthorId = who.Id, Kind = kind, What = what, Text = text?.Trim() });
        }

        if (demo.Rating is { } rating)
        {
            _ = ticket.Rate(rating.Stars, demo.Closed is { } at ? now - at : now);
        }
    }

    private static Roles Role(DemoRole role) => role switch
    {
        DemoRole.Approver => Roles.Approver,
        DemoRole.Agent => Roles.Agent,
        DemoRole.Manager => Roles.Manager,
        _ => Roles.Employee,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The database was empty: loaded the demo company {Name} with {People} people, {Articles} articles and {Tickets} tickets.")]
        public static partial void Loaded(ILogger logger, string name, int people, int articles, int tickets);
    }
}
