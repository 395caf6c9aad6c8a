using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using BotDesk.Channels.BotFramework;
using BotDesk.Conversation;
using BotDesk.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.Conversation;

/// <summary>An activity is handled once, however often and in whichever form it is delivered.</summary>
public class HandlingTests : DeskStories
{
    [Story]
    public async Task An_activity_is_on_disk_before_it_is_acknowledged()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");

        var (status, _) = await jonas.Posts(new JsonObject { ["type"] = "message", ["text"] = "hello", ["id"] = "one" });

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM inbox WHERE activity_id = 'one'"));
    }

    [Story]
    public async Task The_same_message_delivered_twice_is_answered_once()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var message = jonas.Filled(new JsonObject { ["type"] = "message", ["text"] = "hello", ["id"] = "one" });

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => desk.PostsActivity(message.ToJsonString())));
        await desk.PostsActivity(message);
        await jonas.Says("help");

        Assert.Equal(2, jonas.Shown.Count);
    }

    [Story]
    public async Task The_same_id_in_two_conversations_is_two_activities()
    {
        await using var desk = await StartDesk();
        var (jonas, mira) = (desk.As("jonas"), desk.As("mira"));

        await jonas.Sends(new JsonObject { ["type"] = "message", ["text"] = "hello", ["id"] = "one" });
        await mira.Sends(new JsonObject { ["type"] = "message", ["text"] = "hello", ["id"] = "one" });

        Assert.Single(jonas.Shown);
        Assert.Single(mira.Shown);
    }

    [Story]
    public async Task A_client_that_takes_its_answers_in_the_response_needs_no_connector()
    {
        await using var desk = await StartDesk();
        var stranger = new TeamsTalker(desk, "Somebody New", "29:new", "a:new");
        var message = stranger.Filled(new JsonObject { ["type"] = "message", ["text"] = "hello", ["deliveryMode"] = "expectReplies", ["serviceUrl"] = "http://127.0.0.1:9/" });

        var (status, body) = await desk.PostsActivity(message);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEmpty(body.GetProperty("activities").EnumerateArray());
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM people WHERE name = 'Somebody New'"));
    }

    [Story]
    public async Task An_invoke_delivered_again_gets_the_answer_it_got()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var form = await jonas.OpensForm("my vpn drops");
        var click = TeamsTalker.Click(form, "Send");

        var (_, first) = await jonas.Posts(click);
        var (_, second) = await jonas.Posts(click);

        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'incident.filed'"));
    }

    [Story]
    public async Task Expected_replies_delivered_again_are_the_replies_they_were()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var number = await jonas.HasTicket("my vpn drops");

        var first = await jonas.SaysExpectingReplies($"add to {number}: once", "one");
        var second = await jonas.SaysExpectingReplies($"add to {number}: once", "one");

        Assert.NotEmpty(first.Text);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(["once"], await Tickets.Chat.RequesterStories.Comments(desk, number));
    }

    [Story]
    public async Task Expected_replies_come_in_the_response_and_nowhere_else()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");

        var reply = await jonas.SaysExpectingReplies("my vpn drops every ten minutes");

        Assert.Equal("knowledge/suggestions", reply.Cards.Single().Template);
        await desk.As("mira").Says("hello");
        Assert.DoesNotContain(desk.Connector.Calls, call => call.ConversationId == jonas.ConversationId);
    }

    [Story]
    public async Task A_newcomer_is_welcomed_once()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        JsonObject Came(string id) => new() { ["type"] = "conversationUpdate", ["id"] = id, ["membersAdded"] = new JsonArray(new JsonObject { ["id"] = "29:jonas" }, new JsonObject { ["id"] = "28:desk" }) };

        var welcome = await jonas.Sends(Came("one"));
        var again = await jonas.Sends(Came("two"));
        var installed = await jonas.Sends(new JsonObject { ["type"] = "installationUpdate", ["action"] = "add" });

        Assert.Contains("Hello Jonas", welcome.Card("conversation/help").Text, StringComparison.Ordinal);
        Assert.Empty(again.Everything);
        Assert.Empty(installed.Everything);
    }

    [Story]
    public async Task The_bot_alone_coming_is_no_reason_to_speak()
    {
        await using var desk = await StartDesk();

        var reply = await desk.As("jonas").Sends(new JsonObject { ["type"] = "conversationUpdate", ["membersAdded"] = new JsonArray(new JsonObject { ["id"] = "28:desk" }) });

        Assert.Empty(reply.Everything);
    }

    [Story]
    public async Task What_the_desk_has_no_use_for_is_taken_and_ignored()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");

        foreach (var type in new[] { "typing", "endOfConversation", "trace", "handoff", "madeUp", "messageReaction", "messageUpdate", "messageDelete", "event" })
        {
            var (status, _) = await jonas.Posts(new JsonObject { ["type"] = type, ["name"] = "x" });
            Assert.Equal(HttpStatusCode.Accepted, status);
        }

        await jonas.Says("hello");
        Assert.Single(jonas.Shown);
    }

    [Story]
    public async Task An_unknown_invoke_is_answered_501()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var unknown = new JsonObject { ["type"] = "invoke", ["name"] = "made/up", ["id"] = "one", ["value"] = new JsonObject() };

        Assert.Equal(HttpStatusCode.NotImplemented, (await jonas.Posts(unknown)).Status);
        Assert.Equal(HttpStatusCode.NotImplemented, (await jonas.Posts(unknown)).Status);
        Assert.Empty(jonas.Shown);
    }

    [Story]
    public async Task A_click_replaces_the_card_for_who_clicked_and_for_everybody()
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        var number = await jonas.HasTicket("my vpn drops");
        var work = (await tomasz.Says($"work {number}")).Card("tickets/work");

        var reply = await tomasz.Clicks(work, "Take it");

        Assert.Contains("In progress", reply.Replacement!.Text, StringComparison.Ordinal);
        Assert.Equal(reply.Replacement.Text, (await tomasz.SeesReplaced(work)).Text);
        Assert.Contains(desk.Connector.Calls, call => call.Method == "PUT" && call.ActivityId == work.ActivityId);
    }

    [Story]
    public async Task The_bots_name_is_not_part_of_what_is_said()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");

        var reply = await jonas.Sends(new JsonObject
        {
            ["type"] = "message",
            ["text"] = "<at>BotDesk</at> my tickets",
            ["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>BotDesk</at>", ["mentioned"] = new JsonObject { ["id"] = "28:desk", ["name"] = "BotDesk" } }),
        });

        Assert.Equal("tickets/list", reply.Cards.Single().Template);
    }

    [Story]
    public async Task A_handler_that_breaks_is_owned_up_to_and_leaves_nothing_half_done()
    {
        await using var desk = await StartDesk(new DeskSetup { MayFail = true, Services = services => services.AddScoped<ICommand, Breaks>() });
        var jonas = desk.As("jonas");

        var reply = await jonas.SaysExpectingReplies("break now", "one");
        var again = await jonas.SaysExpectingReplies("break now", "one");

        Assert.Contains("Something went wrong on my side and nothing was changed", reply.Text, StringComparison.Ordinal);
        Assert.Equal(reply.Text, again.Text);
        Assert.DoesNotContain("InvalidOperation", reply.Text, StringComparison.Ordinal);
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM used_nonces WHERE nonce LIKE 'half%'"));
        Assert.NotEmpty((await jonas.Says("hello")).Everything);
    }

    [Story]
    public async Task A_message_that_a_channel_chokes_on_is_owned_up_to_and_holds_up_nothing_behind_it()
    {
        await using var desk = await StartDesk(new DeskSetup
        {
            MayFail = true,
            Replaces = services =>
            {
                var teams = services.Single(service => service.ImplementationType == typeof(BotFrameworkChannel));
                services[services.IndexOf(teams)] = ServiceDescriptor.Singleton(provider => ChokingChannel.Around(ActivatorUtilities.CreateInstance<BotFrameworkChannel>(provider)));
            },
        });
        var jonas = desk.As("jonas");

        var reply = await jonas.Says("choke");

        Assert.Contains("Something went wrong on my side and nothing was changed", reply.Text, StringComparison.Ordinal);
        Assert.NotEmpty((await jonas.Says("hello")).Everything);
    }

    /// <summary>A channel that cannot read one message.</summary>
    public class ChokingChannel : DispatchProxy
    {
        private IChannel _channel = null!;

        public static IChannel Around(IChannel channel)
        {
            var choking = Create<IChannel, ChokingChannel>();
            ((ChokingChannel)(object)choking)._channel = channel;
            return choking;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == nameof(IChannel.FindQuotedAsync) && args is [Activity { Text: "choke" }, ..]
                ? throw new InvalidOperationException("As the test wants it.")
                : targetMethod.Invoke(_channel, BindingFlags.DoNotWrapExceptions, null, args, null);
    }

    /// <summary>Changes something, says something, and fails.</summary>
    private sealed class Breaks(Nonces nonces) : ICommand
    {
        public async ValueTask<bool> TryHandleAsync(Turn turn)
        {
            if (turn.Text != "break now")
            {
                return false;
            }

            await nonces.UseAsync("half" + Guid.NewGuid().ToString("N"));
            turn.Say("half");
            throw new InvalidOperationException("As the test wants it.");
        }
    }
}
