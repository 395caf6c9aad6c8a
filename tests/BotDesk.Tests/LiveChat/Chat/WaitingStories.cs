namespace BotDesk.Tests.LiveChat.Chat;

/// <summary>Nobody is free, or nobody is there.</summary>
public class WaitingStories : DeskStories
{
    [Story]
    public async Task The_place_is_said_and_moves_up_and_what_is_written_meanwhile_is_read(Door door)
    {
        await using var desk = await StartDesk(new() { Clock = new FakeTime() });
        var jonas = await desk.As("jonas", door);
        var amara = await desk.As("amara", door);
        var tomasz = await desk.As("tomasz", door);
        await jonas.Says(LiveTalk.VpnDrops);
        Assert.Contains("first in the queue", (await jonas.Says("talk to a person")).Card("liveChat/waiting").Text, StringComparison.Ordinal);

        await amara.Says("I cannot connect to the vpn");
        var second = (await amara.Says("agent please")).Card("liveChat/waiting");
        Assert.Contains("number 2 in the queue", second.Text, StringComparison.Ordinal);
        Assert.Contains("Kept", (await amara.Says("it says error 809")).Text, StringComparison.Ordinal);
        Assert.Contains("Your tickets", (await amara.Says("my tickets")).Everything, StringComparison.Ordinal);
        Assert.Contains("number 2", (await amara.Says("talk to a person")).Card("liveChat/waiting").Text, StringComparison.Ordinal);

        await tomasz.Says("take CHAT1");
        Assert.Contains("first in the queue", (await amara.SeesReplaced(second)).Text, StringComparison.Ordinal);
        Assert.Contains("it says error 809", (await tomasz.Says("chats")).Everything, StringComparison.Ordinal);
        Assert.Equal(2, await desk.Row<long>("SELECT count(*) FROM live_conversations"));
    }

    [Story]
    public async Task The_queue_can_be_left_and_the_ticket_stays(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var tomasz = desk.As("tomasz");
        await tomasz.Says("hello");
        await jonas.Says(LiveTalk.VpnDrops);
        await jonas.Says("talk to a person");
        var call = await tomasz.Receives("liveChat/call");

        Assert.Contains("stays open", (await jonas.Says("never mind")).Text, StringComparison.Ordinal);

        Assert.Contains("Ended before anybody took it", (await tomasz.SeesReplaced(call)).Text, StringComparison.Ordinal);
        Assert.Contains("has ended", (await tomasz.Clicks(call, "Take it")).Everything, StringComparison.Ordinal);
        Assert.NotEqual("", (await jonas.Says("my tickets")).Everything);
        Assert.Equal(["New"], await desk.Rows<string>("SELECT status FROM tickets WHERE number = (SELECT subject FROM audit WHERE action = 'incident.filed')"));
    }

    [Story]
    public async Task Outside_of_the_hours_they_are_said_once_and_it_waits_all_the_same()
    {
        var clock = new FakeTime();
        clock.Advance(TimeSpan.FromHours(12));
        await using var desk = await StartDesk(new() { Clock = clock });
        var jonas = desk.As("jonas");
        await jonas.Says(LiveTalk.VpnDrops);

        var reply = await jonas.Says("talk to a person");

        var card = Assert.Single(reply.Cards);
        Assert.Empty(reply.Texts);
        Assert.Contains("Nobody is there at this time", card.Text, StringComparison.Ordinal);
        Assert.Contains("Monday to Friday, 07:00 to 19:00 UK time; next: 3 March, ", card.Text, StringComparison.Ordinal);
        await desk.As("tomasz").Says("take CHAT1");
        await jonas.ReceivesWords("Tomasz Wilkosz has joined");
    }

    [Story]
    public async Task Without_a_word_before_what_is_said_first_becomes_the_ticket()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");

        await jonas.Says("talk to a person");
        await jonas.Says("the beamer in room 4 stays black");

        Assert.Equal("The beamer in room 4 stays black", await desk.Row<string>("SELECT title FROM tickets ORDER BY id DESC LIMIT 1"));
    }
}
