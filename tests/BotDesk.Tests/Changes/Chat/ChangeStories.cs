using static BotDesk.Tests.Changes.Chat.ChangeTalkers;

namespace BotDesk.Tests.Changes.Chat;

/// <summary>A change from the first words to the last decision.</summary>
public class ChangeStories : DeskStories
{
    [Story]
    public async Task What_was_said_fills_in_the_form(Door door)
    {
        await using var desk = await StartDesk();
        var priya = await desk.As("priya", door);

        var form = (await priya.Says(Wish)).Card("changes/form");

        Assert.Equal(Wish, form.Input("description"));
        Assert.Equal("network", form.Input("service"));
        Assert.Contains("firewall", form.Input("title"), StringComparison.OrdinalIgnoreCase);
    }

    [Story]
    public async Task Both_approvers_are_asked_by_themselves_and_both_agree(Door door)
    {
        await using var desk = await StartDesk();
        var (priya, mira, desmond) = (await desk.As("priya", door), await desk.AsInWebChat("mira"), desk.As("desmond"));
        await desmond.Says("hello");

        // Mira never wrote; Desmond was last in Teams.
        var own = await priya.AsksForChange();
        var (toMira, toDesmond) = (await mira.IsAsked(), await desmond.IsAsked());

        foreach (var part in new[] { own.Number, "Let guests reach the badge printer", "Visitors cannot print", "18:00 to 19:30", "Priya Ramanath", "Network and wifi", "Medium", "Remove the rule again", "Mira Castellanez" })
        {
            Assert.Contains(part, toDesmond.Text, StringComparison.Ordinal);
        }

        await desmond.Clicks(toDesmond, "Approve");
        Assert.Contains("Desmond Oyelaran\u200e  ·  approved", (await mira.Sees(toMira, "approved")).Text, StringComparison.Ordinal);
        Assert.Contains("Waiting for approval", (await priya.Sees(own, "Desmond Oyelaran\u200e  ·  approved")).Text, StringComparison.Ordinal);

        await mira.Clicks(await mira.Sees(toMira, "approved"), "Approve");

        foreach (var (who, card) in new (Talker, ShownCard)[] { (priya, own), (mira, toMira), (desmond, toDesmond) })
        {
            var now = await who.Sees(card, "\u200e  ·  Approved");
            Assert.DoesNotContain("Approve", now.Buttons);
            Assert.DoesNotContain("Withdraw the change", now.Buttons);
        }

        await priya.ReceivesWords($"{own.Number} is approved by Desmond Oyelaran and Mira Castellanez");
        Assert.Equal(["change.filed", "approval.opened", "approval.approved", "approval.approved"], await desk.AuditOf(own.Number));
        Assert.Equal("Approved", await desk.StatusOf(own.Number));
    }

    [Story]
    public async Task A_rejection_needs_a_reason_and_ends_it_for_everybody(Door door)
    {
        await using var desk = await StartDesk();
        var (priya, mira, desmond) = (desk.As("priya"), await desk.As("mira", door), desk.As("desmond"));
        await mira.Says("hello");
        await desmond.Says("hello");
        var own = await priya.AsksForChange();
        var (toMira, toDesmond) = (await mira.IsAsked(), await desmond.IsAsked());

        var refused = (await mira.Clicks(toMira, "Reject")).Replacement ?? await mira.SeesReplaced(toMira);
        Assert.Contains("Say why", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Pending", await desk.ApprovalOf(own.Number));

        await mira.Clicks(refused with { ActivityId = toMira.ActivityId }, "Reject", new { text = "Not on a *Friday*" });

        foreach (var (who, card) in new (Talker, ShownCard)[] { (priya, own), (mira, toMira), (desmond, toDesmond) })
        {
            var now = await who.Sees(card, "\u200e  ·  Rejected");
            Assert.Contains("Not on a *Friday*", now.Text, StringComparison.Ordinal);
            Assert.Empty(now.Buttons);
        }

        await priya.ReceivesWords("rejected by Mira Castellanez: \"Not on a *Friday*\"");
        Assert.Equal("Rejected", await desk.StatusOf(own.Number));
    }

    [Story]
    public async Task An_approver_asks_the_requester_answers_and_both_read_both(Door door)
    {
        await using var desk = await StartDesk();
        var (priya, mira) = (await desk.As("priya", door), desk.As("mira"));
        await mira.Says("hello");
        var own = await priya.AsksForChange();
        var toMira = await mira.IsAsked();

        await mira.Clicks(toMira, "Ask the requester", new { text = "Is it closed at night?" });
        var asked = await priya.Receives("changes/change");
        Assert.Contains("Is it closed at night?", asked.Text, StringComparison.Ordinal);
        await priya.Clicks(asked, "Answer Mira Castellanez", new { text = "From 19:00 to 07:00" });

        await mira.IsAsked("From 19:00 to 07:00");
        Assert.Contains("Is it closed at night?", (await mira.Sees(toMira, "From 19:00 to 07:00")).Text, StringComparison.Ordinal);
        await priya.Sees(own, "From 19:00 to 07:00");
        Assert.Equal("Pending", await desk.ApprovalOf(own.Number));
    }

    [Story]
    public async Task Everything_can_be_typed(Door door)
    {
        await using var desk = await StartDesk();
        var (priya, mira, desmond) = (desk.As("priya"), await desk.As("mira", door), desk.As("desmond"));
        var first = await priya.AsksForChange("The first one");

        Assert.Contains("The first one", (await mira.Says("my approvals")).Card("approvals/list").Text, StringComparison.Ordinal);
        await mira.Says($"ask {first.Number}: which ports?");
        await priya.Says($"answer {first.Number}: 443 alone");
        Assert.Contains("443 alone", (await mira.Says(first.Number)).Everything, StringComparison.Ordinal);
        await mira.Says("approve");
        await desmond.Says("approve");
        Assert.Equal("Approved", await desk.StatusOf(first.Number));

        var (second, third) = (await priya.AsksForChange("The second one"), await priya.AsksForChange("The third one"));
        var which = (await mira.Says("approve")).Card("approvals/list");
        Assert.Contains("The second one", which.Text, StringComparison.Ordinal);
        Assert.Contains("The third one", which.Text, StringComparison.Ordinal);
        await mira.Says($"reject {second.Number}: not on a friday");
        await mira.Says($"approve {third.Number}");
        await priya.Says($"withdraw {third.Number}");
        Assert.Equal(["Withdrawn", "Rejected", "Approved"], await desk.Rows<string>("SELECT status FROM changes ORDER BY id DESC LIMIT 3"));
    }
}
