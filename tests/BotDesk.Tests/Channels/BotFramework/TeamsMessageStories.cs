using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using static BotDesk.Tests.Tickets.Chat.RequesterStories;

namespace BotDesk.Tests.Channels.BotFramework;

/// <summary>Tickets from messages in Teams, in the shapes that Teams sends: from a message's menu, by an emoji, and what becomes of the messages later.</summary>
public class TeamsMessageStories : DeskStories
{
    private const string Channel = "19:help@thread.tacv2";
    private const string Mentioned = "it happens to the other printer as well";
    private const string Root = "1700000000000";
    private const string Thread = $"{Channel};messageid={Root}";

    [Story]
    public async Task A_message_of_a_channel_becomes_a_ticket_whose_thread_belongs_to_it()
    {
        await using var desk = await StartDesk();
        var (jonas, sofie, tomasz) = (desk.As("jonas", Thread), desk.As("sofie", Thread), desk.As("tomasz"));
        await Installed(jonas);

        // The dialog is filled in from the message; what is wrong is said in it, and nothing typed is lost.
        var dialog = await Opens(jonas, Root, "<p>Hi all,&nbsp;the <b>label printer</b> at gate 4 prints blank pages<br>since this morning</p><attachment id=\"1\"></attachment>");
        Assert.Equal("Report a problem", dialog.GetProperty("title").GetString());
        var form = Form(dialog);
        Assert.Equal("Hi all, the label printer at gate 4 prints blank pages\nsince this morning", form.Input("description"));
        var again = Task(await Submits(jonas, form, new { title = "" }));
        Assert.Equal("continue", again.GetProperty("type").GetString());
        form = Form(again.GetProperty("value"));
        Assert.Contains("Say in a few words what is wrong.", form.Text, StringComparison.Ordinal);
        Assert.Equal(0, await Filed(desk));

        // Sent once, and again as something new because Teams did not wait.
        var submit = Submit(form, new { title = "Label printer prints blank pages" });
        var done = Task(await Posted(jonas, submit));
        Assert.Equal(done.GetRawText(), Task(await Posted(jonas, WithNewId(submit))).GetRawText());
        Assert.Equal("message", done.GetProperty("type").GetString());
        Assert.StartsWith("Filed as INC", done.GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, await Filed(desk));
        var number = done.GetProperty("value").GetString()!.Split(' ', ':')[2];

        // The thread shows how it stands, to everybody no more than that, and to the requester the whole.
        var card = await jonas.Receives("tickets/thread");
        Assert.Contains("Label printer prints blank pages", card.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("gate 4", card.Text, StringComparison.Ordinal);
        Assert.Equal(["29:jonas"], card.Content.GetProperty("refresh").GetProperty("userIds").EnumerateArray().Select(id => id.GetString()));
        await tomasz.Says($"take {number}");
        Assert.Contains("Tomasz", (await jonas.SeesReplaced(card)).Text, StringComparison.Ordinal);

        // Replies become comments without a mention, whoever writes them.
        await Writes(sofie, "reply-1", "it also smells <burnt>");
        await Writes(jonas, "reply-2", "Toner was changed yesterday");
        Assert.Equal(["it also smells <burnt>", "Toner was changed yesterday"], await Comments(desk, number));

        // Where the app may not read the channel, people mention it; and its commands are commands here, too.
        var mention = TeamsInputTests.Mentioning($"<at>BotDesk</at> {Mentioned}");
        mention["conversation"] = Place();
        Assert.Equal($"Added to {number}.", (await jonas.Sends(mention)).Text);
        mention = TeamsInputTests.Mentioning("<at>BotDesk</at> help");
        mention["conversation"] = Place();
        Assert.Equal("conversation/help", (await jonas.Sends(mention)).Cards.Single().Template);
        Assert.Equal(Mentioned, (await Comments(desk, number))[2]);

        // A change and a deletion follow; Teams sends each with the id of the message.
        await Changes(jonas, "reply-2", "Toner was changed on Monday", "editMessage", at: 1);
        await Changes(jonas, "reply-2", "Toner was changed on Tuesday", "editMessage", at: 2);
        await Changes(sofie, "reply-1", null, "softDeleteMessage", at: 3);
        Assert.Equal(["Toner was changed on Tuesday", Mentioned], await Comments(desk, number));
        await Changes(sofie, "reply-1", "it also smells", "undeleteMessage", at: 4);
        Assert.Equal(["it also smells", "Toner was changed on Tuesday", Mentioned], await Comments(desk, number));
        var work = (await tomasz.Says($"work {number}")).Card("tickets/work");
        Assert.Contains("wrote, and changed it later", work.Text, StringComparison.Ordinal);
        Assert.Equal("https://teams.microsoft.com/l/message/19%3Ahelp%40thread.tacv2/1700000000000", work.Elements("Action.OpenUrl").Single().GetProperty("url").GetString());

        // Nobody changes what somebody else wrote.
        await Changes(desk.As("mira", Thread), "reply-2", "Nonsense", "editMessage", at: 5);
        Assert.Equal(["it also smells", "Toner was changed on Tuesday", Mentioned], await Comments(desk, number));

        // A second ticket is not made from the same message.
        Assert.Contains(number, Words(await Posted(sofie, Fetch(Root, "<p>Hi all</p>"))), StringComparison.Ordinal);
    }

    [Story]
    public async Task The_bots_own_name_and_its_own_cards_are_not_what_somebody_said()
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz) = (desk.As("jonas", Thread), desk.As("tomasz", Thread));
        await Installed(jonas);
        var said = TeamsInputTests.Mentioning("<at>BotDesk</at> the badge printer at gate 4 prints blank pages");
        (said["id"], said["conversation"]) = (Root, Place());
        var answer = (await jonas.Sends(said)).Cards[0];

