namespace BotDesk.Tests.Tickets.Chat;

/// <summary>An agent works on a ticket to its end, and the requester is told at once.</summary>
public class AgentStories : DeskStories
{
    private const string VpnDrops = "my vpn drops every ten minutes since this morning";

    [Story]
    public async Task The_queue_shows_what_waits_by_what_presses_most()
    {
        await using var desk = await StartDesk();
        var number = await desk.As("jonas").HasTicket(VpnDrops);
        var tomasz = desk.As("tomasz");

        var queue = (await tomasz.Says("queue")).Card("tickets/queue");
        var network = (await tomasz.Says("queue network and access")).Card("tickets/queue");
        var unassigned = (await tomasz.Says("unassigned")).Card("tickets/queue");
        var mine = (await tomasz.Says("my work")).Card("tickets/queue");

        Assert.Contains("The queue", queue.Text, StringComparison.Ordinal);
        Assert.Contains("Network and Access", network.Text, StringComparison.Ordinal);
        Assert.Contains("Unassigned", unassigned.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(number, mine.Text, StringComparison.Ordinal);
        await tomasz.Says($"take {number}");
        Assert.Contains(number, (await tomasz.Says("my work")).Card("tickets/queue").Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task The_queue_is_for_agents_alone()
    {
        await using var desk = await StartDesk();
        await desk.As("jonas").HasTicket("my secret merger spreadsheet does not open");

        foreach (var words in new[] { "queue", "unassigned", "my work", "show the queue" })
        {
            var reply = await desk.As("amara").Says(words);
            Assert.DoesNotContain("tickets/queue", reply.Cards.Select(card => card.Template));
            Assert.DoesNotContain("merger", reply.Everything, StringComparison.Ordinal);
        }
    }

    [Story]
    public async Task Take_reply_and_resolve_by_clicks_and_the_requester_hears_each(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var tomasz = await desk.As("tomasz", door);
        var number = await jonas.HasTicket(VpnDrops);

        var work = (await tomasz.Says($"work {number}")).Card("tickets/work");
        work = await Pressed(tomasz, work, "Take it");
        var taken = await jonas.Receives("tickets/update");
        work = await Pressed(tomasz, work, "Send to requester", new { reply = "Please switch to *network* <b>2</b>" });
        var replied = await jonas.Receives("tickets/update");
        await tomasz.Clicks(work, "Resolve", new { resolutionCode = FirstResolution(work), resolution = "Replaced the certificate" });
        var resolved = await jonas.Receives("tickets/resolved");

        Assert.Contains("Tomasz Wilkosz is working on it", taken.Text, StringComparison.Ordinal);
        Assert.Contains("Please switch to *network* <b>2</b>", replied.Text, StringComparison.Ordinal);
        Assert.Contains("Replaced the certificate", resolved.Text, StringComparison.Ordinal);
        Assert.Equal("Resolved", await RequesterStories.Status(desk, number));
    }

    [Story]
    public async Task Take_reply_note_and_resolve_in_words()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var tomasz = desk.As("tomasz");
        var number = await jonas.HasTicket(VpnDrops);

        await tomasz.Says($"take {number}");
        await tomasz.Says($"reply {number}: Are you on the hotel wifi?");
        await tomasz.Says($"note {number}: the old certificate again");
        await tomasz.Says($"resolve {number}: Renewed your certificate");

        Assert.Equal("Resolved", await RequesterStories.Status(desk, number));
        Assert.Equal(["Are you on the hotel wifi?"], await RequesterStories.Comments(desk, number));
        Assert.Contains("Renewed your certificate", (await jonas.Receives("tickets/resolved")).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task An_agent_to_whom_it_is_given_is_told()
    {
        await using var desk = await StartDesk();
        var number = await desk.As("jonas").HasTicket(VpnDrops);
        var priya = desk.As("priya");
        await priya.Says("hello");

        await desk.As("tomasz").Says($"assign {number} to priya");

        Assert.Contains(number, await priya.ReceivesWords("gave you"), StringComparison.Ordinal);
        Assert.Equal("priya", await desk.Row<string>("SELECT p.handle FROM tickets t JOIN people p ON p.id = t.assignee_id WHERE t.number = @number", new { number }));
    }

    [Story]
    public async Task It_is_given_to_nobody_who_is_no_agent_nor_to_its_requester()
    {
        await using var desk = await StartDesk();
        var number = await desk.As("priya").HasTicket(VpnDrops);
        var tomasz = desk.As("tomasz");

        var employee = await tomasz.Says($"assign {number} to amara");
        var requester = await tomasz.Says($"assign {number} to priya");

        Assert.Contains("no agent or group", employee.Text, StringComparison.Ordinal);
        Assert.Contains("choose somebody else", requester.Text, StringComparison.Ordinal);
        Assert.Null(await desk.Row<long?>("SELECT assignee_id FROM tickets WHERE number = @number", new { number }));
    }

    [Story]
    public async Task Nobody_can_work_on_it_without_a_word_of_what_was_done()
    {
        await using var desk = await StartDesk();
        var number = await desk.As("jonas").HasTicket(VpnDrops);
        var tomasz = desk.As("tomasz");
        var work = (await tomasz.Says($"work {number}")).Card("tickets/work");

        var refused = await tomasz.Clicks(work, "Resolve", new { resolutionCode = FirstResolution(work), resolution = "" });
        var unknown = await tomasz.Clicks(work, "Resolve", new { resolutionCode = "made-up", resolution = "Done" });

        Assert.Contains("Say what was done", refused.Everything, StringComparison.Ordinal);
        Assert.Contains("Choose how it ended", unknown.Everything, StringComparison.Ordinal);
        Assert.Equal("New", await RequesterStories.Status(desk, number));
    }

    [Story]
    public async Task The_requester_confirms_and_rates(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var number = await Resolved(desk, jonas);

        var rate = (await jonas.Clicks(await jonas.Receives("tickets/resolved"), "It works again")).Card("tickets/rate");
        var thanks = await jonas.Clicks(rate, "5");

        Assert.Contains("Thank you", thanks.Everything, StringComparison.Ordinal);
        Assert.Equal("Closed", await RequesterStories.Status(desk, number));
        Assert.Equal(5, await desk.Row<long>("SELECT rating FROM tickets WHERE number = @number", new { number }));
        Assert.Contains("confirmed", await desk.As("tomasz").ReceivesWords("is closed"), StringComparison.Ordinal);
    }

    [Story]
    public async Task Yes_and_four_stars_do_the_same_in_words(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var number = await Resolved(desk, jonas);
        await jonas.Receives("tickets/resolved");

        await jonas.Says("yes, it works again");
        await jonas.Says("4 stars");

        Assert.Equal("Closed", await RequesterStories.Status(desk, number));
        Assert.Equal(4, await desk.Row<long>("SELECT rating FROM tickets WHERE number = @number", new { number }));
    }

    [Story]
    public async Task Still_broken_opens_it_again_and_tells_the_agent(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var number = await Resolved(desk, jonas);

        await jonas.Clicks(await jonas.Receives("tickets/resolved"), "Still broken", new { text = "It dropped again at noon" });

        Assert.Equal("InProgress", await RequesterStories.Status(desk, number));
        Assert.Contains("It dropped again at noon", await desk.As("tomasz").ReceivesWords("is open again"), StringComparison.Ordinal);
    }

    [Story]
    public async Task No_opens_it_again_in_words()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var number = await Resolved(desk, jonas);
        await jonas.Receives("tickets/resolved");

        await jonas.Says("no, it is still broken");

        Assert.Equal("InProgress", await RequesterStories.Status(desk, number));
    }

    [Story]
    public async Task A_late_click_on_an_old_card_shows_how_it_is_now_and_changes_nothing()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var tomasz = desk.As("tomasz");
        var number = await jonas.HasTicket(VpnDrops);
        var old = (await tomasz.Says($"work {number}")).Card("tickets/work");
        await tomasz.Clicks(old, "Take it");
        await tomasz.Says($"resolve {number}: Done");

        var late = await tomasz.Clicks(old, "Take it");

        Assert.Contains("Resolved", late.Everything, StringComparison.Ordinal);
        Assert.Equal("Resolved", await RequesterStories.Status(desk, number));
        Assert.Single(await desk.Rows<string>("SELECT subject FROM audit WHERE action = 'ticket.taken' AND subject = @number", new { number }));
    }

    [Story]
    public async Task Two_agents_who_take_it_at_once_do_not_both_have_it_unawares()
    {
        await using var desk = await StartDesk();
        var number = await desk.As("jonas").HasTicket(VpnDrops);
        var (tomasz, priya) = (desk.As("tomasz"), desk.As("priya"));
        var (one, other) = ((await tomasz.Says($"work {number}")).Card("tickets/work"), (await priya.Says($"work {number}")).Card("tickets/work"));

        await Task.WhenAll(tomasz.Clicks(one, "Take it"), priya.Clicks(other, "Take it"));

        var last = await desk.Row<string>("SELECT p.handle FROM audit a JOIN people p ON p.id = a.person_id WHERE a.action = 'ticket.taken' ORDER BY a.id DESC");
        Assert.Equal(last, await desk.Row<string>("SELECT p.handle FROM tickets t JOIN people p ON p.id = t.assignee_id WHERE t.number = @number", new { number }));
    }

    [Story]
    public async Task The_agent_hears_what_the_requester_adds()
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        var number = await jonas.HasTicket(VpnDrops);
        await tomasz.Says($"take {number}");

        await jonas.Says($"add to {number}: also on the phone's hotspot");

        Assert.Contains("also on the phone's hotspot", await tomasz.ReceivesWords("added to"), StringComparison.Ordinal);
    }

    [Story]
    public async Task Somebody_who_never_wrote_finds_the_news_on_their_page()
    {
        await using var desk = await StartDesk();
        var tomasz = desk.As("tomasz");
        var number = await desk.Row<string>("SELECT t.number FROM tickets t JOIN people p ON p.id = t.requester_id WHERE p.handle = 'ravi' AND t.status = 'New'");

        await tomasz.Says($"reply {number}: I am on my way");

        var ravi = await desk.Person("ravi");
        Assert.Contains($"webchat|home-{ravi.Id}", await desk.Rows<string>("SELECT conversation_key FROM outbox"));
    }

    internal static async Task<string> Resolved(DeskHost desk, Talker requester)
    {
        var number = await requester.HasTicket(VpnDrops);
        var tomasz = desk.As("tomasz");
        await tomasz.Says($"take {number}");
        await tomasz.Says($"resolve {number}: Renewed the certificate");
        return number;
    }

    private static async Task<ShownCard> Pressed(Talker agent, ShownCard card, string button, object? typed = null)
    {
        var reply = await agent.Clicks(card, button, typed);
        return reply.Replacement ?? await agent.SeesReplaced(card);
    }

    private static string FirstResolution(ShownCard work) => work.Choices("resolutionCode")[0];
}
