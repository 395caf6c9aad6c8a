namespace BotDesk.Tests.Changes.Chat;

/// <summary>A change of each type from the first message to its end, as several people live it. It begins on Monday 2 March 2026, 09:00.</summary>
public class ChangeDayStories : DeskStories
{
    private readonly FakeTime _clock = new();

    [Story]
    public async Task A_normal_change_is_agreed_to_announced_done_and_looked_at_because_an_incident_came_up()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (priya, mira, desmond, helena, ravi) = (desk.As("priya"), desk.As("mira"), desk.As("desmond"), desk.As("helena"), desk.As("ravi"));
        foreach (var each in new[] { mira, desmond, helena, ravi })
        {
            await each.Says("hello");
        }

        var form = (await priya.Says("add a firewall rule for vendor X next tuesday evening")).Card("changes/form");
        Assert.Equal(("normal", "network", "2026-03-10", "18:00", "19:00"), (form.Input("kind"), form.Input("services"), form.Input("startDate"), form.Input("startTime"), form.Input("endTime")));
        Assert.Contains("Medium risk: 4 of 12", form.Text, StringComparison.Ordinal);
        var own = (await priya.Clicks(form, "Send", new { why = "Their portal has moved", testPlan = "Their portal opens", rollBack = "Take the rule out", items = "fw-edge-01" })).Card("changes/change");
        var toMira = await mira.IsAsked();
        foreach (var part in new[] { "Normal change", "Their portal has moved", "Network and wifi: fw-edge-01", "people are told before and after", "Medium, 4 of 12", "How many notice if it fails? A site or everybody (+4)", "Nothing: no freeze", "No normal changes to Network and wifi ended", "Their portal opens", "Take the rule out", "Priya Ramanath" })
        {
            Assert.Contains(part, toMira.Text, StringComparison.Ordinal);
        }

        await mira.Clicks(toMira, "Approve");
        await desmond.Says($"approve {own.Number}");
        Assert.Equal("Scheduled", await desk.StatusOf(own.Number));
        Assert.Contains("planned for later", (await priya.Says($"start {own.Number}")).Text, StringComparison.Ordinal);

