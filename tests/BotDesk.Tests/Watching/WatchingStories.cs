using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Data;
using BotDesk.Knowledge;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.Watching;

/// <summary>A channel in Teams in which the desk reads along.</summary>
public class WatchingStories : DeskStories
{
    private const string Vpn = "Does anybody know why my VPN keeps disconnecting every few minutes?";
    private const string Mailbox = "My mailbox is full and I can't send any more mails. What now?";
    private const string Password = "My password has expired and now I cannot log in, what do I do?";

    [Story]
    public async Task Whoever_asks_others_gets_a_short_answer_under_it_once_a_manager_wants_that()
    {
        await using var desk = await StartDesk();
        var channel = new TeamsChannel(desk);

        // Nobody asked for it yet, and not everybody may.
        Assert.Null((await channel.Asks("jonas", Vpn)).Answer);
        Assert.StartsWith("Only managers", await channel.Tells("tomasz", "watch this channel"), StringComparison.Ordinal);
        Assert.StartsWith("Nur Leitende", await channel.Tells("ewan", "bitte beobachte diesen Kanal"), StringComparison.Ordinal);
        Assert.Null((await channel.Asks("jonas", Vpn)).Answer);
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM watched_questions"));
        Assert.StartsWith("From now on I watch", await channel.Tells("helena", "watch this channel"), StringComparison.Ordinal);
        Assert.StartsWith("I watch this channel", await channel.Tells("jonas", "are you watching this channel?"), StringComparison.Ordinal);

        // Under the question, and short: the article, what to do first, and what one can press.
        var (post, answer) = await channel.Asks("jonas", Vpn);
        Assert.NotNull(answer);
        Assert.Contains("The VPN keeps dropping", answer.Text, StringComparison.Ordinal);
        Assert.True(answer.Text.Length < 700, answer.Text);
        Assert.Equal(["Open article", "That helped", "Not helpful", "Create a ticket"], answer.Buttons);
        Assert.Equal(post.Id, desk.Connector.Shown.All.Single(arrival => arrival.Card?.Template == "watching/answer").ReplyToId);

        // Others' word is counted beside the asker's, which comes first and stays.
        var seen = await channel.Presses("sofie", post, answer, "That helped");
        Assert.Contains("Helped somebody else, too", seen.Text, StringComparison.Ordinal);
        await channel.Presses("sofie", post, seen, "That helped");
        seen = await channel.Presses("jonas", post, seen, "That helped");
        Assert.StartsWith("This helped:", seen.Text.Trim(), StringComparison.Ordinal);
        Assert.Equal(["Open article"], seen.Buttons);
        await channel.Presses("jonas", post, answer, "Not helpful");
        Assert.Equal("Helped", await desk.Row<string>("SELECT verdict FROM watched_questions"));
        Assert.Equal(2, await desk.Row<long>("SELECT count(*) FROM watch_votes"));
        Assert.Contains("The VPN keeps dropping", (await desk.As("jonas", post.Thread).Waits(all => all.LastOrDefault(arrival => arrival.IsUpdate && arrival.Card?.Buttons.Count == 1)?.Card, "the card for everybody")).Text, StringComparison.Ordinal);

        // No word of what was asked is kept but where the bot itself was told it.
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM chats WHERE state LIKE '%disconnecting%'"));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM article_offers"));

        // In German to whoever writes it.
        var german = (await channel.Asks("ewan", "Wie kann ich mein Passwort zurücksetzen? Ich habe es vergessen")).Answer;
        Assert.Contains("Das hat geholfen", german!.Buttons);

        Assert.StartsWith("I no longer watch", await channel.Tells("helena", "stop watching"), StringComparison.Ordinal);
        Assert.Null((await channel.Asks("sofie", Mailbox)).Answer);
        Assert.StartsWith("I do not watch", await channel.Tells("jonas", "is this channel watched?"), StringComparison.Ordinal);
        Assert.Equal(2, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'watching.changed'"));
    }

    [Story]
    public async Task To_everything_else_the_bot_is_silent_and_keeps_nothing()
    {
        await using var desk = await StartDesk();
        var channel = new TeamsChannel(desk);
        await channel.Tells("helena", "please watch this channel");
        var before = await desk.Row<long>("SELECT count(*) FROM inbox");

        // Chatter, announcements, people who call each other, bots, edits.
        foreach (var said in (string[])["Thanks, that worked 🙏", "FYI: the VPN keeps disconnecting for some, we are on it", "@here my VPN keeps disconnecting, yours too?", "vpn?", $"{Vpn} {new string('x', 600)}"])
        {
            Assert.Null((await channel.Asks("jonas", said)).Answer);
        }

        Assert.Null((await channel.Asks("jonas", Vpn, message => message["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>Sofie</at>", ["mentioned"] = new JsonObject { ["id"] = "29:sofie", ["name"] = "Sofie" } }))).Answer);
        Assert.Null((await channel.Asks("jonas", Vpn, message => message["from"]!["id"] = "28:another-bot")).Answer);
        Assert.Null((await channel.Asks("jonas", Vpn, message => message["type"] = "messageUpdate")).Answer);
        Assert.Equal(before, await desk.Row<long>("SELECT count(*) FROM inbox"));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM watched_questions"));

        // A question that no article surely answers counts, and its words are nowhere; nor is a stranger made a person for it.
        var (unsure, none) = await channel.Asks("stranger", "Does anybody know how to connect the plotter to the sewing machine?", name: "Sam Stranger");
        Assert.Null(none);
        Assert.Equal("NotSure", await desk.Row<string>("SELECT outcome FROM watched_questions"));
        Assert.Equal(before, await desk.Row<long>("SELECT count(*) FROM inbox"));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM people WHERE name = 'Sam Stranger'"));
        Assert.Null(await channel.Replies(unsure, "sofie", Vpn));

        // What agents alone may read is not said to all; who may read it gets it alone.
        await Changes(desk, db => db.Set<KnowledgeArticle>().Where(article => article.ExternalId == "mailbox-full").ExecuteUpdateAsync(set => set.SetProperty(article => article.Audience, KnowledgeArticle.Agents).SetProperty(article => article.Version, 99)));
        Assert.Null((await channel.Asks("tomasz", Mailbox)).Answer);

        // In a group chat there is nothing to watch.
        Assert.StartsWith("Mention me in the channel", (await desk.As("helena").Says("watch this channel")).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task Answers_come_once_and_never_in_a_flood()
    {
        var clock = new FakeTime();
        await using var desk = await StartDesk(new DeskSetup { Clock = clock });
        var channel = new TeamsChannel(desk);
        await channel.Tells("helena", "watch this channel");

        // Delivered again, also after a while, it is not answered again.
        var (post, answer) = await channel.Asks("jonas", Vpn);
        Assert.NotNull(answer);
        Assert.Equal(HttpStatusCode.Accepted, (await desk.As("jonas", post.Thread).Posts(TeamsChannel.Message(post, Vpn))).Status);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM outbox WHERE conversation_key = @key AND kind = 0", new { key = $"msteams|{post.Thread}" }));
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM watched_questions"));

        // The same person has that article already; somebody else has not; and then it is enough for a while.
        Assert.Null((await channel.Asks("jonas", "my vpn keeps dropping again and again, does somebody know why?")).Answer);
        Assert.NotNull((await channel.Asks("sofie", Vpn)).Answer);
        Assert.NotNull((await channel.Asks("jonas", Mailbox)).Answer);
        Assert.Null((await channel.Asks("jonas", Password)).Answer);
        Assert.Equal(["Answered", "GivenLately", "Answered", "Answered", "TooMany"], await desk.Rows<string>("SELECT outcome FROM watched_questions ORDER BY id"));
        Assert.Equal(3, (await desk.Rows<byte[]>("SELECT activity FROM inbox")).Count(activity => System.Text.Encoding.UTF8.GetString(activity) is var said && (said.Contains("My mailbox", StringComparison.Ordinal) || said.Contains("VPN keeps", StringComparison.Ordinal) || said.Contains("password has", StringComparison.Ordinal) || said.Contains("again and again", StringComparison.Ordinal))));
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.NotNull((await channel.Asks("jonas", Password)).Answer);
    }

    [Story]
    public async Task It_learns_to_keep_quiet_tries_again_rarely_and_comes_back()
    {
        var clock = new FakeTime();
        await using var desk = await StartDesk(new DeskSetup { Clock = clock });
        var channel = new TeamsChannel(desk);
        await channel.Tells("helena", "watch this channel");
        string[] askers = ["jonas", "sofie", "amara", "ravi", "noor", "desmond", "mira", "anouk", "tomasz", "priya", "helena"];

        // Two askers say that it does not help, one on the card and one by words in the thread.
        var (first, card) = await channel.Asks(askers[0], Vpn);
        Assert.StartsWith("This did not help:", (await channel.Presses(askers[0], first, card!, "Not helpful")).Text.Trim(), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromMinutes(11));
        var (second, _) = await channel.Asks(askers[1], Vpn);
        Assert.Null(await channel.Replies(second, askers[2], "that didn't help"));
        Assert.Equal("None", await desk.Row<string>("SELECT verdict FROM watched_questions WHERE id = 2"));
        Assert.Null(await channel.Replies(second, askers[1], "that didn't help"));
        Assert.Equal("NotHelpful", await desk.Row<string>("SELECT verdict FROM watched_questions WHERE id = 2"));

        // Nine times it keeps quiet about it; other articles are another matter.
        for (var at = 0; at < 9; at++)
        {
            clock.Advance(TimeSpan.FromMinutes(11));
            Assert.Null((await channel.Asks(askers[2 + (at % 9)], Vpn)).Answer);
        }

        Assert.Equal(9, await desk.Row<long>("SELECT count(*) FROM watched_questions WHERE outcome = 'DoesNotHelpHere'"));
        Assert.NotNull((await channel.Asks(askers[2], Mailbox)).Answer);

        // The tenth is a try. It helps, and so the article is back.
        clock.Advance(TimeSpan.FromMinutes(11));
        var (tried, again) = await channel.Asks(askers[3], Vpn);
        Assert.NotNull(again);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM watched_questions WHERE is_try"));
        await channel.Presses(askers[3], tried, again, "That helped");
        clock.Advance(TimeSpan.FromMinutes(11));
        var (third, third1) = await channel.Asks(askers[4], Vpn);
        Assert.NotNull(third1);

        // Two more that did not help, and it is quiet again, until a manager says to learn anew.
        await channel.Presses(askers[4], third, third1, "Not helpful");
        clock.Advance(TimeSpan.FromMinutes(11));
        var (fourth, fourth1) = await channel.Asks(askers[5], Vpn);
        await channel.Presses(askers[5], fourth, fourth1!, "Not helpful");
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Null((await channel.Asks(askers[6], Vpn)).Answer);
        Assert.StartsWith("Only managers", await channel.Tells("anouk", "learn anew"), StringComparison.Ordinal);
        Assert.StartsWith("What I learned", await channel.Tells("helena", "forget what you learned here"), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.NotNull((await channel.Asks(askers[7], Vpn)).Answer);

        // All of that is told in numbers, in REST as in the channel.
        clock.Advance(TimeSpan.FromDays(2));
        var told = await desk.Http.GetFromJsonAsync<JsonElement>("/api/watching/channels/1");
        var numbers = told.GetProperty("channel").GetProperty("numbers");
        Assert.Equal("Larkfield › IT help", told.GetProperty("channel").GetProperty("name").GetString());
        Assert.Equal((17, 7, 1, 1, 1, 4, 2, 0), (Number("seen"), Number("answered"), Number("tries"), Number("helped"), Number("forGood"), Number("notHelpful"), Number("ignored"), Number("open")));
        Assert.Equal(10, numbers.GetProperty("keptQuiet").GetProperty("doesNotHelpHere").GetInt32());
        Assert.Equal(2, told.GetProperty("articles").GetArrayLength());
        Assert.Contains("questions seen 17, answered 7, and of these 1 helped", await channel.Tells("anouk", "how often did you help here?"), StringComparison.Ordinal);

        int Number(string name) => numbers.GetProperty(name).GetInt32();
    }

    [Story]
    public async Task By_direct_message_it_is_theirs_alone_and_becomes_a_ticket_with_what_they_asked()
    {
        await using var desk = await StartDesk();
        var (channel, tomasz, jonas) = (new TeamsChannel(desk), desk.As("tomasz"), desk.As("jonas"));
        await tomasz.Says("hello");
        await jonas.Says("hello");
        Assert.StartsWith("From now on I watch", await channel.Tells("helena", "watch this channel and answer by direct message"), StringComparison.Ordinal);

        // By their own rights: what agents may read is for agents.
        await Changes(desk, db => db.Set<KnowledgeArticle>().Where(article => article.ExternalId == "mailbox-full").ExecuteUpdateAsync(set => set.SetProperty(article => article.Audience, KnowledgeArticle.Agents).SetProperty(article => article.Version, 99)));
        await channel.Asks("jonas", Mailbox, expectsAnswer: false);
        await channel.Asks("tomasz", Mailbox, expectsAnswer: false);
        Assert.Contains("About what you asked in Larkfield › IT help", (await tomasz.Receives("watching/answer")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(jonas.Shown, arrival => arrival.Card?.Template == "watching/answer");

        var (post, _) = await channel.Asks("jonas", Vpn, expectsAnswer: false);
        var card = await jonas.Receives("watching/answer");
        Assert.DoesNotContain(desk.Connector.Shown.All, arrival => arrival.ConversationId == post.Thread);
        var form = (await jonas.Clicks(card, "Create a ticket")).Card("incidents/form");
        Assert.Equal(Vpn, form.Input("description"));
        Assert.Equal("NotHelpful", await desk.Row<string>("SELECT verdict FROM watched_questions WHERE thread_key = @key", new { key = $"msteams|{post.Thread}" }));

        // Nobody else has a say about what was said to them alone.
        var other = await desk.As("sofie").Posts(TeamsTalker.Click("watching.helped", new JsonObject { ["question"] = "1", ["nonce"] = "0123456789abcdef01234567" }));
        Assert.Contains("not there", other.Body.ToString(), StringComparison.OrdinalIgnoreCase);

        // Who takes the question back, takes its words back.
        await channel.Deletes(post, "jonas");
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM inbox WHERE conversation_key = @key AND activity_id = @id", new { key = $"msteams|{post.Thread}", id = post.Id }));
    }

    [Story]
    public async Task Where_a_person_was_first_or_it_is_too_late_nothing_is_said()
    {
        var clock = new FakeTime();
        await using var desk = await StartDesk(new DeskSetup { Clock = clock });
        var channel = new TeamsChannel(desk);
        await channel.Tells("helena", "watch this channel");

        // The question was noted and not handled yet, as when an instance was killed there.
        var (post, late) = (new Post("1800000000001", "19:it-help@thread.tacv2;messageid=1800000000001"), new Post("1800000000002", "19:it-help@thread.tacv2;messageid=1800000000002"));
        foreach (var each in (Post[])[post, late])
        {
            await Changes(desk, db => db.ExecuteAsync(
                "INSERT INTO watched_questions (channel_id, thread_key, message_id, at, outcome, article, confidence) VALUES (1, @key, @id, @at, 'Pending', 'KB1', 0.99)",
                new { key = $"msteams|{each.Thread}", id = each.Id, at = clock.GetUtcNow().ToUnixTimeMilliseconds() }));
        }

        Assert.Null(await channel.Replies(post, "sofie", "restart your router, that helped me"));
        Assert.Equal(HttpStatusCode.Accepted, (await desk.As("jonas", post.Thread).Posts(TeamsChannel.Message(post, Vpn))).Status);
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.Accepted, (await desk.As("jonas", late.Thread).Posts(TeamsChannel.Message(late, Vpn))).Status);
        Assert.Equal(0, await desk.HandledAsync($"msteams|{late.Thread}", late.Id));

        Assert.Equal(["PersonWasFirst", "TooLate"], await desk.Rows<string>("SELECT outcome FROM watched_questions ORDER BY id"));
        Assert.DoesNotContain(desk.Connector.Shown.All, arrival => arrival.Card?.Template == "watching/answer");
    }

    private static Task Changes(DeskHost desk, Func<DeskDb, Task> change) => desk.Services.GetRequiredService<DeskWriter>().WriteAsync(scope => change(scope.GetRequiredService<DeskDb>()));
}
