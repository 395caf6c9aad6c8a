using System.Text.Json.Nodes;

namespace BotDesk.Tests.Conversation;

/// <summary>Several conversations at once: of one person in two channels, and of many people in one.</summary>
public class InterleavedStories : DeskStories
{
    private const string Form = "serviceRequests/form";

    [Story]
    public async Task One_person_fills_in_two_forms_in_two_channels()
    {
        await using var desk = await StartDesk();
        var (teams, page) = (desk.As("sofie"), await desk.AsInWebChat("sofie"));

        await teams.Says("I need a monitor");
        await page.Says("I need a headset");
        await Task.WhenAll(teams.Says("for Ravi"), page.Says("for Jonas"));
        var monitor = await teams.Says("ask me one by one");
        await page.Says("cancel");
        await page.OpensForm("the projector in room Kestrel flickers");
        await teams.Says("skip");
        await teams.Says("for my new desk");
        var incident = (await page.Says("send it")).Card("tickets/filed");
        var request = (await teams.Says("send it")).Card("tickets/filed");

        Assert.Contains("Needed by", monitor.Everything, StringComparison.Ordinal);
        Assert.StartsWith("INC", incident.Number, StringComparison.Ordinal);
        Assert.Contains("Monitor for Ravi", request.Text, StringComparison.Ordinal);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'request.filed'"));
    }

    [Story]
    public async Task Many_people_in_one_channel_each_have_their_own_form()
    {
        await using var desk = await StartDesk();
        var (sofie, jonas, amara) = (In(desk, "sofie"), In(desk, "jonas"), In(desk, "amara"));
        var (sofieAlone, jonasAlone, amaraAlone) = (desk.As("sofie"), desk.As("jonas"), desk.As("amara"));
        await Task.WhenAll(sofieAlone.Says("hello"), jonasAlone.Says("hello"), amaraAlone.Says("hello"));

        // The bot has one conversation in the channel, and keeps apart who said what; a form is for its person alone.
        await sofie.Says("I need a monitor");
        await jonas.Says("outlook crashes when i open an attachment");
        await amara.Says("my vpn drops every ten minutes");
        await jonas.Says("create a ticket");
        await amara.Says("create a ticket");
        var monitor = await sofieAlone.Receives(Form);
        var crash = await jonasAlone.Receives("incidents/form");
        var drops = await amaraAlone.Receives("incidents/form");
        await sofieAlone.Says("for Ravi");
        await amaraAlone.Says("cancel");
        var nothing = await amara.Says("send it");
        var both = await Task.WhenAll(sofieAlone.Says("send it"), jonasAlone.Says("send it"));

        Assert.Contains("Monitor", monitor.Text, StringComparison.Ordinal);
        Assert.Equal("outlook crashes when i open an attachment", crash.Input("description"));
        Assert.Equal("my vpn drops every ten minutes", drops.Input("description"));
        Assert.DoesNotContain("INC", nothing.Everything, StringComparison.Ordinal);
        Assert.Contains("Monitor for Ravi", both[0].Card("tickets/filed").Text, StringComparison.Ordinal);
        var requester = await desk.Row<string>(
            "SELECT people.handle FROM tickets JOIN people ON people.id = tickets.requester_id WHERE tickets.number = @Number", new { both[1].Card("tickets/filed").Number });
        Assert.Equal("jonas", requester);
        Assert.Equal(2, await desk.Row<long>("SELECT count(*) FROM audit WHERE action IN ('incident.filed', 'request.filed')"));
    }

    private static GroupTalker In(DeskHost desk, string handle) => new(desk.As(handle, "19:office@thread.tacv2"));

    /// <summary>Somebody who speaks to the bot by its name, in a channel.</summary>
    private sealed class GroupTalker(TeamsTalker talker)
    {
        public Task<Reply> Says(string text) => talker.Sends(new JsonObject
        {
            ["type"] = "message",
            ["text"] = $"<at>BotDesk</at> {text}",
            ["conversation"] = Conversation(),
            ["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>BotDesk</at>", ["mentioned"] = new JsonObject { ["id"] = "28:desk", ["name"] = "BotDesk" } }),
        });

        private JsonObject Conversation() => new() { ["id"] = talker.ConversationId, ["conversationType"] = "channel", ["isGroup"] = true, ["tenantId"] = "tenant" };
    }
}