        // The day before.
        _clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(9));
        await helena.ReceivesWords($"{own.Number} is planned on Network and wifi");
        await priya.ReceivesWords("Confirm that you are ready");
        await priya.Clicks(await priya.IsShown("Confirm that you are ready; press Start"), "Confirm");
        Assert.Contains("Confirmed: it begins as planned", (await priya.Says(own.Number)).Everything, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromDays(1));
        await priya.ReceivesWords("It is time for");
        var toStart = await priya.IsShown("Confirmed: it begins as planned");
        await priya.Clicks(toStart, "Start");
        await priya.Clicks(toStart, "Start");
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'change.started' AND subject = @Number", new { own.Number }));

        _clock.Advance(TimeSpan.FromMinutes(20));
        var incident = await ravi.HasTicket("the wifi in the warehouse is down");
        await priya.ReceivesWords($"{incident} came up while you do {own.Number}");
        Assert.Contains(incident, (await priya.Says(own.Number)).Card("changes/change").Text, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromMinutes(40));
        await priya.ReceivesWords("ends now");
        await priya.Says($"finish {own.Number}: the portal opens");
        await ravi.ReceivesWords($"{own.Number} on Network and wifi is done");
        await helena.ReceivesWords($"{incident} followed: please look at {own.Number} again");

        // Whoever did it does not judge it.
        Assert.Contains("whoever answers for the service", (await priya.Says($"close {own.Number}: all fine")).Text, StringComparison.Ordinal);
        var review = await helena.IsShown("write down what was learned");
        var refused = await helena.Clicks(review, "Close");
        Assert.Contains("Write what was learned", refused.Replacement!.Text, StringComparison.Ordinal);
        await helena.Says($"close {own.Number} with issues: the rule shut the scanners out; test them as well next time");

        Assert.Equal("Closed WithIssues", await desk.Row<string>("SELECT status || ' ' || outcome FROM changes WHERE number = @Number", new { own.Number }));
        Assert.Contains("the rule shut the scanners out", (await priya.Sees(own, "Closed, with issues")).Text, StringComparison.Ordinal);
        Assert.Equal(
            ["change.filed", "approval.opened", "approval.approved", "approval.approved", "change.confirmed", "change.started", "change.incidentLinked", "change.finished", "change.closed"],
            await desk.AuditOf(own.Number));
    }

    [Story]
    public async Task A_standard_change_needs_nobodys_word_and_closes_by_itself_when_nothing_follows()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (tomasz, priya, helena) = (desk.As("tomasz"), desk.As("priya"), desk.As("helena"));
        await priya.Says("hello");
        await helena.Says("hello");

        var form = (await tomasz.Says("new change: add a dns record for shop.example.com on thursday at 19:30")).Card("changes/form");
        Assert.Equal(("standard-dns-record", "network", "2026-03-05", "19:30", "20:00", "@priya"), (form.Input("kind"), form.Input("services"), form.Input("startDate"), form.Input("startTime"), form.Input("endTime"), form.Input("implementer")));
        Assert.Contains("The name resolves", form.Input("testPlan"), StringComparison.Ordinal);
        var own = (await tomasz.Clicks(form, "Send")).Card("changes/change");
        Assert.Contains("Approved, scheduled", own.Text, StringComparison.Ordinal);
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM approvals WHERE subject = @Number", new { own.Number }));

        _clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromHours(9.5));
        await priya.ReceivesWords("comes soon");
        _clock.Advance(TimeSpan.FromDays(1));
        await priya.ReceivesWords("It is time for");
        await priya.Says($"start {own.Number}");
        await priya.Says($"finish {own.Number}");
        await helena.ReceivesWords($"{own.Number} on Network and wifi is done");
        Assert.Equal("Review", await desk.StatusOf(own.Number));

        _clock.Advance(TimeSpan.FromDays(1));
        await tomasz.Sees(own, "Closed, successful");
        Assert.Contains("{\"text\":\"changes.did.lapsed\"}", await desk.Rows<string>("SELECT what FROM change_entries"));

        // What follows later than the policy watches for is nobody's fault.
        await desk.As("ravi").HasTicket("the wifi in the warehouse is down");
        Assert.Equal("Closed", await desk.StatusOf(own.Number));
    }

    [Story]
    public async Task An_emergency_acts_first_is_rolled_back_and_reviewed_after()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (anouk, helena) = (desk.As("anouk"), desk.As("helena"));
        await helena.Says("hello");

        var form = (await anouk.Says("emergency: restart the mail gateway now")).Card("changes/form");
        Assert.Equal(("emergency", "email", "2026-03-02", "10:00"), (form.Input("kind"), form.Input("services"), form.Input("startDate"), form.Input("startTime")));
        var own = (await anouk.Clicks(form, "Send")).Card("changes/change");
        Assert.Contains("In progress", own.Text, StringComparison.Ordinal);
        await helena.ReceivesWords($"{own.Number} has begun on Email and calendar");

        var refused = await anouk.Clicks(own, "Roll back");
        Assert.Contains("Say what went wrong", refused.Replacement!.Text, StringComparison.Ordinal);
        await anouk.Says($"roll back {own.Number}: the queue does not empty");
        await helena.ReceivesWords($"please look at {own.Number} again");
        await helena.ReceivesWords("was rolled back, everything is as before");
        Assert.Equal("RolledBack", await desk.Row<string>("SELECT outcome FROM changes WHERE number = @Number", new { own.Number }));

        // Nobody closes it by waiting.
        _clock.Advance(TimeSpan.FromDays(3));
        await helena.Says("hello");
        Assert.Equal("Review", await desk.StatusOf(own.Number));
        await helena.Clicks((await helena.Says(own.Number)).Card("changes/change"), "Close", new { text = "The queue needs ten minutes; wait before restarting" });
        await anouk.Sees(own, "Closed, rolled back");
    }

    [Story]
    public async Task A_move_after_the_approval_asks_again_and_a_late_incident_opens_a_closed_one()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (priya, mira, desmond, helena) = (desk.As("priya"), desk.As("mira"), desk.As("desmond"), desk.As("helena"));
        foreach (var each in new[] { mira, desmond, helena })
        {
            await each.Says("hello");
        }

        var (first, second) = (await priya.PlansChange("The first", "2026-03-10", "18:00", "20:00"), await priya.PlansChange("The second", "2026-03-10", "19:00", "20:00"));
        Assert.Contains($"At the same time: {first.Number} \"The first\"", second.Text, StringComparison.Ordinal);
        Assert.Contains("the same service, the same implementer", (await mira.IsAsked("The second")).Text, StringComparison.Ordinal);
        await mira.Says($"approve {second.Number}");
        await desmond.Says($"approve {second.Number}");
        Assert.Equal("Scheduled", await desk.StatusOf(second.Number));

        await priya.Clicks((await priya.Says(second.Number)).Card("changes/change"), "Move to the next free window");
        Assert.Equal("Approval", await desk.StatusOf(second.Number));
        Assert.Contains("Tuesday 10 March 2026, 20:00 to 21:00", (await priya.Says(second.Number)).Card("changes/change").Text, StringComparison.Ordinal);
        await mira.Says($"approve {second.Number}");
        await desmond.Says($"approve {second.Number}");

        _clock.Advance(TimeSpan.FromDays(8) + TimeSpan.FromHours(11));
        await priya.ReceivesWords($"It is time for {second.Number}");
        await priya.Says($"start {second.Number}");
        await priya.Says($"finish {second.Number}");
        await priya.Says($"close {second.Number}");
        Assert.Equal("Closed", await desk.StatusOf(second.Number));
        var incident = await desk.As("ravi").HasTicket("the wifi in the warehouse is down");
        await helena.ReceivesWords($"{incident} followed: please look at {second.Number} again");
        Assert.Equal("Review", await desk.StatusOf(second.Number));
    }

    [Story]
    public async Task A_hard_freeze_refuses_unless_its_approver_is_asked_and_one_tap_finds_the_next_free_window(Door door)
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (tomasz, mira) = (await desk.As("tomasz", door), desk.As("mira"));
        await mira.Says("hello");
        var form = (await tomasz.Says("new change: update the erp system on 31 March at 19:00")).Card("changes/form");
        Assert.Contains("Frozen: Month end in finance", form.Text, StringComparison.Ordinal);
        Assert.Contains("The books are closed in the ERP system", form.Text, StringComparison.Ordinal);
        var typed = new { why = "It is **old**", testPlan = "Log in", rollBack = "Restore", items = "erp-01" };

        var refused = (await tomasz.Clicks(form, "Send", typed)).Card("changes/form");
        Assert.Contains("ask Mira Castellanez for an exception", refused.Text, StringComparison.Ordinal);
        var moved = (await tomasz.Clicks(refused, "Move to the next free window")).Card("changes/form");
        Assert.Equal(("2026-04-12", "09:00", "10:00"), (moved.Input("startDate"), moved.Input("startTime"), moved.Input("endTime")));
        Assert.Equal(("It is **old**", "Log in", "erp-01"), (moved.Input("why"), moved.Input("testPlan"), moved.Input("items")));
        Assert.DoesNotContain("Frozen", moved.Text, StringComparison.Ordinal);

        var back = (await tomasz.Clicks(moved, "Send", new { startDate = "2026-03-31", startTime = "19:00", endDate = "2026-03-31", endTime = "20:00" })).Card("changes/form");
        var own = (await tomasz.Clicks(back, "Send", new { exception = "true" })).Card("changes/change");
        Assert.Contains("Exception from Month end in finance", own.Text, StringComparison.Ordinal);
        Assert.Contains("Frozen: Month end in finance", (await mira.IsAsked()).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task A_board_votes_each_when_they_can_and_sees_who_voted_and_why(Door door)
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (priya, mira, desmond, helena) = (desk.As("priya"), await desk.As("mira", door), desk.As("desmond"), desk.As("helena"));
        foreach (var each in new[] { mira, desmond, helena })
        {
            await each.Says("hello");
        }

        var form = (await priya.Says("new change: migrate the core switch to the new vendor next tuesday at 19:00")).Card("changes/form");
        Assert.Contains("High risk: 12 of 12", form.Text, StringComparison.Ordinal);
        var own = (await priya.Clicks(form, "Send", new { services = "network", why = "It is old", testPlan = "Ping", rollBack = "Plug it back" })).Card("changes/change");
        var (toMira, toHelena) = (await mira.IsAsked(), await helena.IsAsked());

        await desmond.Says($"approve {own.Number}: we practised it");
        Assert.Contains("we practised it", (await mira.Sees(toMira, "Desmond Oyelaran\u200e  ·  approved")).Text, StringComparison.Ordinal);
        Assert.Equal("Approval", await desk.StatusOf(own.Number));
        await mira.Says($"reject {own.Number}: not in March");
        Assert.Equal("Approval", await desk.StatusOf(own.Number));
        await helena.Clicks(await helena.Sees(toHelena, "not in March"), "Approve");

        Assert.Equal("Scheduled", await desk.StatusOf(own.Number));
        Assert.Contains("not in March", (await priya.Sees(own, "Approved, scheduled")).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task A_calendar_program_gets_an_address_by_chat_and_loses_it_again()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (priya, jonas) = (desk.As("priya"), desk.As("jonas"));
        var own = await priya.PlansChange("In the calendar", "2026-03-10", "18:00", "20:00");

        var path = (await priya.Says("my change calendar")).Text.Split(' ').First(word => word.StartsWith("/calendar/", StringComparison.Ordinal));
        Assert.Contains($"SUMMARY:{own.Number} In the calendar", await desk.Http.GetStringAsync(path), StringComparison.Ordinal);
        Assert.Contains("whose changes you may follow", (await jonas.Says("change calendar of the network")).Text, StringComparison.Ordinal);
        Assert.Contains("/calendar/", (await priya.Says("change calendar for wifi")).Text, StringComparison.Ordinal);
        Assert.Contains("2 addresses show nothing", (await priya.Says("revoke my change calendars")).Text, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await desk.Http.GetAsync(path)).StatusCode);
    }

    [Story]
    public async Task A_stranger_does_nothing_with_a_change_whatever_they_say_or_click()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (priya, ravi) = (desk.As("priya"), desk.As("ravi"));
        var own = await priya.PlansChange("Not theirs", "2026-03-10", "18:00", "20:00");

        foreach (var deed in new[] { "confirm", "start", "finish", "roll back", "close", "move", "cancel" })
        {
            Assert.DoesNotContain("Not theirs", (await ravi.Says($"{deed} {own.Number}: because")).Everything, StringComparison.Ordinal);
        }

        Assert.Equal("Approval", await desk.StatusOf(own.Number));
        Assert.Equal(["change.filed", "approval.opened"], await desk.AuditOf(own.Number));
    }
}
