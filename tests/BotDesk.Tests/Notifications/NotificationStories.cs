namespace BotDesk.Tests.Notifications;

/// <summary>People say when, where and of what they want to hear.</summary>
public class NotificationStories : DeskStories
{
    // It starts on Monday 2 March, 09:00 in London.
    private readonly FakeTime _clock = new();

    [Story]
    public async Task In_quiet_hours_news_wait_and_come_once_when_they_end()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        var number = await jonas.HasTicket("my vpn drops every ten minutes");
        Assert.Contains("From 18:00 to 08:00 I tell you nothing of my own accord", (await jonas.Says("don't disturb me after 6pm")).Text, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromHours(12));
        await tomasz.Says($"take {number}");
        await tomasz.Says($"reply {number}: I am looking at the gateway");
        await tomasz.Says($"resolve {number}: Renewed your certificate");
        Assert.Equal(3, await desk.Row<long>("SELECT count(*) FROM held_notices"));

        // Whatever they ask is answered at any time.
        Assert.Contains("Resolved", (await jonas.Says($"status of {number}")).Everything, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromHours(14));
        var card = await jonas.Receives("tickets/resolved");
        Assert.Contains("Renewed your certificate", card.Text, StringComparison.Ordinal);
        Assert.Single(jonas.Shown, shown => shown.Card?.Template == "tickets/resolved");
        Assert.DoesNotContain(jonas.Shown, shown => shown.Card?.Template == "tickets/update");
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM held_notices"));
        await jonas.Clicks(card, "It works again");
        Assert.Equal("Closed", await Tickets.Chat.RequesterStories.Status(desk, number));
    }

    [Story]
    public async Task Hours_that_are_ended_give_at_once_what_waited()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        var number = await jonas.HasTicket("my vpn drops every ten minutes");
        await jonas.Says("quiet hours from 8:00 to 20:00 and on weekends");
        await tomasz.Says($"reply {number}: Which floor is it?");
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM held_notices"));

        var reply = await jonas.Says("no quiet hours any more");

        Assert.Contains("You have no quiet hours", reply.Everything, StringComparison.Ordinal);
        Assert.Contains("Which floor is it?", (await jonas.Receives("tickets/update")).Text, StringComparison.Ordinal);
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM timers WHERE kind = 'notifications.release'"));
    }

    [Story]
    public async Task Somebody_stops_hearing_of_one_ticket_but_not_when_it_is_done()
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        var number = await jonas.HasTicket("my vpn drops every ten minutes");
        var other = await jonas.HasTicket("the printer on floor 3 eats paper");

        Assert.Contains($"no more news about {number}", (await jonas.Says($"please stop telling me about {number}")).Text, StringComparison.Ordinal);
        await tomasz.Says($"reply {number}: still looking");
        await tomasz.Says($"reply {other}: a new drum is ordered");
        Assert.Contains("a new drum is ordered", (await jonas.Receives("tickets/update")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(jonas.Shown, shown => (shown.Text + shown.Card?.Text).Contains("still looking", StringComparison.Ordinal));
        await tomasz.Says($"resolve {number}: Renewed your certificate");
        await jonas.Receives("tickets/resolved");

        Assert.Contains("INC99999", (await jonas.Says("stop telling me about INC99999")).Text, StringComparison.Ordinal);
        Assert.Contains(number, (await jonas.Says("notification settings")).Text, StringComparison.Ordinal);
        Assert.Contains($"news about {number} again", (await jonas.Says($"tell me again about {number}")).Text, StringComparison.Ordinal);
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM muted_subjects"));

        await jonas.Says("stop notifying me");
        await tomasz.Says($"reply {other}: the drum is here");
        Assert.DoesNotContain(jonas.Shown, shown => (shown.Text + shown.Card?.Text).Contains("the drum is here", StringComparison.Ordinal));
        Assert.Contains("again, about everything", (await jonas.Says("tell me again")).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task Somebody_elses_ticket_can_not_be_tried_out_by_muting()
    {
        await using var desk = await StartDesk();
        var number = await desk.As("jonas").HasTicket("my vpn drops every ten minutes");

        Assert.Contains($"I find no {number}", (await desk.As("amara").Says($"mute {number}")).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task Somebody_of_two_channels_is_told_in_the_one_they_chose()
    {
        await using var desk = await StartDesk();
        var tomasz = desk.As("tomasz");
        var teams = desk.As("jonas");
        var number = await teams.HasTicket("my vpn drops every ten minutes");
        Assert.Contains("We have not talked in the web chat yet", (await teams.Says("tell me in the web chat")).Text, StringComparison.Ordinal);
        var web = await desk.AsInWebChat("jonas");
        Assert.Contains("I tell you things in Teams", (await web.Says("tell me in Teams")).Text, StringComparison.Ordinal);

        await tomasz.Says($"reply {number}: first");
        await teams.Receives("tickets/update");
        Assert.Contains("in the web chat", (await web.Says("tell me here")).Text, StringComparison.Ordinal);
        await teams.Says("hello");
        await tomasz.Says($"reply {number}: second");
        Assert.Contains("second", (await web.Receives("tickets/update")).Text, StringComparison.Ordinal);
        Assert.Contains("where we last talked", (await teams.Says("tell me wherever I am")).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task People_say_it_in_many_ways()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        foreach (var (said, answer) in Ways)
        {
            Assert.Contains(answer, (await jonas.Says(said)).Text, StringComparison.Ordinal);
        }
    }

    private static readonly (string Said, string Answer)[] Ways =
    [
        ("quiet hours 18-8", "From 18:00 to 08:00 I"),
        ("quiet hours from 6pm to 8.30am", "From 18:00 to 08:30 I"),
        ("please don't message me between 22:15 and 7", "From 22:15 to 07:00 I"),
        ("do not disturb me after 7 pm and on weekends", "From 19:00 to 08:00 and on weekends"),
        ("no messages on weekends please", "On weekends I"),
        ("quiet hours from 25 to 8", "Which hours?"),
        ("quiet hours from 8 to 8", "end at another time"),
        ("when do you tell me things?", "On weekends I"),
        ("quiet hours off", "no quiet hours"),
        ("in German please", ""),
        ("Ruhezeit von 18 bis 8 Uhr", "Von 18:00 bis 08:00 Uhr melde"),
        ("bitte stör mich nicht nach 19 Uhr", "Von 19:00 bis 08:00 Uhr melde"),
        ("keine Nachrichten am Wochenende", "Am Wochenende melde"),
        ("keine Neuigkeiten mehr", "nichts Neues mehr"),
        ("sag mir wieder Bescheid", "wieder Neues"),
        ("Ruhezeit aus", "keine Ruhezeiten"),
    ];
}
