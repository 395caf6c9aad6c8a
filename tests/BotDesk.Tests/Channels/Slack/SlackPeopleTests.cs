using System.Net;
using BotDesk.Tests.Texts;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>Somebody in Slack is somebody the desk knows only by an address that says so.</summary>
public class SlackPeopleTests : DeskStories
{
    [Story]
    public async Task Who_has_an_address_of_a_verified_domain_is_one_person_in_Slack_and_Teams()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var number = await desk.As("jonas").HasTicket("my vpn drops");

        var ticket = (await desk.InSlack(slack, "U0JONAS").Says(number)).Card("tickets/ticket");

        Assert.Contains(number, ticket.Text, StringComparison.Ordinal);
        Assert.Equal("person.linked slack", await desk.Row<string>("SELECT action || ' ' || via FROM audit WHERE subject = 'jonas' AND action LIKE 'person.%'"));
        Assert.Single(slack.Calls, call => call.Method == "users.info");
        await desk.InSlack(slack, "U0JONAS").Says("hello");
        Assert.Single(slack.Calls, call => call.Method == "users.info");
    }

    public static TheoryData<string> Unvouched => ["elsewhere", "guest", "unconfirmed", "none", "another workspace", "another organisation", "closed", "bot"];

    [Theory]
    [MemberData(nameof(Unvouched))]
    public async Task Any_other_address_makes_nobody_an_agent(string why)
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        slack.Knows(new SlackUser("U0MALLORY", "Tomasz Wilkosz", why switch { "elsewhere" => "tomasz.wilkosz@larkfield.example.com.evil.example", "none" => null, _ => "tomasz.wilkosz@larkfield.example.com" })
        {
            IsGuest = why == "guest",
            IsConfirmed = why != "unconfirmed",
            Team = why.StartsWith("another", StringComparison.Ordinal) ? "T0ELSEWHERE" : FakeSlack.Team,
            GridTeams = why == "another organisation" ? ["T0ELSEWHERE", "T0ALSO"] : null,
            IsDeleted = why == "closed",
            IsBot = why == "bot",
        });

        var answers = await desk.InSlack(slack, "U0MALLORY").Says("queue");

        Assert.DoesNotContain("tickets/queue", answers.Select(answer => answer.Name));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'person.linked'"));
    }

    [Story]
    public async Task Somebody_of_another_company_in_a_shared_channel_is_told_nothing_and_is_heard_under_a_ticket()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        slack.Knows(new SlackUser("U0VENDOR", "Vera Vendor", "vera@vendor.example") { Team = "T0VENDOR" });
        var (jonas, vera) = (desk.InSlack(slack, "U0JONAS"), desk.InSlack(slack, "U0VENDOR"));
        await jonas.Says("hello");

        await Says(vera.Message($"<@{FakeSlack.Bot}> my vpn drops", "C0SHARED", type: "app_mention"));
        await slack.Screen.WaitFor(screen => screen.Whispers.Any(each => each.User == vera.User && each.Text.Contains("another company", StringComparison.Ordinal)) ? screen : null, "that it is not for her");
        Assert.DoesNotContain(slack.Screen.Messages, shown => shown.Channel == "C0SHARED");

        // Of her nothing tells which language she speaks.
        GermanStories.SpeakGerman(desk);
        await Says(vera.Message($"<@{FakeSlack.Bot}> INC4711", "C0SHARED", type: "app_mention"));
        await slack.Screen.WaitFor(screen => screen.Whispers.Any(each => each.User == vera.User && each.Text.Contains("Servicedesk eines anderen", StringComparison.Ordinal)) ? screen : null, "the same in German");

        // Those of the company are answered there, and she cannot press what they are shown.
        var answers = await jonas.Says($"<@{FakeSlack.Bot}> my vpn drops every ten minutes", "C0SHARED");
        var press = vera.Press(answers[0], answers[0].Buttons[0]);
        press["user"]!["team_id"] = "T0VENDOR";
        Assert.Equal(System.Net.HttpStatusCode.OK, (await vera.Sender.Interaction(press)).Status);
        await Says(vera.Message("and me?", "C0SHARED", answers[0].Thread));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM person_accounts WHERE account_id = 'U0VENDOR'"));

        var message = jonas.Message("the lift hums", "C0SHARED");
        await jonas.Sends(await jonas.CreatesTicketFrom(message), new { title = "Lift hums" });
        await slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(shown => shown.Channel == "C0SHARED" && shown.Name == "tickets/thread"), "the ticket under the message");
        await Says(vera.Message("we send somebody", "C0SHARED", message["ts"]!.GetValue<string>()));
        await Eventually.Is(() => desk.Row<long>("SELECT count(*) FROM ticket_entries WHERE kind = 'Comment' AND text = 'we send somebody'"), count => count == 1);

        async Task Says(System.Text.Json.Nodes.JsonObject happened)
        {
            happened["team"] = "T0VENDOR";
            var envelope = new System.Text.Json.Nodes.JsonObject
            {
                ["team_id"] = FakeSlack.Team,
                ["type"] = "event_callback",
                ["event_id"] = $"Ev{Guid.NewGuid():N}",
                ["is_ext_shared_channel"] = true,
                ["event"] = happened.DeepClone(),
                ["authorizations"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["team_id"] = FakeSlack.Team, ["user_id"] = FakeSlack.Bot, ["is_bot"] = true }),
            };
            Assert.Equal(System.Net.HttpStatusCode.OK, (await vera.Sender.Post("events", envelope.ToJsonString(), "application/json")).Status);
        }
    }

    [Story]
    public async Task In_an_organisation_of_several_workspaces_everybody_is_known_in_each_and_Slackbot_is_nobody()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        slack.Knows(new SlackUser("U0TOMASZW", "Tomasz", "tomasz.wilkosz@larkfield.example.com") { Team = "T0SISTER", GridTeams = ["T0SISTER", FakeSlack.Team] });

        Assert.Contains(await desk.InSlack(slack, "U0TOMASZW").Says("queue"), answer => answer.Name == "tickets/queue");
        Assert.Equal(System.Net.HttpStatusCode.OK, (await desk.InSlack(slack, "USLACKBOT").Sender.Event(desk.InSlack(slack, "USLACKBOT").Message("Reminder: my tickets"))).Status);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM inbox"));
    }

    [Story]
    public async Task Somebody_new_is_answered_as_Slack_shows_itself_to_them()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        slack.Knows(new SlackUser("U0KARLA", "Karla Brandt", null) { Locale = "de-DE" });
        var karla = desk.InSlack(slack, "U0KARLA");

        Assert.Contains(await karla.Says("help"), answer => answer.Text.Contains("Was ich für Sie tun kann", StringComparison.Ordinal));
        Assert.Contains(await karla.Says("my tickets"), answer => answer.Text.Contains("Ihre Tickets", StringComparison.Ordinal));
    }

    [Story]
    public async Task An_address_that_went_to_somebody_else_inherits_nothing()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        Assert.Contains(await desk.InSlack(slack, "U0TOMASZ").Says("queue"), answer => answer.Name == "tickets/queue");
        slack.Knows(new SlackUser("U0TOMEK", "Tomek W", "tomasz.wilkosz@larkfield.example.com"));

        var answers = await desk.InSlack(slack, "U0TOMEK").Says("queue");

        Assert.DoesNotContain("tickets/queue", answers.Select(answer => answer.Name));
    }

    [Story]
    public async Task Somebody_who_never_wrote_is_told_in_Slack_where_they_are()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        slack.HidesMembers = false;
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        await Eventually.Answers(async () => await desk.Row<string>("SELECT account_id FROM person_accounts WHERE account_id = 'U0TOMASZ'"), "the workspace's members");
        var number = await desk.As("jonas").HasTicket("my vpn drops");

        await desk.As("anouk").Says($"assign {number} to tomasz");

        var told = await desk.InSlack(slack, "U0TOMASZ").Receives(_ => true, "the assignment");
        Assert.Contains(number, told.Text, StringComparison.Ordinal);
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM person_accounts WHERE account_id = 'U0STRANGER'"));
        Assert.Single(slack.Calls, call => call.Method == "conversations.open");
    }

    [Story]
    public async Task While_Slack_cannot_say_who_it_is_the_message_waits_and_is_not_lost()
    {
        var clock = new FakeTime();
        await using var slack = await SlackDesk.WorkspaceAsync(clock);
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings, Clock = clock, MayFail = true });
        var jonas = desk.InSlack(slack, "U0JONAS");
        slack.WillAnswer("users.info", new SlackAnswer(503));
        var message = jonas.Message("hello");

        Assert.Equal(HttpStatusCode.OK, (await jonas.Sender.Event(message)).Status);
        await Eventually.Answers(() => Task.FromResult(desk.Errors.All is [var first, ..] ? first : null), "the first try, which fails");
        Assert.Empty(jonas.Shown);
        for (var swept = 0; swept < 4; swept++)
        {
            clock.Advance(TimeSpan.FromSeconds(6));
        }

        await jonas.Receives(_ => true, "the answer");
        Assert.Equal(1, await desk.HandledAsync($"slack|{jonas.User}", message["ts"]!.GetValue<string>()));
        Assert.Equal("jonas", await desk.Row<string>("SELECT handle FROM people JOIN person_accounts ON person_id = people.id WHERE account_id = 'U0JONAS'"));
    }
}
