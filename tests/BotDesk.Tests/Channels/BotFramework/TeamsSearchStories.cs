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

        // A number is found without its kind and while it is being typed, and is whole when it is.
        Assert.Contains(await Found(jonas, Query("tickets", number[..^1])), found => found.GetRawText().Contains(number, StringComparison.Ordinal));
        Assert.Contains(number, Assert.Single(await Found(jonas, Query("tickets", number[3..]))).GetRawText(), StringComparison.Ordinal);

        // Only what the person may see: not somebody else's ticket, whatever number is typed; nothing goes where the bot has no part.
        Assert.Empty(await Found(sofie, Query("tickets", number)));
        Assert.Empty(await Found(sofie, Query("tickets", number[3..])));
        Assert.Empty(await Found(jonas, Query("articles", null), "Type what you are looking for."));
        Assert.Empty(await Found(jonas, Query("articles", "   "), "Type what you are looking for."));
        Assert.Empty(await Found(desk.As("newcomer", "19:two-people@unq.gbl.spaces"), Query("tickets", null), "You have no tickets yet."));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM chats WHERE key = @ConversationKey", new { sofie.ConversationKey }));

        // Nobody handles another command.
        var (status, _) = await jonas.Posts(Query("everything", "x"));
        Assert.Equal(System.Net.HttpStatusCode.NotImplemented, status);
    }

    [Story]
    public async Task A_card_put_into_the_chat_with_the_bot_is_no_word_and_reaches_nobody_else()
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        await tomasz.Says("hello");

        // As the Agents Playground sends it: the card beside a mark of where it stands in the text.
        Assert.StartsWith("A card by itself tells me nothing.", (await jonas.Sends(WithCard(""))).Text, StringComparison.Ordinal);
        Assert.Equal("tickets/list", (await jonas.Sends(WithCard("my tickets"))).Cards.Single().Template);

        await jonas.Says("my vpn drops every ten minutes");
        await jonas.Says("talk to a person");
        await tomasz.Clicks(await tomasz.Receives("liveChat/call"), "Take it");
        var seen = tomasz.Shown.Count;
        Assert.StartsWith("The card stays here: the person you talk with does not see it.", (await jonas.Sends(WithCard(""))).Text, StringComparison.Ordinal);
        Assert.StartsWith("The card stays here: nobody else sees it.", (await tomasz.Sends(WithCard(""))).Text, StringComparison.Ordinal);
        Assert.Equal(seen + 1, tomasz.Shown.Count);

        static JsonObject WithCard(string words) => new()
        {
            ["type"] = "message",
            ["text"] = $"{words}\n<span class=\"inline-compose-card\" itemid=\"0\" itemtype=\"http://schema.skype.com/InputExtension\">\n  <span content=\"0\" itemprop=\"cardId\"></span>\n</span>\n",
            ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = new JsonObject { ["type"] = "AdaptiveCard" } }),
        };
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

        // Sent whole, and again as something new because Teams did not wait: the window says what became of it, and the chat has one card.
        (verb, data) = inWindow.Press("Send", Changes.Chat.ChangeTalkers.TheRest());
        (data["verb"], data["description"]) = (verb, "Open the port");
        await TeamsMessageStories.Posted(mira, new JsonObject { ["type"] = "invoke", ["name"] = "task/submit", ["value"] = new JsonObject { ["data"] = data.DeepClone() } });
        var filed = (await mira.Receives("changes/change")).Text;
        var again = await TeamsMessageStories.Posted(mira, new JsonObject { ["type"] = "invoke", ["name"] = "task/submit", ["value"] = new JsonObject { ["data"] = data } });
        Assert.Matches("^That was already sent, as CHG[0-9]+; nothing changed.$", again.GetProperty("task").GetProperty("value").GetString());
        await mira.Says("hello");
        Assert.Single(mira.Shown, shown => shown.Card?.Template == "changes/change" && !shown.IsUpdate && shown.Card.Text == filed);

        // Once it was left for something else, the window says so.
        button = (await mira.Says("new change")).Card("changes/form").Elements("Action.Submit").Single(action => action.GetProperty("data").TryGetProperty("msteams", out _));
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

    private static async Task<List<JsonElement>> Found(TeamsTalker who, JsonObject query, string nothing = "Nothing found")
    {
        var extension = (await TeamsMessageStories.Posted(who, query)).GetProperty("composeExtension");
        if (extension.GetProperty("type").GetString() == "message")
        {
            Assert.Contains(nothing, extension.GetProperty("text").GetString(), StringComparison.Ordinal);
            return [];
        }

        Assert.Equal(("result", "list"), (extension.GetProperty("type").GetString(), extension.GetProperty("attachmentLayout").GetString()));
        return [.. extension.GetProperty("attachments").EnumerateArray()];
    }
}
