using System.Text.Json.Nodes;

namespace BotDesk.Tests.Channels.BotFramework;

/// <summary>What people say to the desk in the thread of a ticket, and in a group at all.</summary>
public class TeamsThreadStories : DeskStories
{
    private const string Root = "1700000000000";
    private const string Thread = $"19:help@thread.tacv2;messageid={Root}";

    [Story]
    public async Task In_the_thread_of_a_ticket_everything_said_to_the_desk_is_about_that_ticket()
    {
        await using var desk = await StartDesk();
        var (ravi, sofie, tomasz) = (desk.As("ravi", Thread), desk.As("sofie", Thread), desk.As("tomasz"));
        await desk.As("ravi").HasTicket("my vpn drops");
        await ravi.Sends(Mention("help"));
        var dialog = await TeamsMessageStories.Posted(ravi, TeamsMessageStories.Fetch(Root, "<p>the label printer at gate 4 prints blank pages</p>"));
        var form = new ShownCard("incidents/form", dialog.GetProperty("task").GetProperty("value").GetProperty("card").GetProperty("content"), "");
        var (verb, data) = form.Press("Send", null);
        data["verb"] = verb;
        var filed = await TeamsMessageStories.Posted(ravi, new JsonObject { ["type"] = "invoke", ["name"] = "composeExtension/submitAction", ["value"] = new JsonObject { ["commandId"] = "createTicket", ["data"] = data } });
        var number = filed.GetProperty("task").GetProperty("value").GetString()!.Split(' ', ':')[2];

        // Whoever asks reads there how it stands, and no more than all may know.
        foreach (var asks in (TeamsTalker[])[ravi, sofie])
        {
            var standing = (await asks.Sends(Mention("what's the status?"))).Cards.Single();
            Assert.Equal("tickets/thread", standing.Template);
            Assert.Contains(number, standing.Text, StringComparison.Ordinal);
        }

        // Once it is closed, who speaks to the desk is told that nobody reads it there.
        await tomasz.Says($"resolve {number}: cleaned the head");
        await desk.As("ravi").Says($"close {number}");
        Assert.Equal($"{number} is closed, so what is written under it is no longer added.", (await sofie.Sends(Mention("it does that at gate 5, too"))).Text);
        Assert.DoesNotContain("Replies here", (await sofie.Sends(Mention("what's the status?"))).Cards.Single().Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task The_desks_name_alone_is_a_greeting()
    {
        await using var desk = await StartDesk();
        Assert.Equal("conversation/help", (await desk.As("sofie", Thread).Sends(Mention(""))).Cards.Single().Template);
    }

    private static JsonObject Mention(string words)
    {
        var said = TeamsInputTests.Mentioning($"<at>BotDesk</at> {words}");
        said["conversation"] = new JsonObject { ["id"] = Thread, ["conversationType"] = "channel", ["isGroup"] = true, ["tenantId"] = "tenant" };
        return said;
    }
}
