using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Data;

/// <summary>What the desk says arrives once and in order, whatever the channel does.</summary>
public class DeliveryTests : DeskStories
{
    private static readonly ConnectorAnswer TryAgainIn7 = new(503, RetryAfter: 7);

    [Story]
    public async Task Fifty_messages_sent_at_once_are_answered_each_and_in_the_order_of_arrival()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        await jonas.Says("hello");

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => jonas.Says("my tickets")));

        var arrived = await desk.Rows<string>("SELECT activity_id FROM inbox WHERE conversation_key = @ConversationKey ORDER BY id", new { jonas.ConversationKey });
        Assert.Equal(51, arrived.Count);
        Assert.Equal(arrived, jonas.Shown.Select(shown => shown.ReplyToId));
    }

    [Story]
    public async Task Each_answer_knows_what_was_said_before_it()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var number = await jonas.HasTicket("my vpn drops");

        // Sent one after the other without waiting for the answers.
        foreach (var word in Enumerable.Range(0, 20))
        {
            await jonas.Posts(new JsonObject { ["type"] = "message", ["text"] = $"add to {number}: number {word}" });
        }

        await jonas.Says("hello");
        Assert.Equal(Enumerable.Range(0, 20).Select(word => $"number {word}"), await Tickets.Chat.RequesterStories.Comments(desk, number));
    }

    [Story]
    public async Task Many_conversations_go_side_by_side()
    {
        await using var desk = await StartDesk();
        var people = Enumerable.Range(0, 40).Select(number => new TeamsTalker(desk, $"Guest {number}", $"29:g{number}", $"a:g{number}")).ToList();

        var numbers = await Task.WhenAll(people.Select(person => person.HasTicket("my vpn drops every ten minutes")));

        Assert.Equal(40, numbers.Distinct().Count());
        Assert.All(people, person => Assert.Equal(person.Shown.Count, person.Shown.Select(shown => shown.ActivityId + shown.IsUpdate + shown.Text).Distinct().Count()));
    }

    [Story]
    public async Task A_connector_that_asks_to_wait_is_asked_again_then_and_shows_it_once()
    {
        var clock = new FakeTime();
        await using var desk = await StartDesk(new DeskSetup { Clock = clock });
        var jonas = desk.As("jonas");
        desk.Connector.WillAnswer(jonas.ConversationId, TryAgainIn7, new ConnectorAnswer(429, RetryAfter: 3));
        var (seven, three) = (clock.Awaited(TimeSpan.FromSeconds(7)), clock.Awaited(TimeSpan.FromSeconds(3)));

        var reply = jonas.Says("hello");
        await seven;
        Assert.Single(desk.Connector.Calls);
        clock.Advance(TimeSpan.FromSeconds(7));
        await three;
        Assert.Equal(2, desk.Connector.Calls.Count);
        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.NotEmpty((await reply).Everything);
        Assert.Single(jonas.Shown);
        Assert.Equal([503, 429, 201], desk.Connector.Calls.Select(call => call.Status));
    }

    [Story]
    public async Task What_is_said_meanwhile_waits_its_turn()
    {
        var clock = new FakeTime();
        await using var desk = await StartDesk(new DeskSetup { Clock = clock });
        var jonas = desk.As("jonas");
        desk.Connector.WillAnswer(jonas.ConversationId, TryAgainIn7);
        var seven = clock.Awaited(TimeSpan.FromSeconds(7));

        var replies = new List<Task<Reply>> { jonas.Says("hello") };
        await seven;
        replies.AddRange([jonas.Says("help"), jonas.Says("my tickets")]);
        await desk.As("mira").Says("hello");
        Assert.Empty(jonas.Shown);
        clock.Advance(TimeSpan.FromSeconds(7));

        await Task.WhenAll(replies);
        var sent = await desk.Rows<string>("SELECT reply_to_id FROM outbox WHERE conversation_key = @ConversationKey ORDER BY id", new { jonas.ConversationKey });
        Assert.Equal(sent, jonas.Shown.Select(shown => shown.ReplyToId));
    }

    [Story]
    public async Task What_waits_when_the_desk_is_stopped_is_sent_when_it_is_due_and_not_when_the_stopped_one_is_given_up()
    {
        var clock = new FakeTime();
        var desk = await StartDesk(new DeskSetup { Clock = clock });
        desk.Connector.WillAnswer(desk.As("jonas").ConversationId, TryAgainIn7);
        var seven = clock.Awaited(TimeSpan.FromSeconds(7));
        await desk.As("jonas").Posts(new JsonObject { ["type"] = "message", ["text"] = "hello", ["id"] = "first" });
        await seven;
        await desk.As("jonas").Posts(new JsonObject { ["type"] = "message", ["text"] = "help", ["id"] = "second" });
        await desk.HandledAsync(desk.As("jonas").ConversationKey, "second");

        await using var again = await desk.RestartAsync();
        for (var passed = 0; passed < 20; passed++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await again.As("mira").Says("hello");
        }

        await again.As("jonas").Waits(all => all.FirstOrDefault(shown => shown.ReplyToId == "second"), "the answer to the second message");
        Assert.Equal(["first", "second"], again.As("jonas").Shown.Select(shown => shown.ReplyToId));
    }

    [Story]
    public async Task A_line_cut_after_receipt_is_not_repeated_but_counted()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var uncertain = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, its) =>
        {
            if (instrument.Name == "botdesk.outbox.uncertain")
            {
                its.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, measured, _, _) => Interlocked.Add(ref uncertain, measured));
        listener.Start();
        desk.Connector.WillAnswer(jonas.ConversationId, ConnectorAnswer.CutAfterReceipt);

        await jonas.Says("hello");
        await jonas.Says("help");

        Assert.Equal([0, 201], desk.Connector.Calls.Where(call => call.ConversationId == jonas.ConversationId).Select(call => call.Status));
        Assert.Contains("Uncertain", await desk.Rows<string>("SELECT outcome FROM outbox WHERE conversation_key = @ConversationKey ORDER BY id", new { jonas.ConversationKey }));
        Assert.True(Interlocked.Read(ref uncertain) >= 1);
    }

    [Story]
    public async Task A_card_that_is_gone_is_shown_anew_and_found_from_then_on()
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        var number = await jonas.HasTicket("my vpn drops");
        var gone = (await tomasz.Says($"work {number}")).Card("tickets/work");
        desk.Connector.WillAnswer(tomasz.ConversationId, new ConnectorAnswer(404, "ActivityNotFoundInConversation"));

        await tomasz.Clicks(gone, "Take it");
        var anew = await tomasz.Receives("tickets/work");
        await tomasz.Clicks(anew, "Save internal note", new { note = "seen" });

        Assert.NotEqual(gone.ActivityId, anew.ActivityId);
        Assert.Contains("seen", (await tomasz.SeesReplaced(anew)).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task Whoever_removed_the_bot_gets_what_was_held_when_they_write_again_and_first()
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        var number = await jonas.HasTicket("my vpn drops");
        await jonas.Says("hello");
        var before = News(jonas).Count;
        desk.Connector.WillAnswer(jonas.ConversationId, new ConnectorAnswer(403, "BotNotInConversationRoster"), new ConnectorAnswer(403, "BotNotInConversationRoster"));

        await tomasz.Says($"reply {number}: one");
        await Refused(desk, jonas, 1);
        await tomasz.Says($"reply {number}: two");
        await Refused(desk, jonas, 2);
        Assert.Equal(before, News(jonas).Count);
        await jonas.Says("hello");

        var cards = News(jonas).Skip(before).Select(shown => shown.Card!.Text).ToList();
        Assert.Equal(3, cards.Count);
        Assert.Contains("one", cards[0], StringComparison.Ordinal);
        Assert.Contains("two", cards[1], StringComparison.Ordinal);
        Assert.Equal(2, desk.Connector.Calls.Count(call => call.Status == 403));
    }

    [Story]
    public async Task What_one_channel_refuses_does_not_hold_up_another()
    {
        var clock = new FakeTime();
        await using var desk = await StartDesk(new DeskSetup { Clock = clock });
        var jonas = desk.As("jonas");
        desk.Connector.WillAnswer(jonas.ConversationId, TryAgainIn7);
        var seven = clock.Awaited(TimeSpan.FromSeconds(7));
        _ = jonas.Posts(new JsonObject { ["type"] = "message", ["text"] = "hello" });
        await seven;

        Assert.NotEmpty((await desk.As("mira").Says("hello")).Everything);
    }

    [Story]
    public async Task A_restart_sends_what_was_not_sent_before_anything_new()
    {
        var clock = new FakeTime();
        await using var desk = await StartDesk(new DeskSetup { Clock = clock });
        var jonas = desk.As("jonas");
        desk.Connector.WillAnswer(jonas.ConversationId, TryAgainIn7);
        var seven = clock.Awaited(TimeSpan.FromSeconds(7));
        var (_, _) = await jonas.Posts(new JsonObject { ["type"] = "message", ["text"] = "hello", ["id"] = "first" });
        await seven;
        clock.Advance(TimeSpan.FromSeconds(6));

        await using var again = await desk.RestartAsync();
        var back = again.As("jonas");
        clock.Advance(TimeSpan.FromSeconds(60));
        await back.Says("help");

        await desk.Connector.Shown.WaitFor(all => all.FirstOrDefault(shown => shown.ReplyToId == "first"), "what was not sent before the restart");
        Assert.Single(desk.Connector.Shown.All, shown => shown.ReplyToId == "first");
    }

    private static List<Arrival> News(Talker talker) => [.. talker.Shown.Where(shown => !shown.IsUpdate)];

    /// <summary>Ends when the channel has refused so many messages to somebody and the desk has noted it.</summary>
    private static async Task Refused(DeskHost desk, Talker talker, int count)
    {
        // The next thing said in another conversation passes through the same writer, after the note.
        while (await desk.Row<long>("SELECT count(*) FROM outbox WHERE conversation_key = @ConversationKey AND done_at IS NULL AND error LIKE '%Roster%'", new { talker.ConversationKey }) < count)
        {
            await desk.As("mira").Says("hello");
        }
    }
}
