using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Channels.BotFramework;

/// <summary>What people find from the compose box, and dialogs that cards open.</summary>
public class TeamsSearchStories : DeskStories
{
    [Story]
    public async Task Articles_and_ones_own_tickets_are_put_into_a_conversation_as_cards()
    {
        await using var desk = await StartDesk();
        var (jonas, sofie) = (desk.As("jonas"), desk.As("sofie", "19:two-people@unq.gbl.spaces"));
        var number = await jonas.HasTicket("my vpn drops");

        var articles = await Found(jonas, Query("articles", "vpn disc"));
        Assert.InRange(articles.Count, 1, 25);
        Assert.All(articles, each => Assert.Equal(("application/vnd.microsoft.card.adaptive", "knowledge/shared"), (each.GetProperty("contentType").GetString(), each.GetProperty("name").GetString())));
        Assert.Contains(articles, each => each.GetProperty("preview").GetProperty("content").GetProperty("title").GetString()!.Contains("VPN", StringComparison.Ordinal));
        var next = await Found(jonas, Query("articles", "vpn", skip: 1, count: 1));
        Assert.NotEqual((await Found(jonas, Query("articles", "vpn", count: 1))).Single().GetRawText(), next.Single().GetRawText());

        var ticket = Assert.Single(await Found(jonas, Query("tickets", number)));
        Assert.Contains(number, ticket.GetProperty("preview").GetProperty("content").GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Contains("Jonas Achterberg's ticket", new ShownCard("tickets/shared", ticket.GetProperty("content"), "").Text, StringComparison.Ordinal);
        Assert.NotEmpty(await Found(jonas, Query("tickets", null)));
        Assert.NotEmpty(await Found(jonas, Query("tickets", "vpn")));

        // Only what the person may see: not somebody else's ticket, whatever number is typed; nothing goes where the bot has no part.
        Assert.Empty(await Found(sofie, Query("tickets", number)));
        Assert.Empty(await Found(jonas, Query("articles", null)));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM chats WHERE key = @ConversationKey", new { sofie.ConversationKey }));

        // Nobody handles another command.
        var (status, _) = await jonas.Posts(Query("everything", "x"));
        Assert.Equal(System.Net.HttpStatusCode.NotImplemented, status);
    }

    [Story]
    public async Task A_long_form_opens_in_a_window_too_and_is_the_same_form()
    {
        await using var desk = await StartDesk();
        var mira = desk.As("mira");
        var form = (await mira.Says("new change")).Card("changes/form");
        var button = form.Elements("Action.Submit").Single(action => action.GetProperty("data").TryGetProperty("msteams", out _));

        var dialog = (await TeamsMessageStories.Posted(mira, new JsonObject
        {
            ["type"] = "invoke",
            ["name"] = "task/fetch",
            ["value"] = new JsonObject { ["data"] = JsonNode.Parse(button.GetProperty("data").GetRawText()), ["context"] = new JsonObject { ["theme"] = "default" } },
        })).GetProperty("task").GetProperty("value");
        var inWindow = new ShownCard("changes/form", dialog.GetProperty("card").GetProperty("content"), "");
        var (verb, data) = inWindow.Press("Send", new { title = "" });
        data["verb"] = verb;
        var sent = await TeamsMessageStories.Posted(mira, new JsonObject { ["type"] = "invoke", ["name"] = "task/submit", ["value"] = new JsonObject { ["data"] = data } });

        Assert.Equal("Ask for a change", dialog.GetProperty("title").GetString());
        Assert.Equal(form.Nonce, inWindow.Nonce);
        Assert.Equal("continue", sent.GetProperty("task").GetProperty("type").GetString());
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'change.filed'"));

        // Once it was left for something else, the window says so.
        await mira.Says("cancel");
        var closed = await TeamsMessageStories.Posted(mira, new JsonObject { ["type"] = "invoke", ["name"] = "task/fetch", ["value"] = new JsonObject { ["data"] = JsonNode.Parse(button.GetProperty("data").GetRawText()) } });
        Assert.Equal("message", closed.GetProperty("task").GetProperty("type").GetString());
    }

    private static JsonObject Query(string command, string? typed, int skip = 0, int count = 25) => new()
    {
        ["type"] = "invoke",
        ["name"] = "composeExtension/query",
        ["value"] = new JsonObject
        {
            ["commandId"] = command,
            ["parameters"] = new JsonArray(typed is null ? new JsonObject { ["name"] = "initialRun", ["value"] = "true" } : new JsonObject { ["name"] = "query", ["value"] = typed }),
            ["queryOptions"] = new JsonObject { ["skip"] = skip, ["count"] = count },
        },
    };

    private static async Task<List<JsonElement>> Found(TeamsTalker who, JsonObject query)
    {
        var extension = (await TeamsMessageStories.Posted(who, query)).GetProperty("composeExtension");
        if (extension.GetProperty("type").GetString() == "message")
        {
            Assert.Contains("Nothing found", extension.GetProperty("text").GetString(), StringComparison.Ordinal);
            return [];
        }

        Assert.Equal(("result", "list"), (extension.GetProperty("type").GetString(), extension.GetProperty("attachmentLayout").GetString()));
        return [.. extension.GetProperty("attachments").EnumerateArray()];
    }
}
