using BotDesk.Demo;
using BotDesk.Policy;

namespace BotDesk.Tests.Policy;

public sealed class PolicyFileTests
{
    private static readonly string Good = File.ReadAllText(Path.Combine(DemoCompany.DefaultFolder, "desk.yaml"));

    [Fact]
    public void The_demo_policy_says_what_its_file_says()
    {
        var policy = PolicyFile.Parse(Good).Policy!;

        Assert.Equal("Larkfield", policy.Organisation.Name);
        Assert.Equal("Europe/London", policy.Organisation.TimeZone.Id);
        Assert.Equal("network", policy.FindService("vpn")!.Group);
        Assert.Equal<string>(["anouk", "tomasz"], policy.FindGroup("service-desk")!.Members);
        Assert.Equal("13.10 GBP per month", policy.FindCatalogItem("visio-licence")!.Cost.ToString());
        Assert.Null(policy.FindCatalogItem("shared-mailbox")!.Cost);
        Assert.Equal(Priority.P1, policy.Priorities.For(Impact.High, Urgency.High));
        Assert.Equal(("within 15 minutes", "innerhalb von 15 Minuten"), (policy.Priorities.Target(Priority.P1).Respond.In(Language.English), policy.Priorities.Target(Priority.P1).Respond.In(Language.German)));
        Assert.Equal("Only me", policy.Impact.Label(Impact.Low).In(Language.English));
        Assert.Equal("fixed", policy.IncidentResolutions[0].Key);
        Assert.Null(policy.FindService("nonsense"));
    }

    [Fact]
    public void Every_cell_of_the_matrix_has_a_priority()
    {
        var policy = PolicyFile.Parse(Good).Policy!;

        Assert.All(
            from impact in Enum.GetValues<Impact>() from urgency in Enum.GetValues<Urgency>() select (impact, urgency),
            cell => Assert.NotEqual(default, policy.Priorities.For(cell.impact, cell.urgency)));
    }

    [Theory]
    [InlineData("    owner: helena\n    group: network\n    keywords: [vpn", "    onwer: helena\n    group: network\n    keywords: [vpn",
        "services.vpn: unknown key 'onwer'; did you mean 'owner'?|services.vpn: 'owner' is missing")]
    [InlineData("    name: { en: VPN and remote access, de: VPN und Fernzugriff }\n", "", "services.vpn: 'name' is missing")]
    [InlineData("    name: { en: VPN and remote access, de: VPN und Fernzugriff }\n", "    name:\n", "services.vpn: 'name' has no value")]
    [InlineData("    name: { en: VPN and remote access, de: VPN und Fernzugriff }\n", "    name: [VPN]\n", "services.vpn.name: expected a text, found a list")]
    [InlineData("    name: { en: VPN and remote access, de: VPN und Fernzugriff }\n", "    name: '  '\n", "services.vpn.name: expected a text, found nothing")]
    [InlineData("de: VPN und Fernzugriff", "fr: VPN", "services.vpn.name: 'fr' is no language; write en or de")]
    [InlineData("  vpn:\n", "  VPN!:\n", "services: the name 'VPN!' may have only a to z, 0 to 9 and '-', at most 64 of them")]
    [InlineData("    group: network\n    keywords: [vpn", "    group: netwrok\n    keywords: [vpn",
        "services.vpn.group: there is no group 'netwrok'; did you mean 'network'?")]
    [InlineData("    service: devices\n    group: service-desk\n    expected: { en: 4", "    service: gadgets\n    group: service-desk\n    expected: { en: 4",
        "catalog.mobile-phone.service: there is no service 'gadgets'")]
    [InlineData("high: { high: P1, medium: P2, low: P3 }", "high: { high: P1, medium: , low: P3 }", "priorities.matrix.high: 'medium' has no value")]
    [InlineData("high: { high: P1, medium: P2, low: P3 }", "high: { high: P1, low: P3 }", "priorities.matrix.high: 'medium' is missing")]
    [InlineData("high: { high: P1, medium: P2, low: P3 }", "high: { high: P5, medium: P2, low: P3 }",
        "priorities.matrix.high.high: 'P5' is not one of P1, P2, P3, P4; did you mean 'P1'?")]
    [InlineData("timeZone: Europe/London", "timeZone: Europe/Lodnon",
        "organisation.timeZone: 'Europe/Lodnon' is not a time zone; write one like Europe/Berlin or UTC")]
    [InlineData("cost: 240 GBP", "cost: about 240", "catalog.monitor.cost: 'about 240' is not a cost; write it like '280 EUR' or '14.50 EUR per month'")]
    [InlineData("groups:\n", "organisation: {}\ngroups:\n", "'organisation' is here twice; it first stands in line 10")]
    [InlineData("services:\n", "services: none\nold:\n", "services: expected names with values ('name: ...'), found a text|unknown key 'old'")]
    public void A_mistake_is_named_by_what_is_wrong(string was, string becomes, string expected)
    {
        var load = PolicyFile.Parse(With(was, becomes));

        Assert.Null(load.Policy);
        Assert.All(expected.Split('|'), message => Assert.Contains(message, load.Problems.Select(problem => problem.Message)));
    }

    [Fact]
    public void A_mistake_is_named_by_file_line_and_column()
    {
        var line = 1 + Good[..Good.IndexOf("    group: network", StringComparison.Ordinal)].Count(c => c == '\n');

        var load = PolicyFile.Parse(With("    group: network", "    group: netwrk"), "conf/desk.yaml");

        var problem = Assert.Single(load.Problems);
        Assert.Equal($"conf/desk.yaml:{line}:12: services.vpn.group: there is no group 'netwrk'; did you mean 'network'?", problem.ToString());
    }

