using BotDesk.Conversation;
using BotDesk.Data;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>What the desk says in Slack keeps Slack's pace and its order, and stays in the threads it belongs to.</summary>
public class SlackDeliveryTests : DeskStories
{
    [Story]
    public async Task Messages_to_a_channel_keep_their_distance_and_their_order()
    {
        // The workspace refuses whatever comes sooner.
        var interval = TimeSpan.FromSeconds(1.3);
        var clock = new FakeTime();
        await using var slack = await SlackDesk.WorkspaceAsync(clock, interval);
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings, Clock = clock });
        var jonas = desk.InSlack(slack, "U0JONAS");
        var sent = Enumerable.Range(0, 4).Select(number => jonas.Message($"INC900{number}")).ToList();
        var waiting = clock.Awaited(interval);

        foreach (var message in sent)
        {
            await jonas.Sender.Event(message);
        }

        foreach (var message in sent)
        {
            await desk.HandledAsync($"slack|{jonas.User}", message["ts"]!.GetValue<string>());
        }

        for (var shown = 1; shown < 4; shown++)
        {
            await slack.Screen.WaitFor(screen => screen.Messages.Count >= shown ? screen : null, $"message {shown}");
            await waiting;
            Assert.Equal(shown, slack.Screen.Messages.Count);
            waiting = clock.Awaited(interval);
            clock.Advance(interval);
        }

        await slack.Screen.WaitFor(screen => screen.Messages.Count == 4 ? screen : null, "the last message");

        Assert.Equal(["0", "1", "2", "3"], slack.Screen.Messages.Select(message => System.Text.RegularExpressions.Regex.Match(message.Text, @"INC900(\d)").Groups[1].Value));
        Assert.DoesNotContain(slack.Calls, call => call.Error == "ratelimited");
    }

    [Story]
    public async Task A_limit_that_Slack_sets_is_waited_out_and_nothing_is_lost_or_doubled()
    {
        var clock = new FakeTime();
        await using var slack = await SlackDesk.WorkspaceAsync(clock);
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings, Clock = clock });
        var jonas = desk.InSlack(slack, "U0JONAS");
        slack.WillAnswer("chat.postMessage", new SlackAnswer(429, "ratelimited", RetryAfter: 7), new SlackAnswer(200, "ratelimited"));
        var seven = clock.Awaited(TimeSpan.FromSeconds(7));

        var reply = jonas.Says("hello");
        await seven;
        var later = clock.Awaited(TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromSeconds(7));
        await later;
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Single(await reply);
        Assert.Equal(3, slack.Calls.Count(call => call.Method == "chat.postMessage"));
        Assert.Single(jonas.Shown);
    }

    [Story]
    public async Task Whoever_cannot_be_written_to_gets_what_was_held_when_they_write_again()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        slack.WillAnswer("chat.postMessage", new SlackAnswer(200, "channel_not_found"));
        var message = jonas.Message("hello");
        await jonas.Sender.Event(message);
        await desk.HandledAsync($"slack|{jonas.User}", message["ts"]!.GetValue<string>());
        while (await desk.Row<long>("SELECT count(*) FROM outbox WHERE error = 'channel_not_found' AND done_at IS NULL") == 0)
        {
            await desk.InSlack(slack, "U0ANOUK").Says("hello");
        }

        Assert.Empty(jonas.Shown);
        await jonas.Says("my tickets");
        await jonas.Receives(shown => shown.Name == "tickets/list", "the list");

        Assert.Equal(2, jonas.Shown.Count);
        Assert.Equal("tickets/list", jonas.Shown[^1].Name);
    }

    [Fact]
    public async Task What_was_sent_but_not_recorded_when_the_desk_was_killed_is_found_in_Slack_and_not_sent_again()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        await desk.InSlack(slack, "U0JONAS").Says("hello");
        await desk.InSlack(slack, "U0ANOUK").Says("my tickets", "C0GENERAL");
        await desk.InSlack(slack, "U0TOMASZ").Says("hello");
        await Eventually.Is(() => desk.Row<long>("SELECT count(*) FROM outbox WHERE done_at IS NULL"), left => left == 0);
        await desk.Services.GetRequiredService<DeskWriter>().WriteAsync(async scope =>
        {
            // As another process left them: Tomasz' was never sent, as far as Slack can tell.
            var db = scope.GetRequiredService<DeskDb>();
            await db.ExecuteAsync("UPDATE outbox SET done_at = NULL, outcome = NULL, external_id = NULL, owner = 'killed'", null);
            await db.ExecuteAsync("UPDATE outbox SET created_at = created_at + 3600000 WHERE conversation_key = 'slack|U0TOMASZ'", null);
        });
        var before = slack.Screen.Messages.Count;

        await using var again = await desk.RestartAsync();

        Assert.Equal("D0TOMASZ", (await slack.Screen.WaitFor(screen => screen.Messages.Skip(before).FirstOrDefault(), "what was not there")).Channel);
        await Eventually.Is(() => again.Row<long>("SELECT count(*) FROM outbox WHERE done_at IS NULL"), left => left == 0);
        Assert.Equal(before + 1, slack.Screen.Messages.Count);
        Assert.Equal(slack.Screen.Messages.Where(message => message.Channel != "D0TOMASZ").Select(message => message.Ts).Order(), (await again.Rows<string>("SELECT external_id FROM outbox WHERE conversation_key NOT LIKE '%TOMASZ'")).Order());
    }

    [Story]
    public async Task Blocks_that_Slack_refuses_after_all_leave_the_words()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings, MayFail = true });
        slack.WillAnswer("chat.postMessage", new SlackAnswer(200, "invalid_blocks"));

        var shown = Assert.Single(await desk.InSlack(slack, "U0JONAS").Says("my tickets"));

        Assert.Contains("Your tickets", shown.Fallback, StringComparison.Ordinal);
    }

    [Story]
    public async Task A_thread_in_direct_messages_is_the_same_conversation_and_is_answered_there()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        var question = Assert.Single(await jonas.Says("create a ticket"));

        var answers = await jonas.Says("my vpn drops every ten minutes", jonas.Direct, question.Ts);

        Assert.NotEmpty(answers);
        Assert.All(answers, answer => Assert.Equal(question.Ts, answer.Thread));
    }

    [Story]
    public async Task A_card_that_starts_a_conversation_of_its_own_has_it_in_the_thread_beneath()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup
        {
            Settings = slack.Settings,
            Services = services => services.AddKeyedScoped<ICardVerb, Starts>("test.start").AddScoped<ICommand, Listens>(),
        });
        var anouk = desk.InSlack(slack, "U0ANOUK");
        var card = (await anouk.Says("start")).Card("conversation/done");
        var pressed = card with { Blocks = System.Text.Json.JsonElement.Parse("""[{"type":"actions","elements":[{"type":"button","action_id":"1","text":{"type":"plain_text","text":"Take"},"value":"{\"v\":\"test.start\",\"d\":{}}"}]}]""") };
        var press = anouk.Press(pressed, "Take");
        await anouk.Sender.Interaction(press);
        await desk.HandledAsync($"slack|{anouk.User}:{card.Ts}", $"click-{press["trigger_id"]}");
        Assert.Equal(card.Ts, (await anouk.Receives(shown => shown.Text == "Taken.", "the answer to the click")).Thread);

        var under = Assert.Single(await anouk.SaysUnder(card, "where am i"));
        var beside = Assert.Single(await anouk.Says("where am i"));

        Assert.Equal((card.Ts, $"{anouk.User}:{card.Ts}"), (under.Thread, under.Text));
        Assert.Equal((null, anouk.User), (beside.Thread, beside.Text));
    }

    private sealed class Starts : ICardVerb
    {
        public IReadOnlySet<string> Fields { get; } = new HashSet<string>();

        public bool ChangesSomething => false;

        public bool StartsThread => true;

        public Task<Refusal?> HandleAsync(Turn turn, CardAction action)
        {
            turn.Say("Taken.");
            return Task.FromResult<Refusal?>(null);
        }
    }

    private sealed class Listens : ICommand
    {
        public ValueTask<bool> TryHandleAsync(Turn turn)
        {
            switch (turn.Text)
            {
                case "start":
                    turn.Show("conversation/done", new { title = "Somebody waits", text = "for a person" });
                    return ValueTask.FromResult(true);
                case "where am i":
                    turn.Say(turn.Chat.ConversationId);
                    return ValueTask.FromResult(true);
                default:
                    return ValueTask.FromResult(false);
            }
        }
    }
}
