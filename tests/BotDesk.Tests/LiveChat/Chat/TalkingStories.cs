namespace BotDesk.Tests.LiveChat.Chat;

/// <summary>Somebody asks for a person, an agent takes it, both talk, and it ends.</summary>
public class TalkingStories : DeskStories
{
    private const string VpnDrops = "my vpn drops every ten minutes since this morning";

    [Story]
    public async Task From_the_question_to_the_rating(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var tomasz = await desk.As("tomasz", door);
        var priya = desk.As("priya");
        await tomasz.Says("hello");
        await priya.Says("hello");

        await jonas.Says(VpnDrops);
        var waiting = (await jonas.Says("talk to a person")).Card("liveChat/waiting");
        var call = await tomasz.Receives("liveChat/call");
        var other = await priya.Receives("liveChat/call");
        Assert.Contains("Jonas", call.Text, StringComparison.Ordinal);
        Assert.Contains(VpnDrops, call.Text, StringComparison.Ordinal);

        var taken = await tomasz.Clicks(call, "Take it");
        Assert.Contains("You have it", taken.Replacement!.Text, StringComparison.Ordinal);
        Assert.Contains("Tomasz Wilkosz has it", (await priya.SeesReplaced(other)).Text, StringComparison.Ordinal);
        Assert.Contains("Tomasz Wilkosz is with you", (await jonas.SeesReplaced(waiting)).Text, StringComparison.Ordinal);
        await jonas.ReceivesWords("Tomasz Wilkosz has joined the chat");

        Assert.Equal("", (await tomasz.Says("Are you on the *hotel* wifi? <b>5 GHz</b>")).Everything);
        await jonas.ReceivesWords("Tomasz Wilkosz: Are you on the *hotel* wifi? <b>5 GHz</b>");
        Assert.Equal("", (await jonas.Says("my tickets, I mean yes")).Everything);
        await tomasz.ReceivesWords("Jonas Achterberg (CHAT1): my tickets, I mean yes");

        await tomasz.Says("/note he has the old certificate");
        await tomasz.Says("/end Renewed your certificate");
        var ended = await jonas.Receives("liveChat/ended");
        Assert.Contains("Renewed your certificate", ended.Text, StringComparison.Ordinal);
        Assert.Contains("Thank you", (await jonas.Clicks(ended, "5")).Everything, StringComparison.Ordinal);
        Assert.NotEqual("", (await jonas.Says("my tickets")).Everything);
        Assert.DoesNotContain(jonas.Shown, shown => (shown.Text + shown.Card?.Text).Contains("old certificate", StringComparison.Ordinal));
    }
}
