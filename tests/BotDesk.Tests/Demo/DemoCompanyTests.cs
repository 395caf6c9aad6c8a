using System.Text.RegularExpressions;
using BotDesk.Demo;
using BotDesk.Knowledge.Import;

namespace BotDesk.Tests.Demo;

/// <summary>The demo is the first thing anybody sees: its files must hold together, and stay worth reading.</summary>
public sealed partial class DemoCompanyTests
{
    private static readonly string[][] ArticleShapes =
    [
        ["What you see", "Why it happens", "What to do", "How to check that it works", "When to call us"],
        ["When you need this", "How it works", "What to do", "How to check that it works", "When to call us"],
        ["When you need this", "Before you start", "What to do", "How to check that it works", "When to call us"],
        ["Was Sie sehen", "Warum das passiert", "Was Sie tun können", "So prüfen Sie, ob es geht", "Wann Sie sich melden sollten"],
    ];

    [Fact]
    public async Task Its_files_have_no_mistake_and_every_reference_leads_somewhere()
    {
        var load = await DemoCompany.LoadAsync(DemoCompany.DefaultFolder);

        Assert.Equal("", string.Join('\n', load.Problems));
        Assert.NotNull(load.Company);
    }

    [Fact]
    public async Task There_is_somebody_in_every_role()
    {
        var company = await Company();

        Assert.True(company.People.Count(person => person.Roles is [DemoRole.Employee]) >= 5);
        Assert.True(company.People.Count(person => person.Roles.Contains(DemoRole.Approver)) >= 2);
        Assert.Single(company.People, person => person.Roles.Contains(DemoRole.Manager));
        Assert.Contains(company.People, person => person.Locale == "de-DE");
        Assert.Equal(company.People.Length, company.People.Select(person => person.Handle).Distinct().Count());

        var agents = company.People.Where(person => person.Roles.Contains(DemoRole.Agent)).ToList();
        Assert.True(agents.Count >= 3);
        Assert.True(agents.SelectMany(agent => agent.Groups).Distinct().Count() >= 2);
        Assert.All(agents, agent => Assert.NotEmpty(agent.Groups));
        Assert.All(company.People.Except(agents), person => Assert.Empty(person.Groups));
    }

    [Fact]
    public async Task A_service_is_owned_by_the_manager_and_worked_on_by_agents()
    {
        var company = await Company();

        Assert.True(company.Policy.Services.Length >= 8);
        Assert.True(company.Policy.Catalog.Length >= 12);
        Assert.All(company.Policy.Services, service => Assert.Contains(DemoRole.Manager, Person(company, service.Owner).Roles));
        Assert.All(
            company.Policy.Groups.SelectMany(group => group.Members),
            member => Assert.Contains(DemoRole.Agent, Person(company, member).Roles));
    }

    [Fact]
    public async Task Tickets_are_in_every_state_and_of_both_kinds()
    {
        var tickets = (await Company()).Tickets;

        Assert.True(tickets.Length >= 14);
        Assert.Equal(Enum.GetValues<DemoTicketStatus>(), tickets.Select(ticket => ticket.Status).Distinct().Order());
        Assert.Equal(Enum.GetValues<DemoTicketKind>(), tickets.Select(ticket => ticket.Kind).Distinct().Order());
        Assert.Contains(tickets, ticket => ticket.Rating is not null);
        Assert.Contains(tickets, ticket => ticket.History.Any(remark => remark.Internal));
    }

    [Fact]
    public async Task What_happened_on_a_ticket_happened_in_an_order_that_can_be()
    {
        foreach (var ticket in (await Company()).Tickets)
        {
            TimeSpan?[] milestones = [ticket.Opened, ticket.Taken, ticket.Resolution?.Ago, ticket.Reopened?.Ago, ticket.Closed, ticket.Cancelled?.Ago];
            var ages = milestones.OfType<TimeSpan>().ToList();
            Assert.True(ages.SequenceEqual(ages.OrderDescending()), ticket.Title);

            var remarks = ticket.History.Select(remark => remark.Ago).ToList();
            Assert.True(remarks.SequenceEqual(remarks.OrderDescending()), ticket.Title);
            Assert.All(remarks, ago => Assert.True(ago <= ticket.Opened, ticket.Title));
        }
    }

