using System.Net;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Channels.BotFramework;

/// <summary>What Teams sends besides words in a personal chat.</summary>
public class TeamsInputTests : DeskStories
{
    private const string Thread = "19:help@thread.tacv2;messageid=1700000000000";

    [Story]
    public async Task In_a_channel_the_bot_answers_in_the_thread_and_only_when_it_is_addressed()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas", Thread);

        var (status, _) = await jonas.Posts(InChannel("my tickets"));
        var reply = await jonas.Sends(Mentioning("<at>BotDesk</at> help"));

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal("conversation/help", reply.Cards.Single().Template);
        Assert.Equal([Thread], desk.Connector.Calls.Select(call => call.ConversationId));
    }

    [Story]
    public async Task What_people_say_to_each_other_is_not_kept()
    {
        await using var desk = await StartDesk();
        var stranger = new TeamsTalker(desk, "Somebody New", "29:new", Thread);

        await stranger.Posts(InChannel("did you see the game?"));
        await stranger.Posts(Mentioning("<at>Anouk</at> did you see the game?", "29:anouk", "Anouk"));
        await desk.As("jonas").Says("hello");

        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM inbox WHERE conversation_key = @ConversationKey", new { stranger.ConversationKey }));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM people WHERE name = 'Somebody New'"));
    }

    [Story]
    public async Task What_is_asked_in_a_channel_for_an_answer_in_the_response_is_answered_only_when_it_is_addressed()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas", Thread);
        var message = InChannel("my tickets");
        message["deliveryMode"] = "expectReplies";

        var (status, body) = await jonas.Posts(message);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Empty(body.GetProperty("activities").EnumerateArray());
    }

    [Story]
    public async Task A_click_in_a_channel_needs_no_mention()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas", Thread);
        await jonas.Sends(Mentioning("<at>BotDesk</at> help"));

        var reply = await jonas.Sends(InChannel(null, new JsonObject { ["verb"] = "conversation.say", ["text"] = "help" }));

        Assert.Equal("conversation/help", reply.Cards.Single().Template);
    }

    [Story]
    public async Task Mention_text_does_not_break_a_command()
    {
        await using var desk = await StartDesk();
        var number = await desk.As("jonas").HasTicket("my vpn drops");
        var jonas = desk.As("jonas", Thread);

        var reply = await jonas.Sends(Mentioning($"<at>BotDesk</at>&nbsp;add to {number}: the plain <at>BotDesk</at> fails, too"));

        Assert.DoesNotContain(number, reply.Everything, StringComparison.Ordinal);
        Assert.Single(await Tests.Tickets.Chat.RequesterStories.Comments(desk, number));
        Assert.DoesNotContain(await Tests.Tickets.Chat.RequesterStories.Comments(desk, number), comment => comment.Contains("<at>", StringComparison.Ordinal));
    }

    [Story]
    public async Task A_field_that_was_emptied_is_left_out_by_the_client_and_empty()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var form = await jonas.OpensForm("my vpn drops every ten minutes");

        var again = (await jonas.Clicks(form, "Send", new { title = "", description = "" })).Card("incidents/form");
        Assert.Contains("Say in a few words what is wrong.", again.Text, StringComparison.Ordinal);
        Assert.Equal("", again.Input("description"));
        await jonas.Clicks(again, "Send", new { title = "VPN" });

        Assert.Equal("VPN", await desk.Row<string>("SELECT title || description FROM tickets WHERE number IN (SELECT subject FROM audit WHERE action = 'incident.filed')"));
    }

    [Story]
    public async Task A_second_welcome_never_happens()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");

        var first = await jonas.Sends(Installation("add"));
        var others = new List<Reply>();
        foreach (var action in (string[])["add", "add-upgrade", "remove-upgrade", "remove", "add"])
        {
            others.Add(await jonas.Sends(Installation(action)));
        }

        others.Add(await jonas.Sends(new JsonObject { ["type"] = "conversationUpdate", ["membersAdded"] = new JsonArray(new JsonObject { ["id"] = "29:jonas" }) }));
        await using var again = await desk.RestartAsync();
        others.Add(await again.As("jonas").Sends(Installation("add")));

        Assert.Equal("conversation/help", first.Cards.Single().Template);
        Assert.All(others, reply => Assert.Empty(reply.Everything));
    }

    [Story]
    public async Task After_the_app_was_removed_news_go_where_the_person_can_read_them()
    {
        await using var desk = await StartDesk();
        var page = await desk.AsInWebChat("jonas");
        await page.Says("hello");
        var jonas = desk.As("jonas");
        var number = await jonas.HasTicket("my vpn drops");

        await jonas.Sends(Installation("remove"));
        await desk.As("tomasz").Says($"reply {number}: one");
        Assert.Contains("one", (await page.Receives("tickets/update")).Text, StringComparison.Ordinal);

        await jonas.Sends(Installation("add"));
        await desk.As("tomasz").Says($"reply {number}: two");
        Assert.Contains("two", (await jonas.Receives("tickets/update")).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task Who_removed_the_app_and_asks_in_a_channel_is_answered_in_their_chat_again()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas", "a:jonas");
        var number = await jonas.HasTicket("my vpn drops");
        await jonas.Sends(Installation("remove"));

        Assert.Equal("That is yours alone, so I wrote to you directly.", (await desk.As("jonas", Thread).Sends(Mentioning("<at>BotDesk</at> my tickets"))).Text);

        Assert.Contains(number, (await jonas.Receives("tickets/list")).Content.GetRawText(), StringComparison.Ordinal);
    }

    [Story]
    public async Task Being_removed_is_no_reason_to_send_what_was_refused()
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        var number = await jonas.HasTicket("my vpn drops");
        desk.Connector.WillAnswer(jonas.ConversationId, new ConnectorAnswer(403, "BotNotInConversationRoster"));
        await tomasz.Says($"reply {number}: one");
        while (await desk.Row<long>("SELECT count(*) FROM outbox WHERE error LIKE '%Roster%'") == 0)
        {
            await desk.As("mira").Says("hello");
        }

        await jonas.Sends(Installation("remove"));
        await tomasz.Says("queue");
        Assert.Single(desk.Connector.Calls, call => call.Status == 403);

        await jonas.Sends(Installation("add"));
        Assert.Contains("one", (await jonas.Receives("tickets/update")).Text, StringComparison.Ordinal);
    }

    internal static JsonObject Mentioning(string text, string id = "28:desk", string name = "BotDesk")
    {
        var message = InChannel(text);
        message["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = $"<at>{name}</at>", ["mentioned"] = new JsonObject { ["id"] = id, ["name"] = name } });
        return message;
    }

    private static JsonObject InChannel(string? text, JsonObject? value = null) => new()
    {
        ["type"] = "message",
        ["text"] = text,
        ["value"] = value,
        ["conversation"] = new JsonObject { ["id"] = Thread, ["conversationType"] = "channel", ["isGroup"] = true, ["tenantId"] = "tenant" },
        ["channelData"] = new JsonObject { ["team"] = new JsonObject { ["id"] = "19:team" }, ["channel"] = new JsonObject { ["id"] = "19:help@thread.tacv2" } },
    };

    private static JsonObject Installation(string action) => new() { ["type"] = "installationUpdate", ["action"] = action };
}