        // The bot is an application among the mentions, by a number in Teams and by its words in the Playground; colleagues are not.
        foreach (var (body, mention) in ((string, string)[])[
            ("<div><at id=\"0\">BotDesk</at>&nbsp;ask <at id=\"1\">BotDesk</at>: it jams</div>", "\"BotDesk\""),
            ("<at>BotDesk</at> ask <at id=\"1\">BotDesk</at>: it jams", "\"<at>BotDesk</at>\"")])
        {
            var fetch = Fetch("another", body);
            fetch["value"]!["messagePayload"]!["mentions"] = JsonNode.Parse($$$$"""
                [{"id":0,"mentionText":{{{{mention}}}},"mentioned":{"application":{"id":"28:desk","displayName":"BotDesk"}}},
                 {"id":1,"mentionText":"BotDesk","mentioned":{"user":{"id":"u","displayName":"BotDesk"}}}, 7, {"id":{}}]
                """);
            Assert.Equal("ask BotDesk: it jams", Form(Task(await Posted(jonas, fetch)).GetProperty("value")).Input("description"));
        }

        // From the menu of the desk's own card the ticket is about what that card answers.
        var onCard = Fetch(answer.ActivityId, "");
        onCard["value"]!["messagePayload"]!["from"] = new JsonObject { ["application"] = new JsonObject { ["id"] = "28:desk" } };
        var form = Form(Task(await Posted(jonas, onCard)).GetProperty("value"));
        Assert.Equal("the badge printer at gate 4 prints blank pages", form.Input("description"));
        var number = Words(await Submits(jonas, form)).Split(' ', ':')[2];

