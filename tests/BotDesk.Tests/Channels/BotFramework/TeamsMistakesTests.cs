using System.Net;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Channels.BotFramework;

/// <summary>
/// What bots in Teams are known to get wrong, each by its name. <see cref="MistakesTests"/> says where the others are.
/// </summary>
public class TeamsMistakesTests : DeskStories
{
    [Story]
    public async Task A_slow_submit_files_one_ticket()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var click = TeamsTalker.Click(await jonas.OpensForm("my vpn drops"), "Send");

        // Teams does not wait for the answer: it sends the same again, and later as something new.
        var (sent, sentAgain, sentAsNew) = (jonas.Posts(click), jonas.Posts(click.DeepClone().AsObject()), jonas.Posts(WithNewId(click)));

        Assert.All(await Task.WhenAll(sent, sentAgain, sentAsNew), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(1, await Filed(desk));
    }

    [Story]
    public async Task An_invoke_sent_again_with_a_new_id_changes_nothing()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var click = TeamsTalker.Click(await jonas.OpensForm("my vpn drops"), "Send");

        var (first, _) = await jonas.Posts(click);
        var (second, _) = await jonas.Posts(WithNewId(click));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first, second));
        Assert.Equal(1, await Filed(desk));
        Assert.Contains("INC", (await jonas.Receives("tickets/ticket")).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task A_double_click_counts_once()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var form = await jonas.OpensForm("my vpn drops");

        await Task.WhenAll(jonas.Posts(TeamsTalker.Click(form, "Send")), jonas.Posts(TeamsTalker.Click(form, "Send")));

        Assert.Equal(1, await Filed(desk));
    }

    [Story]
    public async Task A_click_on_an_old_card_shows_the_present_state()
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz, anouk) = (desk.As("jonas"), desk.As("tomasz"), desk.As("anouk"));
        var number = await jonas.HasTicket("my vpn drops");
        var old = (await tomasz.Says($"work {number}")).Card("tickets/work");
        await tomasz.Clicks(old, "Take it");

        var reply = await tomasz.Clicks(old, "Take it");

        Assert.Contains("In progress", reply.Everything, StringComparison.Ordinal);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'ticket.taken'"));
        Assert.Contains("Tomasz", (await anouk.Says($"work {number}")).Everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task A_POST_is_not_repeated_after_a_server_error(int status)
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        desk.Connector.WillAnswer(jonas.ConversationId, new ConnectorAnswer(status));

        await jonas.Posts(new JsonObject { ["type"] = "message", ["text"] = "hello" });
        await jonas.Says("help");

        Assert.Equal([status, 201], desk.Connector.Calls.Select(call => call.Status));
    }

    [Story]
    public async Task A_card_update_that_gets_404_is_shown_anew_and_its_new_id_remembered()
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        var gone = (await tomasz.Says($"work {await jonas.HasTicket("my vpn drops")}")).Card("tickets/work");
        desk.Connector.WillAnswer(tomasz.ConversationId, new ConnectorAnswer(404, "ActivityNotFoundInConversation"));

        await tomasz.Clicks(gone, "Take it");
        var anew = await tomasz.Receives("tickets/work");
        await tomasz.Clicks(anew, "Save internal note", new { note = "seen" });
        await tomasz.SeesReplaced(anew);

        Assert.Equal([gone.ActivityId, anew.ActivityId], desk.Connector.Calls.Where(call => call.Method == "PUT" && call.ConversationId == tomasz.ConversationId).Select(call => call.ActivityId));
    }

    [Story]
    public async Task Text_and_card_never_go_in_one_activity()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");

        await jonas.HasTicket("my vpn drops every ten minutes");
        foreach (var said in (string[])["help", "my tickets", "INC1", "talk to a person", "the printer at gate 4"])
        {
            await jonas.Says(said);
        }

        Assert.All(desk.Connector.Calls, call => Assert.NotEqual(call.Activity.TryGetProperty("text", out _), call.Activity.TryGetProperty("attachments", out _)));
        Assert.All(desk.Connector.Calls.Where(call => call.Activity.TryGetProperty("attachments", out _)), call => Assert.Equal(1, call.Activity.GetProperty("attachments").GetArrayLength()));
    }

    [Theory]
    [InlineData("BotDisabledByAdmin")]
    [InlineData("BotNotInConversationRoster")]
    [InlineData("ConversationBlockedByUser")]
    [InlineData("MessageWritesBlocked")]
    public async Task A_proactive_403_stops_until_the_person_writes(string code)
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        var number = await jonas.HasTicket("my vpn drops");
        desk.Connector.WillAnswer(jonas.ConversationId, new ConnectorAnswer(403, code));

        await tomasz.Says($"reply {number}: one");
        while (await desk.Row<long>("SELECT count(*) FROM outbox WHERE error LIKE '%403%'") == 0)
        {
            await desk.As("mira").Says("hello");
        }

        Assert.Single(desk.Connector.Calls, call => call.Status == 403);
        await jonas.Says("hello");
        Assert.Contains("one", (await jonas.Receives("tickets/update")).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task A_bot_that_keeps_talking_after_a_person_took_over_is_not_this_one()
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        await tomasz.Says("hello");
        await jonas.Says("my vpn drops every ten minutes");
        await jonas.Says("talk to a person");
        await tomasz.Clicks(await tomasz.Receives("liveChat/call"), "Take it");

        foreach (var said in (string[])["my tickets", "help", "thanks", "my vpn drops every ten minutes", "yes"])
        {
            Assert.Equal("", (await jonas.Says(said)).Everything);
            await tomasz.ReceivesWords(said);
        }
    }

    private static JsonObject WithNewId(JsonObject click)
    {
        var again = click.DeepClone().AsObject();
        again["id"] = Guid.NewGuid().ToString("N");
        return again;
    }

    private static Task<long> Filed(DeskHost desk) => desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'incident.filed'");
}
