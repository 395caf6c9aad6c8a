using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Tests.Changes.Chat;

namespace BotDesk.Tests.Channels.BotFramework;

/// <summary>A change is shown in a group chat: those who are asked decide there, and everybody else sees how it stands.</summary>
public class ApprovalInGroupStories : DeskStories
{
    private const string Group = "19:board@thread.v2";

    [Story]
    public async Task Who_is_asked_has_buttons_on_the_groups_card_and_nobody_else_has()
    {
        await using var desk = await StartDesk();
        var (mira, desmond) = (desk.As("mira"), desk.As("desmond"));
        await mira.Says("hello");
        await desmond.Says("hello");
        var number = (await desk.As("priya").AsksForChange()).Number;
        var asked = await mira.IsAsked();
        var ask = TeamsInputTests.Mentioning($"<at>BotDesk</at> {number}");
        ask["conversation"] = GroupChat();
        var ofAll = (await desk.As("tomasz", Group).Sends(ask)).Cards.Single();
        Assert.DoesNotContain("Approve", ofAll.Buttons);

        // Each sees their own in the place of the group's.
        Assert.Empty((await Refreshed(desk, "priya", number)).Buttons.Intersect(["Approve", "Reject"]));
        Assert.Empty((await Refreshed(desk, "tomasz", number)).Buttons.Intersect(["Approve", "Reject"]));
        var own = await Refreshed(desk, "mira", number);
        Assert.Equal(["Approve", "Reject", "Ask the requester", "Delegate"], own.Buttons.Intersect(["Approve", "Reject", "Ask the requester", "Delegate"]));
        Assert.Contains("Waiting for your decision", own.Text, StringComparison.Ordinal);

        // Somebody else who sends the same click decides nothing.
        await Clicks(desk, "tomasz", own, "Approve");
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'approval.approved' AND subject = @number", new { number }));

        // The decision shows at once, in the group and in the chats of those who are asked.
        var answer = await Clicks(desk, "mira", own, "Approve");
        Assert.DoesNotContain("\"approvals.approve\"", answer.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("mira", await desk.Row<string>("SELECT people.handle FROM audit JOIN people ON people.id = audit.person_id WHERE action = 'approval.approved' AND subject = @number", new { number }));
        Assert.Contains("approved", (await desk.As("tomasz", Group).SeesReplaced(ofAll)).Text, StringComparison.Ordinal);
        Assert.Empty((await mira.SeesReplaced(asked)).Buttons);
        Assert.Empty((await Refreshed(desk, "mira", number)).Buttons.Intersect(["Approve", "Reject"]));
        Assert.Contains("Approve", (await Refreshed(desk, "desmond", number)).Buttons);
    }

    [Story]
    public async Task A_client_that_knows_no_execute_is_answered_too()
    {
        await using var desk = await StartDesk();
        var (mira, inGroup) = (desk.As("mira"), desk.As("mira", Group));
        await mira.Says("hello");
        var number = (await desk.As("priya").AsksForChange()).Number;
        var ask = TeamsInputTests.Mentioning($"<at>BotDesk</at> {number}");
        ask["conversation"] = GroupChat();
        var shown = (await desk.As("tomasz", Group).Sends(ask)).Card("changes/change");
        var own = await Refreshed(desk, "mira", number);

        Assert.Equal("Say why, so that it can be done better; then reject.", (await inGroup.Sends(Submit(own, "Reject"))).Text);
        await inGroup.Sends(Submit(own, "Approve"));

        // Everybody's card says so, hers included.
        Assert.Contains("approved", (await inGroup.SeesReplaced(shown)).Text, StringComparison.Ordinal);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'approval.approved' AND subject = @number", new { number }));
    }

    /// <summary>What such a client sends of the button's fallback.</summary>
    private static JsonObject Submit(ShownCard card, string button)
    {
        var (verb, data) = card.Press(button, null);
        data["verb"] = verb;
        return new JsonObject { ["type"] = "message", ["value"] = data, ["conversation"] = GroupChat() };
    }

    /// <returns>The card that a client gets that asks by itself.</returns>
    private static async Task<ShownCard> Refreshed(DeskHost desk, string handle, string number) => Card(await Posted(desk, handle, TeamsTalker.Click("conversation.refresh", new JsonObject { ["subject"] = $"change:{number}" })));

    private static Task<JsonElement> Clicks(DeskHost desk, string handle, ShownCard card, string button) => Posted(desk, handle, TeamsTalker.Click(card, button));

    private static async Task<JsonElement> Posted(DeskHost desk, string handle, JsonObject invoke)
    {
        invoke["conversation"] = GroupChat();
        var (status, answer) = await desk.As(handle, Group).Posts(invoke);
        Assert.Equal(HttpStatusCode.OK, status);
        return answer;
    }

    private static ShownCard Card(JsonElement answer) => new("changes/change", answer.GetProperty("value"), "");

    private static JsonObject GroupChat() => new() { ["id"] = Group, ["conversationType"] = "groupChat", ["isGroup"] = true, ["tenantId"] = "tenant" };
}
