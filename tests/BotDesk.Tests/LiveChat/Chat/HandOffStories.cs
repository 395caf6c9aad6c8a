using System.Text.Json.Nodes;
using BotDesk.LiveChat;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.LiveChat.Chat;

/// <summary>A channel with an agent hub of its own gets the conversation, and the desk hears how it went.</summary>
public class HandOffStories : DeskStories
{
    [Story]
    public async Task The_hub_gets_the_conversation_and_ends_it()
    {
        await using var desk = await WithHub();
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        await tomasz.Says("hello");
        await jonas.Says(LiveTalk.VpnDrops);

        await jonas.Says("talk to a person");

        var told = Assert.Single(jonas.Shown, shown => shown.Activity.GetProperty("type").GetString() == "event").Activity;
        Assert.Equal("handoff.initiate", told.GetProperty("name").GetString());
        Assert.Equal("CHAT1", told.GetProperty("value").GetProperty("chat").GetString());
        Assert.Equal("Transcript", told.GetProperty("attachments")[0].GetProperty("name").GetString());
        Assert.Contains(LiveTalk.VpnDrops, told.GetProperty("attachments")[0].GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(tomasz.Shown, shown => shown.Card?.Template == "liveChat/call");

        await jonas.Sends(Status("accepted"));
        Assert.Equal("", (await jonas.Says("is this you?")).Everything);
        Assert.Contains("has ended", (await jonas.Sends(Status("completed"))).Text, StringComparison.Ordinal);
        Assert.Contains("Your tickets", (await jonas.Says("my tickets")).Everything, StringComparison.Ordinal);
        Assert.Equal("Ended", await desk.Row<string>("SELECT status FROM live_conversations"));
    }

    [Story]
    public async Task When_the_hub_fails_the_desk_takes_it()
    {
        await using var desk = await WithHub();
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        await tomasz.Says("hello");
        await jonas.Says(LiveTalk.VpnDrops);
        await jonas.Says("talk to a person");

        await jonas.Sends(Status("failed"));

        await tomasz.Clicks(await tomasz.Receives("liveChat/call"), "Take it");
        await jonas.ReceivesWords("Tomasz Wilkosz has joined");
    }

    [Story]
    public async Task A_status_of_nothing_is_taken_and_changes_nothing()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");

        foreach (var state in new[] { "accepted", "failed", "completed", "" })
        {
            Assert.Equal("", (await jonas.Sends(Status(state))).Everything);
        }

        await jonas.Sends(new JsonObject { ["type"] = "event", ["name"] = "handoff.status", ["value"] = "no object" });
        await jonas.Sends(new JsonObject { ["type"] = "event", ["name"] = "handoff.status" });
    }

    private Task<DeskHost> WithHub() => StartDesk(new() { Services = services => services.Configure<LiveChatOptions>(options => options.HandOffChannels.Add("msteams")) });

    private static JsonObject Status(string state) => new() { ["type"] = "event", ["name"] = "handoff.status", ["value"] = new JsonObject { ["state"] = state } };
}
