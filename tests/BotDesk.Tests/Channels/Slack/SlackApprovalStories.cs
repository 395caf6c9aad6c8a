using static BotDesk.Tests.Changes.Chat.ChangeTalkers;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>Somebody approves in Slack, and everybody sees it, wherever they are.</summary>
public class SlackApprovalStories : DeskStories
{
    [Story]
    public async Task An_approver_in_Slack_and_one_in_Teams_decide_and_the_requester_on_the_page_sees_it()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        slack.Knows(new SlackUser("U0MIRA", "Mira", "mira.castellanez@larkfield.example.com"));
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (priya, mira, desmond) = (await desk.AsInWebChat("priya"), desk.InSlack(slack, "U0MIRA"), desk.As("desmond"));
        await mira.Says("hello");
        await desmond.Says("hello");

        var own = await priya.AsksForChange();
        var toMira = await mira.Receives(message => message.Name == "approvals/approval", "the approval");
        var toDesmond = await desmond.IsAsked();
        Assert.Contains("Visitors cannot print", toMira.Text, StringComparison.Ordinal);
        Assert.Equal(["Approve", "Reject…", "Ask the requester…", "Delegate"], toMira.Buttons);

        // A rejection needs a reason, which is said beside the field.
        var modal = await mira.Opens(toMira, "Reject…");
        var (refused, _) = await mira.Sends(modal, new { text = "" });
        Assert.Contains("Say why", refused.Errors["text"], StringComparison.Ordinal);
        Assert.Equal("Pending", await desk.Row<string>("SELECT status FROM approvals WHERE subject = @Number", new { own.Number }));

        await desmond.Clicks(toDesmond, "Approve");
        var seen = await mira.SeesChanged(toMira);
        Assert.Contains("Desmond Oyelaran\u200e  ·  approved", seen.Text, StringComparison.Ordinal);

        // Twice: the second changes nothing and shows the present state.
        var press = mira.Press(seen, "Approve");
        await mira.Sender.Interaction(press);
        await mira.Sender.Interaction(mira.Press(seen, "Approve"));
        await mira.Sender.Interaction(press);

        Assert.Empty((await slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(message => message.Ts == toMira.Ts && message.Text.Contains("Approved", StringComparison.Ordinal)), "the end of it")).Buttons);
        await priya.Sees(own, "\u200e  ·  Approved");
        await desmond.Sees(toDesmond, "\u200e  ·  Approved");
        Assert.Equal(["change.filed", "approval.opened", "approval.approved", "approval.approved"], await desk.AuditOf(own.Number));
        Assert.Equal(2, await desk.Row<long>("SELECT count(*) FROM audit WHERE subject = @Number AND action = 'approval.approved' AND via IN ('slack', 'msteams')", new { own.Number }));
    }
}
