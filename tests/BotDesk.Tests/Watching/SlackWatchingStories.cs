using System.Net;
using System.Text.Json.Nodes;
using BotDesk.Tests.Channels.Slack;

namespace BotDesk.Tests.Watching;

/// <summary>A channel in Slack in which the desk reads along.</summary>
public class SlackWatchingStories : DeskStories
{
    private const string Channel = "C0HELP";
    private const string Vpn = "Does anybody know why my VPN keeps disconnecting every few minutes?";
    private const string Mailbox = "My mailbox is full and I can't send any more mails. What now?";

    [Story]
    public async Task Questions_are_answered_in_their_thread_in_which_people_then_talk_undisturbed()
    {
        await using var slack = await WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (helena, jonas, tomasz) = (desk.InSlack(slack, "U0HELENA"), desk.InSlack(slack, "U0JONAS"), desk.InSlack(slack, "U0TOMASZ"));

        await Writes(jonas, jonas.Message(Vpn, Channel));
        Assert.Contains("Only managers", (await tomasz.Says("<@U0DESK> watch this channel", Channel)).Single().Text, StringComparison.Ordinal);
        Assert.Contains("From now on I watch", (await helena.Says("<@U0DESK> watch this channel", Channel)).Single().Text, StringComparison.Ordinal);
        await Eventually.Is(() => desk.Row<string>("SELECT name FROM watched_channels"), name => name == "#it-help");
        var inbox = await desk.Row<long>("SELECT count(*) FROM inbox");

        // Chatter, other bots, people who call each other: nothing is kept, and Slack is asked nothing.
        var calls = slack.Calls.Count;
        await Writes(jonas, jonas.Message("lunch at 12:30?", Channel));
        await Writes(jonas, jonas.Message($"<@U0ANOUK> {Vpn}", Channel));
        var program = jonas.Message(Vpn, Channel);
        program["bot_id"] = "B0OTHER";
        await Writes(jonas, program);
        await Writes(jonas, jonas.Message("Does anybody know how to connect the plotter to the sewing machine?", Channel));
        Assert.Equal((inbox, calls), (await desk.Row<long>("SELECT count(*) FROM inbox"), slack.Calls.Count));
        Assert.Equal(["NotSure"], await desk.Rows<string>("SELECT outcome FROM watched_questions"));

        // The question stands in the channel, the answer under it; delivered again it is not answered again.
        var question = jonas.Message(Vpn, Channel);
        var answer = await Answered(desk, slack, jonas, question);
        Assert.Equal((Channel, Ts(question)), (answer!.Channel, answer.Thread));
        Assert.Contains("The VPN keeps dropping", answer.Text, StringComparison.Ordinal);
        await Writes(jonas, question);
        Assert.Single(slack.Screen.Messages, message => message.Thread == Ts(question));

        // People talk on without the bot; what the asker says of the answer counts.
        await Writes(tomasz, tomasz.Message("my vpn is fine, is it your router?", Channel, Ts(question)));
        await Writes(tomasz, tomasz.Message("that helped", Channel, Ts(question)));
        Assert.Equal("None", await desk.Row<string>("SELECT verdict FROM watched_questions WHERE outcome = 'Answered'"));
        await Writes(jonas, jonas.Message("thanks, that helped", Channel, Ts(question)));
        await Eventually.Is(() => desk.Row<string>("SELECT verdict FROM watched_questions WHERE outcome = 'Answered'"), verdict => verdict == "Helped");
        Assert.Single(slack.Screen.Messages, message => message.Thread == Ts(question));

        // Mentioned there, it is a conversation as anywhere else.
        Assert.NotEmpty(await jonas.Says("<@U0DESK> my tickets", Channel, Ts(question)));
        await Writes(jonas, jonas.Message("what can I order?", Channel, Ts(question)));
        await slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(message => message.Thread == Ts(question) && message.Name?.Contains("catalog", StringComparison.Ordinal) == true), "the catalog in the thread");
    }

    [Story]
    public async Task Buttons_work_a_deleted_answer_counts_against_it_and_direct_messages_are_for_the_asker()
    {
        await using var slack = await WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (helena, jonas, anouk) = (desk.InSlack(slack, "U0HELENA"), desk.InSlack(slack, "U0JONAS"), desk.InSlack(slack, "U0ANOUK"));
        await helena.Says("<@U0DESK> bitte beobachte diesen Kanal", Channel);

        var question = jonas.Message(Vpn, Channel);
        var answer = (await Answered(desk, slack, jonas, question))!;
        await anouk.Presses(answer, "That helped");
        answer = await anouk.SeesChanged(answer);
        Assert.Contains("Helped somebody else, too", answer.Text, StringComparison.Ordinal);
        var opened = await anouk.Presses(answer, "Open article");
        Assert.Equal(Ts(question), opened.Card("knowledge/article").Thread);
        await jonas.Presses(answer, "Not helpful");
        answer = await jonas.SeesChanged(answer);
        Assert.Contains("This did not help", answer.Text, StringComparison.Ordinal);

        // A ticket from it is the asker's own business: the form is in their direct messages, with what they asked.
        await jonas.Presses(answer, "Create a ticket");
        Assert.Contains("my VPN keeps disconnecting", (await jonas.Receives(message => message.Name == "incidents/form", "the form")).Text, StringComparison.Ordinal);

        // Whoever may delete messages there deletes the answer.
        var deleted = anouk.Message(Vpn, Channel);
        var gone = (await Answered(desk, slack, anouk, deleted))!;
        Assert.Equal(HttpStatusCode.OK, (await helena.Sender.Event(new JsonObject
        {
            ["type"] = "message",
            ["subtype"] = "message_deleted",
            ["channel"] = Channel,
            ["channel_type"] = "channel",
            ["ts"] = slack.NewTs(),
            ["deleted_ts"] = gone.Ts,
            ["previous_message"] = new JsonObject { ["type"] = "message", ["user"] = FakeSlack.Bot, ["bot_id"] = "B0DESK", ["ts"] = gone.Ts, ["thread_ts"] = Ts(deleted), ["text"] = "…" },
        })).Status);
        await Eventually.Is(() => desk.Rows<string>("SELECT verdict FROM watched_questions ORDER BY id"), verdicts => verdicts is ["NotHelpful", "Deleted"]);

        // In direct messages, with what was asked in the form.
        await helena.Says("<@U0DESK> antworte hier per Direktnachricht", Channel);
        await Eventually.Is(() => desk.Row<string>("SELECT name FROM watched_channels"), name => name == "#it-help");
        await Writes(jonas, jonas.Message(Mailbox, Channel));
        var offer = await jonas.Receives(message => message.Name == "watching/answer", "the offer");
        Assert.Contains("About what you asked in #it-help", offer.Text, StringComparison.Ordinal);
        var form = await jonas.Presses(offer, "Create a ticket");
        Assert.Contains("mailbox is full", form.Card("incidents/form").Text, StringComparison.Ordinal);
        await helena.Says("<@U0DESK> nicht mehr beobachten", Channel);
        await Writes(anouk, anouk.Message(Mailbox, Channel));
        Assert.Equal(3, await desk.Row<long>("SELECT count(*) FROM watched_questions"));
    }

    private static async Task<FakeSlack> WorkspaceAsync()
    {
        var slack = await SlackDesk.WorkspaceAsync();
        slack.Knows(new SlackUser("U0HELENA", "Helena", "helena.strandmark@larkfield.example.com"));
        return slack;
    }

    private static async Task Writes(SlackTalker who, JsonObject message) => Assert.Equal(HttpStatusCode.OK, (await who.Sender.Event(message)).Status);

    /// <summary>Writes it, and sees what comes under it; null for silence.</summary>
    private static async Task<SlackShown?> Answered(DeskHost desk, FakeSlack slack, SlackTalker who, JsonObject question)
    {
        var before = slack.Screen.Messages.Count;
        await Writes(who, question);
        return (await who.AnswersTo(before, $"{Channel}:{Ts(question)}", Ts(question))).SingleOrDefault(message => message.Thread == Ts(question));
    }

    private static string Ts(JsonObject message) => message["ts"]!.GetValue<string>();
}