        // Who asked reads in the thread of their ticket: what is between agents goes aside, and the thread is none the wiser.
        var work = TeamsInputTests.Mentioning($"<at>BotDesk</at> work {number}");
        work["conversation"] = Place();
        Assert.Equal("That is yours alone, so I wrote to you directly.", (await tomasz.Sends(work)).Text);
        Assert.DoesNotContain(desk.Connector.Shown.All, shown => shown.Card?.Template == "tickets/work" && shown.ConversationId == Thread);
    }

    [Story]
    public async Task What_everybody_sees_in_a_channel_is_in_the_organisations_language()
    {
        await using var desk = await StartDesk();
        Texts.GermanStories.SpeakGerman(desk);
        var (jonas, tomasz) = (desk.As("jonas", Thread), desk.As("tomasz"));
        await Installed(jonas);
        await desk.As("jonas").Says("in English please");

        var done = Task(await Submits(jonas, Form(await Opens(jonas, Root, "the lift hums"))));
        var card = await jonas.Receives("tickets/thread");
        await tomasz.Says($"take {done.GetProperty("value").GetString()!.Split(' ', ':')[2]}");

        Assert.StartsWith("Filed as INC", done.GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Contains("Neu", card.Text, StringComparison.Ordinal);
        Assert.Contains("In Arbeit", (await jonas.SeesReplaced(card)).Text, StringComparison.Ordinal);
        Assert.Contains("In progress", (await desk.As("jonas").Says("my tickets")).Everything, StringComparison.Ordinal);
    }

    [Story]
    public async Task An_agent_makes_it_for_who_wrote_the_message()
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz) = (await desk.Person("jonas"), desk.As("tomasz", "19:two-people@unq.gbl.spaces"));
        var page = await desk.AsInWebChat("jonas");
        await page.Says("hello");

        var dialog = await Opens(tomasz, "m1", "my vpn drops", author: jonas.DirectoryId);
        Assert.Contains("For Jonas Achterberg", Form(dialog).Text, StringComparison.Ordinal);
        await Submits(tomasz, Form(dialog));

        Assert.Contains("INC", (await page.Receives("tickets/filed")).Text, StringComparison.Ordinal);
        Assert.Equal("tomasz", await desk.Row<string>("SELECT people.handle FROM audit JOIN people ON people.id = audit.person_id WHERE action = 'incident.filed'"));

        // Between two people the bot has no part: nothing goes there, and it is no place for news.
        Assert.DoesNotContain(desk.Connector.Calls, call => call.ConversationId == tomasz.ConversationId);
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM chats WHERE key = @ConversationKey", new { tomasz.ConversationKey }));
    }

    [Story]
    public async Task A_dialog_is_its_own_and_leaves_what_was_open_in_the_chat()
    {
        await using var desk = await StartDesk();
        var (jonas, mallory) = (desk.As("jonas"), desk.As("sofie"));
        var open = await jonas.OpensForm("my vpn drops");

        var dialog = Form(await Opens(jonas, "m1", "the printer jams"));
        var stolen = await Posted(mallory, Submit(dialog, new { }));
        Assert.Equal(0, await Filed(desk));
        Assert.NotEqual(default, stolen);
        await Submits(jonas, dialog);
        await jonas.Clicks(open, "Send");

        Assert.Equal(2, await Filed(desk));
        Assert.Equal(["the printer jams", "my vpn drops"], await desk.Rows<string>("SELECT description FROM tickets WHERE number IN (SELECT subject FROM audit WHERE action = 'incident.filed') ORDER BY id"));
    }

    [Story]
    public async Task Emojis_file_take_and_solve()
    {
        await using var desk = await StartDesk();
        var (jonas, sofie, tomasz) = (desk.As("jonas", Thread), desk.As("sofie", Thread), desk.As("tomasz", Thread));
        await Installed(jonas);
        var said = TeamsInputTests.Mentioning("<at>BotDesk</at> my vpn drops every ten minutes");
        (said["id"], said["conversation"]) = ("said", Place());
        var answer = (await jonas.Sends(said)).Cards[0];

        // 🎫: not by anybody, and once.
        await Reacts(sofie, "said", "1f3ab_ticket");
        Assert.Equal(0, await Filed(desk));
        await Reacts(jonas, answer.ActivityId, "1f3ab_ticket");
        await Reacts(jonas, "said", "1f3ab_ticket");
        Assert.Equal(1, await Filed(desk));
        var card = await jonas.Receives("tickets/thread");

        // What they say next belongs to the ticket, and is not more about what they said before it.
        var more = TeamsInputTests.Mentioning("<at>BotDesk</at> it is the left one");
        more["conversation"] = Place();
        Assert.StartsWith("Added to INC", (await jonas.Sends(more)).Text, StringComparison.Ordinal);

        // 👀 from an agent takes it; from anybody else it is a look.
        await Reacts(sofie, card.ActivityId, "1f440_eyes");
        await Reacts(tomasz, card.ActivityId, "1f440_eyes");
        card = await jonas.SeesReplaced(card);
        Assert.Contains("Tomasz", card.Text, StringComparison.Ordinal);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'ticket.taken'"));

        // ✅ from the agent resolves it, from its requester closes it; a heart does nothing.
        await Reacts(tomasz, card.ActivityId, "heart");
        await Reacts(tomasz, "said", "2705_whiteheavycheckmark");
        Assert.Contains("Resolved", (await jonas.SeesReplaced(card)).Text, StringComparison.Ordinal);
        await Reacts(jonas, "said", "2705_whiteheavycheckmark");
        Assert.Contains("Closed", (await jonas.SeesReplaced(card)).Text, StringComparison.Ordinal);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'ticket.confirmed'"));
    }

    [Story]
    public async Task Of_messages_that_are_nobodys_business_nothing_is_kept()
    {
        await using var desk = await StartDesk();
        var stranger = new TeamsTalker(desk, "Somebody New", "29:new", "19:lunch@thread.tacv2;messageid=1");

        foreach (var each in (JsonObject[])[Written("m1", "lunch?"), Changed("m1", "lunch at noon?", "editMessage", 1), Changed("m1", null, "softDeleteMessage", 2), Reaction("m1", "1f3ab_ticket")])
        {
            each["conversation"] = new JsonObject { ["id"] = stranger.ConversationId, ["conversationType"] = "channel", ["isGroup"] = true, ["tenantId"] = "tenant" };
            Assert.Equal(HttpStatusCode.Accepted, (await stranger.Posts(each)).Status);
        }

        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM inbox WHERE conversation_key = @ConversationKey", new { stranger.ConversationKey }));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM people WHERE name = 'Somebody New'"));
    }

    [Story]
    public async Task A_comment_follows_the_message_in_which_it_was_typed()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var number = await jonas.HasTicket("my vpn drops");
        await jonas.Sends(new JsonObject { ["type"] = "message", ["text"] = $"add to {number}: once", ["id"] = "said" });
        var shown = jonas.Shown.Count;

        await Changes(jonas, "said", $"add to {number}: twice", "editMessage", at: 1);
        Assert.Equal(["twice"], await Comments(desk, number));
        await Changes(jonas, "said", "good morning", "editMessage", at: 2);
        Assert.Equal(["twice"], await Comments(desk, number));
        await Changes(jonas, "said", null, "softDeleteMessage", at: 3);
        await Changes(jonas, "said", null, "softDeleteMessage", at: 3);

        Assert.Empty(await Comments(desk, number));
        Assert.Contains("took back what they wrote", (await jonas.Says(number)).Everything, StringComparison.Ordinal);
        Assert.Equal(shown + 1, jonas.Shown.Count);

        // What was only described, and not used yet, is used as it reads at last.
        await jonas.Sends(new JsonObject { ["type"] = "message", ["text"] = "the scanner at gate 3 is borken", ["id"] = "described" });
        await Changes(jonas, "described", "the scanner at gate 5 is broken", "editMessage", at: 4);
        Assert.Equal("the scanner at gate 5 is broken", (await jonas.Says("create a ticket")).Card("incidents/form").Input("description"));
    }

    internal static JsonObject Fetch(string id, string html, string? author = null) => new()
    {
        ["type"] = "invoke",
        ["name"] = "composeExtension/fetchTask",
        ["value"] = new JsonObject
        {
            ["commandId"] = "createTicket",
            ["commandContext"] = "message",
            ["messagePayload"] = new JsonObject
            {
                ["id"] = id,
                ["createdDateTime"] = "2026-03-02T08:00:00.000Z",
                ["linkToMessage"] = "https://evil.example.com/l/message/1",
                ["from"] = new JsonObject { ["user"] = new JsonObject { ["userIdentityType"] = "aadUser", ["id"] = author ?? "00000000-0000-0000-0000-0000000000ff", ["displayName"] = "Somebody" } },
                ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = html },
                ["attachments"] = new JsonArray(),
                ["mentions"] = new JsonArray(),
            },
        },
    };

    private static JsonObject Submit(ShownCard form, object? typed = null)
    {
        var (verb, data) = form.Press("Send", typed);
        data["verb"] = verb;
        return new JsonObject { ["type"] = "invoke", ["name"] = "composeExtension/submitAction", ["id"] = Guid.NewGuid().ToString("N"), ["value"] = new JsonObject { ["commandId"] = "createTicket", ["commandContext"] = "message", ["data"] = data } };
    }

    private static async Task<JsonElement> Opens(TeamsTalker who, string id, string html, string? author = null)
    {
        var task = Task(await Posted(who, Fetch(id, html, author)));
        Assert.Equal("continue", task.GetProperty("type").GetString());
        return task.GetProperty("value");
    }

    private static Task<JsonElement> Submits(TeamsTalker who, ShownCard form, object? typed = null) => Posted(who, Submit(form, typed));

    internal static async Task<JsonElement> Posted(TeamsTalker who, JsonObject invoke)
    {
        invoke["conversation"] ??= who.ConversationId.StartsWith("19:", StringComparison.Ordinal) ? Place(who.ConversationId) : null;
        if (invoke["conversation"] is null)
        {
            invoke.Remove("conversation");
        }

        var (status, body) = await who.Posts(invoke);
        Assert.Equal(HttpStatusCode.OK, status);
        return body;
    }

    private static JsonElement Task(JsonElement answer) => answer.GetProperty("task");

    private static string Words(JsonElement answer) => Task(answer).GetProperty("value").GetString()!;

    private static ShownCard Form(JsonElement dialog) => new("incidents/form", dialog.GetProperty("card").GetProperty("content"), "");

    private static async Task Installed(TeamsTalker who) => Assert.Equal(HttpStatusCode.Accepted, (await who.Posts(new JsonObject
    {
        ["type"] = "installationUpdate",
        ["action"] = "add",
        ["conversation"] = Place(Channel),
        ["channelData"] = new JsonObject { ["team"] = new JsonObject { ["id"] = "19:team" }, ["settings"] = new JsonObject { ["selectedChannel"] = new JsonObject { ["id"] = Channel } } },
    })).Status);

    private static Task Writes(TeamsTalker who, string id, string text) => Handled(who, Written(id, text));

    private static Task Changes(TeamsTalker who, string id, string? text, string kind, int at) => Handled(who, Changed(id, text, kind, at));

    private static Task Reacts(TeamsTalker who, string on, string reaction) => Handled(who, Reaction(on, reaction));

    /// <summary>Posted, and worked on: what is said next in the conversation comes after it.</summary>
    private static async Task Handled(TeamsTalker who, JsonObject activity)
    {
        activity["conversation"] = who.ConversationId.StartsWith("19:", StringComparison.Ordinal) ? Place(who.ConversationId) : null;
        if (activity["conversation"] is null)
        {
            activity.Remove("conversation");
        }

        Assert.Equal(HttpStatusCode.Accepted, (await who.Posts(activity)).Status);
        await Eventually.Answers(async () => await who.Desk.Row<long>("SELECT count(*) FROM inbox WHERE status = 0") == 0 ? "done" : null, "the inbox to be empty");
    }

    private static JsonObject Written(string id, string text) => new() { ["type"] = "message", ["id"] = id, ["text"] = text };

    private static JsonObject Changed(string id, string? text, string kind, int at) => new()
    {
        ["type"] = kind == "softDeleteMessage" ? "messageDelete" : "messageUpdate",
        ["id"] = id,
        ["text"] = text,
        ["timestamp"] = $"2026-03-02T09:00:0{at}.000Z",
        ["channelData"] = new JsonObject { ["eventType"] = kind },
    };

    private static JsonObject Reaction(string on, string reaction) => new()
    {
        ["type"] = "messageReaction",
        ["id"] = Guid.NewGuid().ToString("N"),
        ["replyToId"] = on,
        ["reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = reaction }),
    };

    private static JsonObject Place(string conversation = Thread) => new() { ["id"] = conversation, ["conversationType"] = "channel", ["isGroup"] = true, ["tenantId"] = "tenant" };

    private static JsonObject WithNewId(JsonObject invoke)
    {
        var again = invoke.DeepClone().AsObject();
        again["id"] = Guid.NewGuid().ToString("N");
        return again;
    }

    private static Task<long> Filed(DeskHost desk) => desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'incident.filed'");
}