    [Fact]
    public void All_mistakes_are_named_at_once_in_the_order_of_the_file()
    {
        var load = PolicyFile.Parse(
            Good.Replace("timeZone: Europe/London", "timeZone: Mars", StringComparison.Ordinal)
                .Replace("    owner: helena", "    owner:", StringComparison.Ordinal)
                .Replace("cost: 240 GBP", "cost: free", StringComparison.Ordinal)
                .Replace("resolutions:", "resolution:", StringComparison.Ordinal));

        Assert.Equal(1 + 8 + 1 + 2, load.Problems.Length);
        Assert.Equal(load.Problems.Select(problem => problem.Line).Order(), load.Problems.Select(problem => problem.Line));
    }

    [Fact]
    public void An_empty_map_is_told_every_section_that_it_needs()
    {
        var load = PolicyFile.Parse("{}");

        Assert.Equal(
            ["catalog", "groups", "impact", "organisation", "priorities", "resolutions", "services", "urgency"],
            load.Problems.Select(problem => problem.Message.Split('\'')[1]).Order());
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("# only a comment\n", "the file is empty")]
    [InlineData("just words", "expected keys with values ('key: value'), found a text")]
    [InlineData("- a\n- b", "expected keys with values ('key: value'), found a list")]
    [InlineData("~", "expected keys with values ('key: value'), found nothing")]
    [InlineData("a: 1\n---\nb: 2", "a second document ('---') starts here; the file must hold one")]
    [InlineData("a: *nowhere", "'*nowhere' refers to an anchor that does not stand before it")]
    [InlineData("? [a, b]\n: c", "a key must be a text, not a list")]
    [InlineData("a: 1\n\0b: 2", "a NUL character stands here")]
    [InlineData("a: 'never closed", "not valid YAML")]
    [InlineData("a: [b\nc: d", "not valid YAML after this place: is a '[' or '{' not closed?")]
    [InlineData("a: @x", "not valid YAML: a text that starts with this character needs quotes")]
    [InlineData("organisation:\n\tname: x", "not valid YAML: a tab is used to indent; YAML wants spaces")]
    [InlineData("a: b: c", "not valid YAML")]
    public void Text_that_is_no_policy_at_all_is_refused_with_a_reason(string text, string reason)
    {
        var load = PolicyFile.Parse(text);

        Assert.Null(load.Policy);
        Assert.Contains(load.Problems, problem => problem.Message.StartsWith(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_nested_without_end_is_refused()
    {
        var load = PolicyFile.Parse("a: " + new string('[', 100_000));

        Assert.Contains("nested deeper", Assert.Single(load.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_do_not_multiply()
    {
        var bomb = "a0: &a0 [x, x]\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n"));

        Assert.Null(PolicyFile.Parse(bomb).Policy);
    }

    [Fact]
    public void An_anchor_saves_writing_the_same_twice()
    {
        var text = With("keywords: [second screen, display, bildschirm, zweiter monitor, zweiten monitor]", "keywords: &screens [second screen]")
            .Replace("keywords: [dock, usb-c hub, port replicator, dockingstation]", "keywords: *screens", StringComparison.Ordinal);

        Assert.Equal<string>(["second screen"], PolicyFile.Parse(text).Policy!.FindCatalogItem("docking-station")!.Keywords);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_problem_with_its_path()
    {
        var problem = Assert.Single(PolicyFile.Load("/nowhere/desk.yaml").Problems);

        Assert.StartsWith("/nowhere/desk.yaml: cannot be read: ", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_without_end_and_a_file_in_sixteen_bits_are_problems()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "organisation: { name: x }\n", System.Text.Encoding.Unicode);

        Assert.Contains("larger than 4 MB", Assert.Single(PolicyFile.Load("/dev/zero").Problems).ToString(), StringComparison.Ordinal);
        Assert.Contains("not UTF-8", Assert.Single(PolicyFile.Load(file).Problems).ToString(), StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public void Aliases_do_not_make_a_small_file_a_large_policy()
    {
        var many = string.Concat(Enumerable.Range(0, 50_000).Select(number => $"  item-{number}: *item\n"));

        Assert.Contains("more than 1000 aliases", Assert.Single(PolicyFile.Parse($"catalog:\n  item: &item {{ name: x }}\n{many}").Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_another_encoding_is_a_problem()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [.. "organisation: B"u8, 0xFC, .. "ro"u8]);

            Assert.Equal("not UTF-8; save it with that encoding", Assert.Single(PolicyFile.Load(path).Problems).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Any file at all gets an answer: a damaged one must stop the start with reasons, not with a stack trace.</summary>
    [Fact]
    public void However_a_file_is_damaged_there_is_a_policy_or_a_reason()
    {
        var random = new Random(20);
        for (var round = 0; round < 400; round++)
        {
            var text = Good.ToCharArray();
            for (var hit = 0; hit < 1 + round % 8; hit++)
            {
                text[random.Next(text.Length)] = "{}[]:-#&*!|>'\"%@`,? \n\t\0a\uD800"[random.Next(25)];
            }

            var load = PolicyFile.Parse(new string(text));

            Assert.True(load.Policy is null == load.Problems.Length > 0);
        }
    }

    private static string With(string was, string becomes)
    {
        var at = Good.IndexOf(was, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The demo's desk.yaml no longer has '{was}'.");
        return string.Concat(Good.AsSpan(0, at), becomes, Good.AsSpan(at + was.Length));
    }
}
