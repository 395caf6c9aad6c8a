using System.Text.Json.Nodes;
using BotDesk.Changes;
using BotDesk.Data;
using BotDesk.Tests.Changes.Chat;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace BotDesk.Tests.OnPostgres;

/// <summary>Two instances on one database behave as one desk.</summary>
public sealed class TwoInstancesTests : DeskStories, IOnPostgres
{
    [Story]
    public async Task A_conversation_delivered_to_both_in_turn_keeps_its_order()
    {
        await using var one = await StartDesk();
        await using var other = await one.AnotherAsync();
        var number = await one.As("jonas").HasTicket("my vpn drops every ten minutes");

        // Each is acknowledged before the next is sent; nobody waits for answers.
        for (var each = 0; each < 60; each++)
        {
            await (each % 2 == 0 ? one : other).As("jonas").Posts(new JsonObject { ["type"] = "message", ["text"] = $"add to {number}: number {each}", ["id"] = $"m{each}" });
        }

        await one.As("jonas").Says("hello");
        Assert.Equal(Enumerable.Range(0, 60).Select(each => $"number {each}"), await Tickets.Chat.RequesterStories.Comments(one, number));
        await one.Connector.Shown.WaitFor(all => all.FirstOrDefault(shown => shown.ReplyToId == "m59"), "the last answer");
        Assert.Equal(
            Enumerable.Range(0, 60).Select(each => $"m{each}"),
            one.Connector.Shown.All.Select(shown => shown.ReplyToId).Where(id => id?.Length is 2 or 3));
    }

    [Story]
    public async Task The_same_activity_delivered_to_both_at_once_is_handled_once()
    {
        await using var one = await StartDesk();
        await using var other = await one.AnotherAsync();
        var jonas = one.As("jonas");

        for (var each = 0; each < 10; each++)
        {
            var message = jonas.Filled(new JsonObject { ["type"] = "message", ["text"] = "my tickets", ["id"] = $"m{each}" }).ToJsonString();
            await Task.WhenAll(one.PostsActivity(message), other.PostsActivity(message), one.PostsActivity(message));
            await one.HandledAsync(jonas.ConversationKey, $"m{each}");
        }

        await jonas.Says("hello");
        Assert.Equal(11, jonas.Shown.Count);
    }

    [Story]
    public async Task A_question_in_a_watched_channel_that_reaches_both_is_answered_once_and_both_stop_watching()
    {
        var clock = new FakeTime();
        await using var one = await StartDesk(new DeskSetup { Clock = clock });
        await using var other = await one.AnotherAsync();
        var (here, there) = (new Watching.TeamsChannel(one), new Watching.TeamsChannel(other, after: 100));
        const string Question = "Does anybody know why my VPN keeps disconnecting every few minutes?";
        Assert.Null((await there.Asks("jonas", Question)).Answer);
        await here.Tells("helena", "watch this channel");
        clock.Advance(TimeSpan.FromSeconds(2));

        string[] askers = ["jonas", "sofie", "amara"];
        foreach (var (asker, at) in askers.Select((asker, at) => (asker, at)))
        {
            var post = new Watching.Post($"190000000000{at}", $"19:it-help@thread.tacv2;messageid=190000000000{at}");
            var message = one.As(asker, post.Thread).Filled(Watching.TeamsChannel.Message(post, Question)).ToJsonString();
            await Task.WhenAll(one.PostsActivity(message), other.PostsActivity(message), one.PostsActivity(message), other.PostsActivity(message));
            Assert.Equal(1, await one.HandledAsync($"msteams|{post.Thread}", post.Id));
        }

        Assert.Equal(["Answered", "Answered", "Answered"], await one.Rows<string>("SELECT outcome FROM watched_questions"));
        await here.Tells("helena", "stop watching");
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null((await there.Asks("ravi", Question)).Answer);
        Assert.Equal(3, await one.Row<long>("SELECT count(*) FROM watched_questions"));
    }

