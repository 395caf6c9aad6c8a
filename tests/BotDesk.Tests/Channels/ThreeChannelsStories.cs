using BotDesk.Tests.Channels.Slack;
using BotDesk.Tests.Console;
using static BotDesk.Tests.Changes.Chat.ChangeTalkers;

namespace BotDesk.Tests.Channels;

/// <summary>Three people in three places at once: who asks is in Slack, who decides in Teams, who helps at the console.</summary>
public class ThreeChannelsStories : DeskStories
{
    [Story]
    public async Task A_change_asked_for_in_Slack_is_decided_in_Teams_and_read_at_the_console()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (jonas, mira, desmond) = (desk.InSlack(slack, "U0JONAS"), desk.As("mira"), desk.As("desmond"));
        using var tomasz = new Tab(new Uri(desk.Url), "tomasz");
        await mira.Says("hello");
        await desmond.Says("hello");

        var form = (await jonas.Says(Wish)).Card("changes/form");
        var (response, answers) = await jonas.Sends(await jonas.Opens(form, "Send…"), TheRest());
        Assert.Empty(response.Errors);
        var own = answers.Card("changes/change");
        var number = (await desk.Row<string>("SELECT number FROM changes WHERE title = 'Let guests reach the badge printer' ORDER BY id DESC"))!;
        var (toMira, toDesmond) = (await mira.IsAsked(number), await desmond.IsAsked(number));
        Assert.Contains("Waiting for approval", (await tomasz.Opens($"/changes/{number}")).Text("main"), StringComparison.Ordinal);

        await mira.Clicks(toMira, "Ask the requester", new { text = "Which printer?" });
        await slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(message => message.Ts == own.Ts && message.Text.Contains("Which printer?", StringComparison.Ordinal)), "the question in Slack");
        await jonas.Says("answer " + number + ": the one at gate 4");
        await mira.Sees(toMira, "the one at gate 4");
        await desmond.Sees(toDesmond, "the one at gate 4");

        // Both at the same moment.
        await Task.WhenAll(mira.Clicks(await mira.Sees(toMira, "gate 4"), "Approve"), desmond.Clicks(await desmond.Sees(toDesmond, "gate 4"), "Approve"));

        await slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(message => message.Ts == own.Ts && message.Text.Contains("\u200e  ·  Approved", StringComparison.Ordinal)), "the end of it in Slack");
        await mira.Sees(toMira, "\u200e  ·  Approved");
        await desmond.Sees(toDesmond, "\u200e  ·  Approved");
        Assert.Contains("Approved", (await tomasz.Opens($"/changes/{number}")).Text("main"), StringComparison.Ordinal);
        Assert.Equal(2, (await desk.AuditOf(number)).Count(action => action == "approval.approved"));
    }

    [Story]
    public async Task Who_asks_in_Slack_talks_with_an_agent_at_the_console_while_others_in_Teams_see_who_has_it()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (jonas, priya) = (desk.InSlack(slack, "U0JONAS"), desk.As("priya"));
        using var tomasz = new Tab(new Uri(desk.Url), "tomasz");
        await priya.Says("hello");
        await jonas.Says("my vpn drops every ten minutes");
        await jonas.Says("talk to a person");
        var call = await priya.Receives("liveChat/call");

        var page = await tomasz.Follows(await tomasz.Sends(await tomasz.Opens("/chats/CHAT1"), "#chat-write form"));
        Assert.Contains("Tomasz Wilkosz has it", (await priya.SeesReplaced(call)).Text, StringComparison.Ordinal);
        page = await tomasz.Follows(await tomasz.Sends(page, "form.say", ("text", "Which <wifi>?")));
        await jonas.Receives(message => message.Text == "Tomasz Wilkosz: Which <wifi>?", "the agent's words");
        Assert.Empty(await jonas.Says("the *hotel's*"));
        page = await tomasz.Follows(await tomasz.Sends(page, ".remark form", ("text", "old certificate")));

        Assert.Contains("the *hotel's*", (await tomasz.Opens("/chats/CHAT1")).Text(".transcript"), StringComparison.Ordinal);
        await tomasz.Sends(page, ".chat-side details:last-of-type form", ("code", ""), ("text", ""));
        await jonas.Receives(message => message.Name == "liveChat/ended", "the end");
        Assert.DoesNotContain(jonas.Shown, shown => shown.Text.Contains("old certificate", StringComparison.Ordinal));
        Assert.NotEmpty(await jonas.Says("my tickets"));
    }
}
