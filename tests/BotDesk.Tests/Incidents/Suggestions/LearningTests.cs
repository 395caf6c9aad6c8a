using BotDesk.Incidents.Suggestions;
using BotDesk.Policy;

namespace BotDesk.Tests.Incidents.Suggestions;

/// <summary>What is learnt from tickets, and when it is used.</summary>
public sealed class LearningTests
{
    private const string Said = "the freight planner gives up after a minute";

    private static readonly DeskPolicy Policy = PolicyFile.Load(Path.Combine(AppContext.BaseDirectory, "Demo", "desk.yaml")).Policy!;

    [Fact]
    public void Too_few_tickets_leave_the_rule()
    {
        var suggester = Learn(TicketMaker.Make(LearntField.Fewest - 1));

        Assert.Equal((null, null, "service-desk"), Suggested(suggester, null));
        Assert.Equal((LearntField.Fewest - 1, 0, false), (suggester.Learnt.Service.Figures.Learnt, suggester.Learnt.Service.Figures.Measured, suggester.Learnt.Service.Figures.IsUsed));
    }

    [Fact]
    public void What_tickets_teach_is_used_where_it_is_surer_than_the_rule()
    {
        var suggester = Learn(TicketMaker.Make(240));

        var figures = suggester.Learnt.Service.Figures;
        Assert.True(figures is { Measured: 60, RuleRight: 0, IsUsed: true } && figures.ModelRight >= 55, $"{figures}");
        Assert.Equal(("business-apps", "software", "business-apps"), Suggested(suggester, "business-apps"));

        // The rule knows the group of a service already, so there is nothing to gain.
        Assert.False(suggester.Learnt.Group.Figures.IsUsed);
        Assert.Equal("network", suggester.Group(Said, Said, "network"));
    }

    [Fact]
    public void What_agents_correct_is_what_is_learnt()
    {
        // Everything about the second topic went to the network group in the end, whatever its service says.
        var corrected = TicketMaker.Make(300).Select(ticket => ticket.Service == "business-apps" ? ticket with { Group = "network" } : ticket).ToList();

        var suggester = Learn(corrected);

        Assert.True(suggester.Learnt.Group.Figures.IsUsed, $"{suggester.Learnt.Group.Figures}");
        Assert.Equal("network", suggester.Group(Said, Said, "business-apps"));
        Assert.Equal("service-desk", suggester.Group("the handheld gun beeps and stops", "", "devices"));
    }

    [Fact]
    public void What_cannot_be_learnt_is_not_used()
    {
        var suggester = Learn(TicketMaker.Make(400, label: place => (int)((uint)place * 2246822519u >> 16)), _ => "devices");

        Assert.All([suggester.Learnt.Service, suggester.Learnt.Group, suggester.Learnt.Category], field => Assert.False(field.Figures.IsUsed, $"{field.Figures}"));
        Assert.Equal((null, null, "business-apps"), Suggested(suggester, "business-apps"));
    }

    [Fact]
    public void A_good_rule_is_not_given_up_for_something_as_good()
    {
        var tickets = TicketMaker.Make(240);
        var right = tickets.DistinctBy(ticket => ticket.Text).ToDictionary(ticket => ticket.Text, ticket => ticket.Service);

        Assert.False(Learn(tickets, text => right[text]).Learnt.Service.Figures.IsUsed);
    }

    [Fact]
    public void The_same_tickets_teach_the_same()
    {
        var tickets = TicketMaker.Make(240);
        var text = TextLabeller.Look(Said);

        var (one, other) = (Learn(tickets).Learnt.Service.Labeller!.Guess(text), Learn(tickets).Learnt.Service.Labeller!.Guess(text));

        Assert.Equal(one, other);
    }

    [Fact]
    public void What_the_policy_no_longer_has_is_not_suggested()
    {
        var suggester = new Suggester(new PolicySource(Policy with { Services = [.. Policy.Services.Where(service => service.Key != "business-apps")], Categories = [] }));
        suggester.Learn(TicketMaker.Make(240), _ => null, DateTimeOffset.UnixEpoch);

        Assert.Null(suggester.Service(Said, Said));
        Assert.Null(suggester.Category(Said, Said));
        Assert.Equal("devices", suggester.Service("the crane terminal is very slow today", ""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\ud800 \u0000 ???")]
    [InlineData("🛳️🛳️🛳️")]
    public void Any_text_is_read(string text)
    {
        var suggester = Learn(TicketMaker.Make(240));

        Assert.NotEmpty(suggester.Group(text, string.Concat(Enumerable.Repeat(text, 5000)), null));
    }

    private static Suggester Learn(IReadOnlyList<EndedTicket> tickets, Func<string, string?>? rule = null)
    {
        var suggester = new Suggester(new PolicySource(Policy));
        suggester.Learn(tickets, rule ?? (_ => null), DateTimeOffset.UnixEpoch);
        return suggester;
    }

    private static (string? Service, string? Category, string Group) Suggested(Suggester suggester, string? service) =>
        (suggester.Service(Said, Said), suggester.Category(Said, Said), suggester.Group(Said, Said, service));
}