    [Story]
    public async Task A_click_at_both_at_once_counts_once()
    {
        await using var one = await StartDesk();
        await using var other = await one.AnotherAsync();

        for (var each = 0; each < 5; each++)
        {
            var jonas = one.As("jonas");
            var form = await jonas.OpensForm("my vpn drops every ten minutes");
            await Task.WhenAll(jonas.Clicks(form, "Send"), other.As("jonas").Clicks(form, "Send"), jonas.Clicks(form, "Send"));
            Assert.Equal(each + 1, await one.Row<long>("SELECT count(*) FROM audit WHERE action = 'incident.filed'"));
        }
    }

    [Story]
    public async Task Two_agents_at_two_instances_do_not_overwrite_each_other()
    {
        await using var one = await StartDesk();
        await using var other = await one.AnotherAsync();
        var number = await one.As("jonas").HasTicket("my vpn drops every ten minutes");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(each => (each % 2 == 0 ? one.As("tomasz") : other.As("priya")).Says($"reply {number}: reply {each}")));

        Assert.Equal(20, (await Tickets.Chat.RequesterStories.Comments(one, number)).Distinct().Count());
        var jonas = one.As("jonas");
        await one.Connector.Shown.WaitFor(all => all.Where(shown => shown.ConversationId == jonas.ConversationId && shown.Card?.Template == "tickets/update").ToList() is { Count: >= 20 } news ? news : null, "all replies");
    }

    [Story]
    public async Task Two_approvers_who_decide_at_two_instances_at_once_both_count_and_everybody_sees_it()
    {
        await using var one = await StartDesk();
        await using var other = await one.AnotherAsync();
        var (mira, desmond, priya) = (one.As("mira"), other.As("desmond"), one.As("priya"));
        await mira.Says("hello");
        await desmond.Says("hello");

        for (var each = 0; each < 5; each++)
        {
            var own = await priya.AsksForChange($"Change number {each}");
            var (toMira, toDesmond) = (await mira.IsAsked(own.Number), await desmond.IsAsked(own.Number));

            // Each click reaches both instances, as a channel delivers it again.
            var (first, second) = (mira.Filled(TeamsTalker.Click(toMira, "Approve")), desmond.Filled(TeamsTalker.Click(toDesmond, "Approve")));
            await Task.WhenAll(one.PostsActivity(first.ToJsonString()), other.PostsActivity(second.ToJsonString()), other.PostsActivity(first.ToJsonString()), one.PostsActivity(second.ToJsonString()));

            Assert.Equal(["change.filed", "approval.opened", "approval.approved", "approval.approved"], await one.AuditOf(own.Number));
            foreach (var (who, card) in new[] { (priya, own), (mira, toMira), (desmond, toDesmond) })
            {
                await who.Sees(card, "\u200e  ·  Approved");
            }
        }
    }

    [Story]
    public async Task A_change_started_and_ended_at_two_instances_at_once_begins_and_ends_once()
    {
        var clock = new FakeTime();
        await using var one = await StartDesk(new DeskSetup { Clock = clock });
        await using var other = await one.AnotherAsync();
        var form = (await one.As("priya").Says("new change: add a dns record on tuesday at 18:30")).Card("changes/form");
        var number = (await one.As("priya").Clicks(form, "Send")).Card("changes/change").Number;
        clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromHours(9.6));
        var (priya, tomasz) = (await one.Person("priya"), await one.Person("tomasz"));

        var starts = await Task.WhenAll(At(one, day => day.StartAsync(number, priya)), At(other, day => day.StartAsync(number, tomasz)));
        var ends = await Task.WhenAll(At(one, day => day.FinishAsync(number, priya, "")), At(other, day => day.RollBackAsync(number, tomasz, "It does not resolve")));

        foreach (var outcomes in new[] { starts, ends })
        {
            Assert.Equal(RefusalKind.Conflict, Assert.Single(outcomes, outcome => outcome.Refusal is not null).Refusal!.Kind);
        }

        Assert.Equal(2, (await one.AuditOf(number)).Count(action => action is "change.started" or "change.finished" or "change.rolledBack"));

        static Task<Outcome<Change>> At(DeskHost desk, Func<ChangeDay, Task<Outcome<Change>>> deed) => desk.Services.GetRequiredService<DeskWriter>().DoAsync(deed);
    }

    [Story]
    public async Task News_does_not_undo_what_its_reader_is_doing_at_that_moment()
    {
        await using var one = await StartDesk();
        await using var other = await one.AnotherAsync();
        var (jonas, tomasz) = (one.As("jonas"), other.As("tomasz"));
        var number = await jonas.HasTicket("my vpn drops every ten minutes");

        for (var each = 0; each < 10; each++)
        {
            await jonas.Says("outlook crashes when i open an attachment");
            var both = (Form: jonas.Says("create a ticket"), Reply: tomasz.Says($"reply {number}: {each}"));
            await Task.WhenAll(both.Form, both.Reply);

            var form = each == 0 ? await both.Form : await jonas.Clicks((await both.Form).Card("incidents/similar"), "No, a new one");
            Assert.Single((await jonas.Clicks(form.Card("incidents/form"), "Send")).Cards, card => card.Template == "tickets/filed");
        }
    }

    [Story]
    public async Task What_a_dead_instance_left_is_taken_over()
    {
        var clock = new FakeTime();
        await using var one = await StartDesk(new DeskSetup { Clock = clock });
        var jonas = one.As("jonas");
        await jonas.Says("hello");

        // As an instance leaves it that was killed after it had acknowledged a message, and before it had sent an answer.
        await using (var database = new NpgsqlConnection(one.Postgres))
        {
            var left = clock.GetUtcNow().ToUnixTimeMilliseconds();
            var activity = System.Text.Encoding.UTF8.GetBytes(jonas.Filled(new JsonObject { ["type"] = "message", ["text"] = "help", ["id"] = "acknowledged" }).ToJsonString());
            await database.ExecuteAsync(
                "INSERT INTO inbox (conversation_key, activity_id, received_at, activity, status, attempts, answer_status) VALUES (@ConversationKey, 'acknowledged', @left, @activity, 0, 0, 0)",
                new { jonas.ConversationKey, left, activity });
            await database.ExecuteAsync(
                """
                INSERT INTO outbox (conversation_key, kind, activity, reply_to_id, attempts, created_at, due_at, owner, owned_until)
                SELECT conversation_key, 0, activity, 'unsent', 0, @left, @left, 'dead:1', @left + 30000 FROM outbox ORDER BY id LIMIT 1
                """,
                new { left });
        }

        // Time passes, and other conversations go on.
        for (var passed = 0; passed < 60; passed++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await one.As("mira").Says("hello");
        }

        // What was not sent had been said before, so it comes first.
        await one.Connector.Shown.WaitFor(all => all.FirstOrDefault(shown => shown.ReplyToId == "acknowledged"), "the answer to what was acknowledged");
        Assert.Equal(3, jonas.Shown.Count);
        Assert.Equal(jonas.Shown[0].Activity.GetRawText(), jonas.Shown[1].Activity.GetRawText());
    }

    [Story]
    public async Task What_waits_behind_a_retry_is_sent_once_although_another_instance_takes_it_over()
    {
        var clock = new FakeTime();
        await using var one = await StartDesk(new DeskSetup { Clock = clock });
        await using var other = await one.AnotherAsync();
        var jonas = one.As("jonas");
        one.Connector.WillAnswer(jonas.ConversationId, new ConnectorAnswer(503, RetryAfter: 100));
        var retry = clock.Awaited(TimeSpan.FromSeconds(100));
        var replies = new List<Task<Reply>> { jonas.Says("hello") };
        await retry;
        replies.AddRange([jonas.Says("help"), jonas.Says("my tickets")]);
        await one.As("mira").Says("hello");

        for (var passed = 0; passed < 130; passed += 5)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            await one.As("mira").Says("hello");
        }

        await Task.WhenAll(replies);
        Assert.Equal(3, jonas.Shown.Count);
        Assert.Equal(await one.Rows<string>("SELECT reply_to_id FROM outbox WHERE conversation_key = @ConversationKey ORDER BY id", new { jonas.ConversationKey }), jonas.Shown.Select(shown => shown.ReplyToId));
    }
}
