using System.Text.Json.Nodes;
using BotDesk.Policy;
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
        Assert.Equal("network", form.Input("services"));
        Assert.Contains("firewall", form.Input("title"), StringComparison.OrdinalIgnoreCase);
    }

    [Story]
    public async Task What_is_planned_is_told_to_whoever_may_see_it()
    {
        var clock = new FakeTime();
        await using var desk = await StartDesk(new DeskSetup { Clock = clock });
        var (priya, jonas, mira, desmond) = (desk.As("priya"), desk.As("jonas"), desk.As("mira"), desk.As("desmond"));
        await jonas.Says("hello");
        await mira.Says("hello");
        await desmond.Says("hello");
        var own = await priya.PlansChange("Swap the guest access points", "2026-03-07", "20:00", "21:00");

        // Also to who has decided already: they may see it from then on.
        var asked = await desmond.IsAsked(own.Number);
        Assert.Contains(own.Number, (await desmond.Says("what changes are planned?")).Card("changes/list").Text, StringComparison.Ordinal);
        await desmond.Clicks(asked, "Approve");
        Assert.Contains(own.Number, (await desmond.Says("what changes are planned?")).Card("changes/list").Text, StringComparison.Ordinal);

        foreach (var words in new[]
        {
            "what changes are planned?", "any changes this weekend?", "which changes are scheduled for the weekend", "upcoming changes", "show me the planned changes", "are there any changes on saturday?",
            "are any changes coming up this week?", "what changes are planned for the wifi?", "welche Änderungen sind geplant?", "gibt es am Wochenende Änderungen?", "welche Changes stehen diese Woche an?", "sind Änderungen für Samstag geplant?",
        })
        {
            foreach (var reader in new[] { priya, mira })
            {
                var list = (await reader.Says(words)).Cards.FirstOrDefault(card => card.Template == "changes/list");
                Assert.True(list?.Text.Contains(own.Number, StringComparison.Ordinal), $"{words}: {list?.Text}");
            }
        }

        // By itself the word asks for all of them where somebody works at the desk, and for their own where not.
        Assert.Contains("Swap the guest access points", (await priya.Says("Änderungen")).Card("changes/list").Text, StringComparison.Ordinal);
        Assert.Contains("Your changes", (await mira.Says("Änderungen")).Card("changes/list").Text, StringComparison.Ordinal);

        foreach (var words in new[] { "what changes are planned next week?", "any changes tomorrow?", "what changes are planned for outlook?", "welche Änderungen sind nächsten Monat geplant?" })
        {
            var list = (await priya.Says(words)).Card("changes/list");
            Assert.DoesNotContain(own.Number, list.Text, StringComparison.Ordinal);
        }

        // Who neither asked for it nor decides it learns nothing of it; and other questions about changes stay what they are.
        await priya.Says("in English please");
        var none = (await jonas.Says("what changes are planned?")).Card("changes/list");
        Assert.Contains("Nothing is planned then that you asked for, do or decide.", none.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(own.Number, (await jonas.Says("changes")).Everything, StringComparison.Ordinal);
        foreach (var words in new[] { "any changes on my ticket?", "what changes did you make to my laptop?", $"any changes to {own.Number} this weekend?" })
        {
            Assert.DoesNotContain((await priya.Says(words)).Cards, card => card.Template == "changes/list");
        }
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
            Assert.DoesNotContain("Approve", (await who.Sees(card, "\u200e  ·  Approved")).Buttons);
        }

        await priya.ReceivesWords($"{own.Number} is approved by Desmond Oyelaran and Mira Castellanez");
        Assert.Equal(["change.filed", "approval.opened", "approval.approved", "approval.approved"], await desk.AuditOf(own.Number));
        Assert.Equal("Scheduled", await desk.StatusOf(own.Number));
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
        Assert.Equal("Scheduled", await desk.StatusOf(first.Number));

        var (second, third) = (await priya.AsksForChange("The second one"), await priya.AsksForChange("The third one"));
        var which = (await mira.Says("approve")).Card("approvals/list");
        Assert.Contains("The second one", which.Text, StringComparison.Ordinal);
        Assert.Contains("The third one", which.Text, StringComparison.Ordinal);
        await mira.Says($"reject {second.Number}: not on a friday");
        await mira.Says($"approve {third.Number}");
        await priya.Says($"withdraw {third.Number}");
        Assert.Equal(["Closed", "Rejected", "Scheduled"], await desk.Rows<string>("SELECT status FROM changes ORDER BY id DESC LIMIT 3"));
    }

    [Story]
    public async Task What_is_missing_is_said_beside_each_field_and_nothing_typed_is_lost(Door door)
    {
        await using var desk = await StartDesk();
        var priya = await desk.As("priya", door);
        var form = (await priya.Says(Wish)).Card("changes/form");

        var again = (await priya.Clicks(form, "Send", new { why = "Visitors **wait**", startDate = "2020-02-30", startTime = "25:00", endDate = "2020-01-01", endTime = "10:00", services = "nothing" })).Card("changes/form");

        Assert.Equal("Visitors **wait**", again.Input("why"));
        foreach (var words in new[] { "Write the day like 2026-04-01", "Choose the services that are changed", "Say how you see that it works", "Say how everything is put back" })
        {
            Assert.Contains(words, again.Text, StringComparison.Ordinal);
        }

        var change = (await priya.Clicks(again, "Send", TheRest())).Card("changes/change");
        var sent = await priya.Clicks(again, "Send", TheRest());
        Assert.Equal(change.Number, sent.Card("changes/change").Number);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'change.filed'"));
    }

    [Story]
    public async Task Times_are_those_of_whoever_reads_them()
    {
        await using var desk = await StartDesk();
        var (jonas, mira) = (desk.As("jonas"), desk.As("mira"));
        await mira.Says("hello");
        var form = (await jonas.Says("I want to change the firewall rule for the guest wifi on 3 March 2027 at 18:00")).Card("changes/form");
        Assert.Equal(("2027-03-03", "18:00", "2027-03-03", "19:00"), (form.Input("startDate"), form.Input("startTime"), form.Input("endDate"), form.Input("endTime")));
        Assert.Contains("Europe/Berlin", form.Text, StringComparison.Ordinal);

        await jonas.Says("cancel");
        var stretch = (await jonas.Says("new change: renew the guest wifi certificate on 6 March 2027 between 22 and 24")).Card("changes/form");
        Assert.Equal(("2027-03-06", "22:00", "2027-03-07", "00:00"), (stretch.Input("startDate"), stretch.Input("startTime"), stretch.Input("endDate"), stretch.Input("endTime")));
        form = (await jonas.Says("change the firewall rule for the guest wifi on 3 March 2027 at 18:00")).Card("changes/form");

        // On 28 March 2027 the clocks in Berlin go from 02:00 to 03:00.
        var gap = await jonas.Clicks(form, "Send", new { title = "Night work", why = "Because", testPlan = "Look", rollBack = "Undo", startDate = "2027-03-28", startTime = "02:30", endDate = "2027-03-28", endTime = "04:00" });
        Assert.Contains("no such time", gap.Card("changes/form").Text, StringComparison.Ordinal);
        var warned = (await jonas.Clicks(gap.Card("changes/form"), "Send", new { startDate = "2027-03-27", startTime = "23:30" })).Card("changes/form");
        Assert.Contains("Outside the maintenance windows of Network and wifi", warned.Text, StringComparison.Ordinal);
        var change = (await jonas.Clicks(warned, "Send")).Card("changes/change");

        Assert.Contains("Saturday 27 March 2027, 23:30 to Sunday 28 March 2027, 04:00 (Europe/Berlin)", change.Text, StringComparison.Ordinal);
        Assert.Contains("(Europe/Madrid)", (await mira.IsAsked()).Text, StringComparison.Ordinal);
        Assert.Equal(3.5 * 3600 * 1000, await desk.Row<long>("SELECT planned_end - planned_start FROM changes WHERE number = @Number", new { change.Number }));
    }

    [Story]
    public async Task The_policy_says_who_is_asked_in_which_order()
    {
        await using var desk = await StartDesk();
        desk.Decides(new ApprovalPolicy("normal-change", [
            new ApprovalStagePolicy("Manager", [], [ApproverRole.Manager], null, ApprovalRule.All, Alongside: false),
            new ApprovalStagePolicy("Owner", [], [ApproverRole.ServiceOwner], null, ApprovalRule.All, Alongside: false),
            new ApprovalStagePolicy("Network", [], [], "network", ApprovalRule.AnyOne, Alongside: true),
        ], []));
        var (jonas, desmond, helena, tomasz) = (desk.As("jonas"), desk.As("desmond"), desk.As("helena"), desk.As("tomasz"));
        foreach (var each in new[] { desmond, helena, tomasz })
        {
            await each.Says("hello");
        }

        var own = await jonas.AsksForChange();
        await helena.Says("hello");
        Assert.DoesNotContain(helena.Shown, arrival => arrival.Card?.Template == "approvals/approval");
        Assert.Contains("Nothing about", (await helena.Says($"approve {own.Number}")).Text, StringComparison.Ordinal);

        await desmond.Clicks(await desmond.IsAsked(), "Approve");
        var (toHelena, toTomasz) = (await helena.IsAsked(), await tomasz.IsAsked());
        await tomasz.Clicks(toTomasz, "Approve");
        await desk.As("priya").Says($"approve {own.Number}");
        Assert.Equal("Approval", await desk.StatusOf(own.Number));
        await helena.Clicks(toHelena, "Approve");

        await jonas.Sees(own, "\u200e  ·  Approved");
        Assert.Equal("Scheduled", await desk.StatusOf(own.Number));
    }

    [Story]
    public async Task The_approver_list_is_never_empty()
    {
        await using var desk = await StartDesk();
        desk.Decides(new ApprovalPolicy("normal-change", [new ApprovalStagePolicy("Manager", ["nobody-of-that-name"], [ApproverRole.Manager], null, ApprovalRule.All, Alongside: false)], []));
        var helena = desk.As("helena");
        var form = (await helena.Says(Wish)).Card("changes/form");

        var refused = await helena.Clicks(form, "Send", TheRest());

        Assert.Contains("Nobody can be asked for \"Manager\"", refused.Text, StringComparison.Ordinal);
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'change.filed'"));
        desk.Decides(new ApprovalPolicy("normal-change", [new ApprovalStagePolicy("Manager", [], [ApproverRole.Manager], null, ApprovalRule.All, Alongside: false)], ["desmond"]));
        Assert.Contains("Desmond Oyelaran", (await helena.Clicks(form, "Send", TheRest())).Card("changes/change").Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task Approve_never_fails_with_something_went_wrong()
    {
        await using var desk = await StartDesk();
        var (mira, desmond) = (desk.As("mira"), desk.As("desmond"));
        await mira.Says("hello");
        await desmond.Says("hello");
        var own = await desk.As("priya").AsksForChange();
        var (toMira, toDesmond) = (await mira.IsAsked(), await desmond.IsAsked());

        // The channel fails to update Desmond's card at first: that is no reason to tell Mira that her click failed.
        desk.Connector.WillAnswer(desmond.ConversationId, new ConnectorAnswer(502));
        var (status, body) = await mira.Posts(TeamsTalker.Click(toMira, "Approve"));

        Assert.Equal((System.Net.HttpStatusCode.OK, 200), (status, body.GetProperty("statusCode").GetInt32()));
        Assert.Contains("Mira Castellanez\u200e  ·  approved", new ShownCard("", body.GetProperty("value"), "").Text, StringComparison.Ordinal);
        await desmond.Clicks(await desmond.Sees(toDesmond, "Mira Castellanez\u200e  ·  approved"), "Approve");
        Assert.Equal("Scheduled", await desk.StatusOf(own.Number));
    }

    [Story]
    public async Task A_stranger_sees_and_withdraws_no_change_of_somebody_else()
    {
        await using var desk = await StartDesk();
        var (priya, ravi) = (desk.As("priya"), desk.As("ravi"));
        var own = await priya.AsksForChange();

        foreach (var said in new[] { own.Number, $"status of {own.Number}", $"withdraw {own.Number}", $"answer {own.Number}: yes" })
        {
            Assert.DoesNotContain("badge printer", (await ravi.Says(said)).Everything, StringComparison.Ordinal);
        }

        var forged = await ravi.Clicks(own, "Withdraw the change", new { nonce = Guid.NewGuid().ToString("N") });
        var shown = await ravi.Sends(TeamsTalkerRefresh(own.Number));
        Assert.DoesNotContain("badge printer", forged.Everything + shown.Everything, StringComparison.Ordinal);
        Assert.Equal("Approval", await desk.StatusOf(own.Number));
    }

    private static JsonObject TeamsTalkerRefresh(string number) => new()
    {
        ["type"] = "message",
        ["value"] = new JsonObject { ["verb"] = "conversation.refresh", ["subject"] = $"change:{number}" },
    };
}
