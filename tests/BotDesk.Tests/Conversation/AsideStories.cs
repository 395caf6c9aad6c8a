using System.Text.Json.Nodes;
using BotDesk.Tests.Channels.Slack;

namespace BotDesk.Tests.Conversation;

/// <summary>In front of others the bot answers what is for all; what is somebody's own it tells them alone.</summary>
public class AsideStories : DeskStories
{
    private const string Thread = "19:help@thread.tacv2;messageid=1700000000000";
    private const string Vpn = "my vpn drops every ten minutes";

    [Story]
    public async Task In_Teams_a_form_begun_in_a_channel_goes_on_in_the_personal_chat_and_the_thread_reads_one_line()
    {
        await using var desk = await StartDesk();
        var (here, jonas, amara) = (desk.As("jonas", Thread), desk.As("jonas"), desk.As("amara", Thread));

        // Nobody has written to the bot alone before: the chat is opened for it, once.
        Assert.Equal("knowledge/suggestions", (await here.Sends(Said(Vpn))).Cards.Single().Template);
        var message = here.Filled(Said("create a ticket"));
        Assert.Equal(["That is yours alone, so I wrote to you directly."], Lines(await here.Sends(message)));
        await here.Posts(message); // as Teams does that heard nothing
        var form = await jonas.Receives("incidents/form");
        Assert.Equal(Vpn, form.Input("description"));

        // Others in the thread have nothing to do with it, and it goes on where it is.
        Assert.Equal(["That is yours alone, so I wrote to you directly."], Lines(await amara.Sends(Said("my tickets"))));
        Assert.Equal("tickets/list", (await desk.As("amara").Receives("tickets/list")).Template);
        var number = (await jonas.Clicks(form, "Send")).Card("tickets/filed").Number;

        foreach (var words in new[] { "my tickets", number, $"add to {number}: it also fails at home", "where is my vpn ticket?", $"withdraw {number}" })
        {
            Assert.Equal(["That is yours alone, so I wrote to you directly."], Lines(await here.Sends(Said(words))));
        }

        await jonas.ReceivesWords($"{number} is withdrawn");
        Assert.Single(await Tickets.Chat.RequesterStories.Comments(desk, number));
        Assert.DoesNotContain(here.Shown, shown => $"{shown.Text}{shown.Card?.Text}".Contains(number, StringComparison.Ordinal));
        Assert.Single(desk.Connector.Shown.All, arrival => arrival.Card?.Template == "incidents/form");
    }

    [Story]
    public async Task While_the_channel_is_too_busy_to_open_a_chat_the_message_waits()
    {
        await using var desk = await StartDesk(new DeskSetup { MayFail = true });
        var here = desk.As("jonas", Thread);
        desk.Connector.BusyWithDirect = 1;

        await here.Posts(Said("my tickets"));
        var reply = await here.Sends(Said("help"));

        Assert.NotEmpty(reply.Everything);
        Assert.Equal("tickets/list", (await desk.As("jonas").Receives("tickets/list")).Template);
    }

    [Story]
    public async Task What_agents_alone_may_read_is_not_shown_where_others_read_along()
    {
        await using var desk = await StartDesk();
        var number = await desk.As("jonas").HasTicket(Vpn);
        var (here, tomasz) = (desk.As("tomasz", Thread), desk.As("tomasz"));

        foreach (var (words, card) in new[] { ("queue", "tickets/queue"), ($"work {number}", "tickets/work") })
        {
            Assert.Equal(["That is yours alone, so I wrote to you directly."], Lines(await here.Sends(Said(words))));
            await tomasz.Receives(card);
        }
    }

    [Story]
    public async Task Where_nobody_can_be_written_to_nothing_is_told_and_nothing_done()
    {
        await using var desk = await StartDesk();
        var number = await (await desk.AsInWebChat("jonas")).HasTicket(Vpn);
        desk.Connector.RefusesDirect = true;
        var here = desk.As("jonas", Thread);
        await here.Sends(Said("auf Deutsch bitte"));

        foreach (var words in new[] { "meine Tickets", number, $"add to {number}: it also fails at home" })
        {
            var line = Assert.Single(Lines(await here.Sends(Said(words))));
            Assert.StartsWith("Das ist nur für Sie, und von hier aus kann ich Ihnen nicht direkt schreiben.", line, StringComparison.Ordinal);
        }

        Assert.Empty(await Tickets.Chat.RequesterStories.Comments(desk, number));
        Assert.DoesNotContain(here.Shown, shown => $"{shown.Text}{shown.Card?.Text}".Contains(number, StringComparison.Ordinal));
    }

    [Story]
    public async Task In_Slack_it_goes_into_the_direct_messages()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");

        var thread = (await jonas.Says($"<@{FakeSlack.Bot}> {Vpn}", "C0GENERAL"))[0].Thread!;
        var line = Assert.Single(await jonas.Says("create a ticket", "C0GENERAL", thread));
        Assert.Equal(("That is yours alone, so I wrote to you directly.", thread), (line.Text, line.Thread));
        var form = await jonas.Receives(message => message.Name == "incidents/form", "the form");
        Assert.Equal(jonas.Direct, form.Channel);
        Assert.Contains("filed", (await jonas.Sends(await jonas.Opens(form, "Send…"), new { })).Answers.Card("tickets/filed").Text, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Lines(Reply reply)
    {
        Assert.Empty(reply.Cards);
        return [.. reply.Texts];
    }

    private static JsonObject Said(string text) => new()
    {
        ["type"] = "message",
        ["text"] = $"<at>BotDesk</at> {text}",
        ["conversation"] = new JsonObject { ["id"] = Thread, ["conversationType"] = "channel", ["isGroup"] = true, ["tenantId"] = "tenant" },
        ["channelData"] = new JsonObject { ["team"] = new JsonObject { ["id"] = "19:team" }, ["channel"] = new JsonObject { ["id"] = "19:help@thread.tacv2" } },
        ["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>BotDesk</at>", ["mentioned"] = new JsonObject { ["id"] = "28:desk", ["name"] = "BotDesk" } }),
    };
}