    [Fact]
    public async Task A_ticket_has_what_its_state_needs_and_nothing_that_contradicts_it()
    {
        var company = await Company();
        foreach (var ticket in company.Tickets)
        {
            var status = ticket.Status;
            Assert.Equal(status is DemoTicketStatus.Resolved or DemoTicketStatus.Closed or DemoTicketStatus.Reopened, ticket.Resolution is not null);
            Assert.Equal(status is DemoTicketStatus.Closed, ticket.Closed is not null);
            Assert.Equal(status is DemoTicketStatus.Reopened, ticket.Reopened is not null);
            Assert.Equal(status is DemoTicketStatus.Cancelled, ticket.Cancelled is not null);
            Assert.Equal(ticket.Assignee is not null, ticket.Taken is not null);
            Assert.True(ticket.Assignee is not null || status is DemoTicketStatus.New or DemoTicketStatus.Cancelled, ticket.Title);
            Assert.Equal(ticket.Kind is DemoTicketKind.Request, ticket.Item is not null);

            var codes = ticket.Kind is DemoTicketKind.Incident ? company.Policy.IncidentResolutions : company.Policy.RequestResolutions;
            Assert.True(ticket.Resolution is null || codes.Any(choice => choice.Key == ticket.Resolution.Code), ticket.Title);
            Assert.True(ticket.Category is null || company.Policy.Categories.Any(choice => choice.Key == ticket.Category), ticket.Title);

            var group = ticket.Group ?? company.Policy.FindCatalogItem(ticket.Item)?.Group ?? company.Policy.FindService(ticket.Service)!.Group;
            Assert.True(ticket.Assignee is null || Person(company, ticket.Assignee).Groups.Contains(group), ticket.Title);
        }
    }

    [Fact]
    public async Task Only_agents_write_notes_and_resolve()
    {
        var company = await Company();

        Assert.All(
            company.Tickets.SelectMany(ticket => ticket.History.Where(remark => remark.Internal).Select(remark => remark.By)
                .Concat(ticket.Resolution is { } resolution ? [resolution.By] : [])),
            by => Assert.Contains(DemoRole.Agent, Person(company, by).Roles));
    }

    [Fact]
    public async Task Every_article_says_what_is_seen_why_what_to_do_how_to_check_and_when_to_call()
    {
        var articles = (await Company()).Articles;

        Assert.True(articles.Length >= 42, $"{articles.Length} articles");
        Assert.All(articles, article => Assert.Contains(Headings(article), ArticleShapes));
        Assert.All(articles, article => Assert.Matches(@"(?m)^1\. ", article.Body));
    }

    [Fact]
    public async Task Every_article_is_long_enough_to_help_and_short_enough_to_read()
    {
        Assert.All((await Company()).Articles, article => Assert.InRange(Words().Count(article.Body), 200, 520));
    }

    [Fact]
    public async Task Every_article_can_be_found_under_its_own_name_and_service()
    {
        var company = await Company();

        Assert.All(company.Articles, article => Assert.Equal($"{article.Id}.md", article.File));
        Assert.All(company.Articles, article => Assert.NotNull(company.Policy.FindService(article.Service)));
        Assert.All(company.Articles, article => Assert.NotEmpty(article.Tags));
        Assert.Equal(company.Articles.Length, company.Articles.Select(article => article.Title).Distinct().Count());
        Assert.Equal(company.Policy.Services.Select(service => service.Key).Order(), company.Articles.Select(article => article.Service).Distinct().Order());
    }

    [Fact]
    public void Every_address_of_the_company_is_one_that_nobody_can_have()
    {
        foreach (var path in Directory.GetFiles(DemoCompany.DefaultFolder, "*", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(path);

            Assert.All(Addresses().Matches(text), address => Assert.EndsWith("example.com", address.Value, StringComparison.Ordinal));
        }
    }

    private static async Task<DemoCompany> Company() => (await DemoCompany.LoadAsync(DemoCompany.DefaultFolder)).Company!;

    private static DemoPerson Person(DemoCompany company, string handle) => company.People.Single(person => person.Handle == handle);

    private static string[] Headings(ImportRecord article) =>
        [.. article.Body.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..])];

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}'’-]*")]
    private static partial Regex Words();

    /// <summary>Mail addresses, and host names that carry the company's name.</summary>
    [GeneratedRegex(@"[\w.-]+@[\w.-]*\w|[\w-]+(\.[\w-]+)*\.larkfield(\.\w+)+|(?<![\w.])larkfield(\.\w+)+", RegexOptions.IgnoreCase)]
    private static partial Regex Addresses();
}
