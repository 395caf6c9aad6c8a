using System.Net;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>What others got wrong in Slack, each by its name. <see cref="MistakesTests"/> says where the others are.</summary>
public class SlackMistakesTests : DeskStories
{
    [Story]
    public async Task Slack_repeats_an_event_and_it_is_answered_once()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        var message = jonas.Message("hello");

        for (var retry = 0; retry < 4; retry++)
        {
            Assert.Equal(HttpStatusCode.OK, (await jonas.Sender.Event(message, "Ev1", retry)).Status);
        }

        await jonas.Says("my tickets");
        Assert.Single(jonas.Shown, shown => shown.Name != "tickets/list");
    }

    [Story]
    public async Task A_mention_that_comes_as_two_events_is_answered_once()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        var ts = slack.NewTs();

        await Task.WhenAll(
            jonas.Sender.Event(jonas.Message($"<@{FakeSlack.Bot}> hello", "C0GENERAL", type: "app_mention", ts: ts)),
            jonas.Sender.Event(jonas.Message($"<@{FakeSlack.Bot}> hello", "C0GENERAL", ts: ts)));

        Assert.Equal(1, await desk.HandledAsync($"slack|C0GENERAL:{ts}", ts));
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM inbox WHERE activity_id = @ts", new { ts }));
    }

    [Story]
    public async Task A_retry_whose_first_delivery_never_came_is_not_dropped()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        var message = jonas.Message("hello");

        await jonas.Sender.Event(message, retry: 1);

        Assert.Equal(1, await desk.HandledAsync($"slack|{jonas.User}", message["ts"]!.GetValue<string>()));
    }

    [Story]
    public async Task The_bots_own_words_are_not_answered()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        var own = jonas.Message("my tickets");
        (own["user"], own["bot_id"]) = (FakeSlack.Bot, "B0DESK");
        var posted = jonas.Message("my tickets");
        (posted["bot_id"], posted["subtype"]) = ("B0OTHER", "bot_message");
        var changed = new JsonObject { ["type"] = "message", ["subtype"] = "message_changed", ["channel"] = jonas.Direct, ["ts"] = slack.NewTs(), ["message"] = jonas.Message("my tickets") };

        foreach (var echo in new[] { own, posted, changed })
        {
            Assert.Equal(HttpStatusCode.OK, (await jonas.Sender.Event(echo)).Status);
        }

        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM inbox"));
    }

    [Story]
    public async Task The_text_of_a_mention_does_not_break_a_command()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");

        foreach (var text in new[] { "<@U0DESK> help", "<@U0DESK|desk>: help", "  <@U0DESK>,  help " })
        {
            Assert.Equal("conversation/help", Assert.Single(await jonas.Says(text, "C0GENERAL")).Name);
        }

        // Somebody whom the desk knows is called by the name that it knows, anybody else as Slack does.
        await desk.InSlack(slack, "U0TOMASZ").Says("hello");
        var form = (await jonas.Says("create a ticket: <@U0TOMASZ> and <@U0NOBODY|nora> cannot print")).Card("incidents/form");
        Assert.Contains("Tomasz Wilkosz and nora cannot print", form.Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task A_double_click_counts_once()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        await jonas.Says("my vpn drops every ten minutes");
        var form = (await jonas.Says("create a ticket")).Card("incidents/form");
        var modal = await jonas.Opens(form, "Send…");

        var both = await Task.WhenAll(jonas.Sender.Interaction(jonas.Submission(modal)), jonas.Sender.Interaction(jonas.Submission(modal)));

        Assert.All(both, response => Assert.Equal(HttpStatusCode.OK, response.Status));
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'incident.filed' AND via = 'slack'"));
        Assert.Equal(1, (await jonas.Sender.Interaction(jonas.Press(await jonas.SeesChanged(form) with { Blocks = form.Blocks }, "Cancel"))).Status == HttpStatusCode.OK ? 1 : 0);
    }

    [Story]
    public async Task The_same_press_sent_again_is_one_press()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        var articles = (await jonas.Says("my vpn drops every ten minutes")).Card("knowledge/suggestions");
        var press = jonas.Press(articles, "Create a ticket");

        await jonas.Sender.Interaction(press);
        await jonas.Sender.Interaction(press);
        await jonas.Says("hello");

        Assert.Single(jonas.Shown, shown => shown.Name == "incidents/form");
    }

    [Story]
    public async Task A_click_on_an_old_card_shows_how_things_stand()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (jonas, tomasz) = (desk.As("jonas"), desk.InSlack(slack, "U0TOMASZ"));
        var number = await jonas.HasTicket("my vpn drops");
        var old = (await tomasz.Says($"work {number}")).Card("tickets/work");
        await tomasz.Presses(old, "Take it");
        await tomasz.SeesChanged(old);

        var answers = await tomasz.Presses(old, "Take it");
        Assert.DoesNotContain("Take it", answers.Card("tickets/work").Buttons);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM audit WHERE action LIKE '%taken' OR action LIKE '%assigned'"));

        // And a form of it says so instead of being filled in for nothing.
        var modal = await tomasz.Opens(old, "Send to requester…");
        Assert.Contains("done already", modal.Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task A_trigger_that_expired_is_told_to_the_one_who_pressed()
    {
        var clock = new FakeTime();
        await using var slack = await SlackDesk.WorkspaceAsync(clock);
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings, Clock = clock });
        var jonas = desk.InSlack(slack, "U0JONAS");
        await jonas.Says("my vpn drops every ten minutes");
        var form = (await jonas.Says("create a ticket")).Card("incidents/form");
        var trigger = slack.NewTrigger();
        clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(HttpStatusCode.OK, (await jonas.Sender.Interaction(jonas.Press(form, "Send…", trigger))).Status);

        var whisper = await slack.Screen.WaitFor(screen => screen.Whispers.Count > 0 ? Tuple.Create(screen.Whispers[0]) : null, "a word to Jonas alone");
        Assert.Equal((jonas.User, "The form did not open in time. Please press the button again."), whisper.Item1);
        Assert.Equal("Report a problem", (await jonas.Opens(form, "Send…")).Title);
    }

    [Story]
    public async Task A_slow_submit_is_acknowledged_in_time_and_files_once()
    {
        var clock = new FakeTime();
        await using var slack = await SlackDesk.WorkspaceAsync(clock);
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings, Clock = clock });
        var jonas = desk.InSlack(slack, "U0JONAS");
        await jonas.Says("my vpn drops every ten minutes");
        var modal = await jonas.Opens((await jonas.Says("create a ticket")).Card("incidents/form"), "Send…");
        var waiting = clock.Awaited(BotDesk.Channels.Slack.Inbound.SlackSubmissions.Deadline);
        using var busy = new SemaphoreSlim(0);
        var writer = (BotDesk.Data.DeskWriter)desk.Services.GetService(typeof(BotDesk.Data.DeskWriter))!;
        var blocking = writer.WriteAsync(async scope =>
        {
            if (desk.Postgres is not null)
            {
                await Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<BotDesk.Data.Inbox>(scope).LockConversationAsync($"slack|{jonas.User}");
            }

            await busy.WaitAsync();
        });

        var sending = jonas.Sender.Interaction(jonas.Submission(modal, new { title = "Slow" }));
        await waiting;
        clock.Advance(TimeSpan.FromSeconds(2.5));
        var response = await sending;
        Assert.Equal("update", response.Body.GetProperty("response_action").GetString());
        busy.Release();
        await blocking;

        await jonas.Receives(message => message.Name == "tickets/filed", "the ticket");
        Assert.Contains("Done", (await slack.Screen.WaitFor(screen => screen.Views.FirstOrDefault(view => view.Id == modal.Id && view.Version > modal.Version), "how it ended")).Text, StringComparison.Ordinal);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM tickets WHERE title = 'Slow'"));
    }

    [Story]
    public async Task A_message_cut_after_receipt_is_not_shown_twice_and_an_update_that_is_gone_is_shown_anew()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (jonas, tomasz) = (desk.As("jonas"), desk.InSlack(slack, "U0TOMASZ"));
        var number = await jonas.HasTicket("my vpn drops");
        slack.WillAnswer("chat.postMessage", new SlackAnswer(0));
        var work = (await tomasz.Says($"work {number}")).Card("tickets/work");
        slack.WillAnswer("chat.update", new SlackAnswer(200, "message_not_found"));

        var answers = slack.Screen.Messages.Count;
        await tomasz.Presses(work, "Take it");
        var anew = await slack.Screen.WaitFor(screen => screen.Messages.Skip(answers).FirstOrDefault(message => message.Name == "tickets/work"), "the card anew");

        Assert.DoesNotContain("Take it", anew.Buttons);
        Assert.Equal(2, tomasz.Shown.Count(message => message.Name == "tickets/work"));
    }

    [Story]
    public async Task A_post_is_not_retried_on_a_5xx()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        slack.WillAnswer("chat.postMessage", new SlackAnswer(502));

        Assert.Equal(HttpStatusCode.OK, (await jonas.Sender.Event(jonas.Message("hello"))).Status);
        await jonas.Says("my tickets");

        Assert.Equal(["502", null], slack.Calls.Where(call => call.Method == "chat.postMessage").Select(call => call.Error));
        Assert.Equal("Uncertain", await desk.Row<string>("SELECT outcome FROM outbox ORDER BY id LIMIT 1"));
    }

    [Story]
    public async Task A_submit_sent_again_with_a_new_id_files_once()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        await jonas.Says("my vpn drops every ten minutes");
        var modal = await jonas.Opens((await jonas.Says("create a ticket")).Card("incidents/form"), "Send…");
        var before = await desk.Row<long>("SELECT count(*) FROM tickets");

        await jonas.Sends(modal);
        await jonas.Sends(modal);

        Assert.Equal(before + 1, await desk.Row<long>("SELECT count(*) FROM tickets"));
    }

    [Story]
    public async Task A_bot_that_keeps_talking_after_a_person_took_over_is_not_this_one()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (jonas, tomasz) = (desk.InSlack(slack, "U0JONAS"), desk.InSlack(slack, "U0TOMASZ"));
        await tomasz.Says("hello");
        await jonas.Says("my vpn drops every ten minutes");
        await jonas.Says("talk to a person");
        await tomasz.Sender.Interaction(tomasz.Press(await tomasz.Receives(message => message.Name == "liveChat/call", "the call"), "Take it"));
        await jonas.Receives(message => message.Text.Contains("has joined the chat", StringComparison.Ordinal), "who joined");

        foreach (var said in (string[])["my tickets", "help", "thanks", "yes"])
        {
            Assert.Empty(await jonas.Says(said));
            await tomasz.Receives(message => message.Text.EndsWith(said, StringComparison.Ordinal), said);
        }
    }

    [Story]
    public async Task There_is_no_second_welcome()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        var opened = new JsonObject { ["type"] = "app_home_opened", ["user"] = jonas.User, ["channel"] = jonas.Direct, ["tab"] = "messages", ["event_ts"] = slack.NewTs() };

        await jonas.Sender.Event(opened);
        await jonas.Receives(shown => shown.Name == "conversation/help", "the welcome");
        await jonas.Sender.Event(opened);
        await jonas.OpensHome();
        await jonas.Says("my tickets");

        Assert.Single(jonas.Shown, shown => shown.Name == "conversation/help");
    }
}
