using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BotDesk.Tests.Changes.Chat;

namespace BotDesk.Tests.Approvals;

/// <summary>Who may decide, once, whatever is sent; and what is kept of it.</summary>
public class DecisionStories : DeskStories
{
    private const string Approved = "\u200e  ·  Approved";

    [Story]
    public async Task Old_buttons_clicked_twice_change_nothing_and_show_the_present_state(Door door)
    {
        await using var desk = await StartDesk();
        var (mira, desmond) = (await desk.As("mira", door), desk.As("desmond"));
        var number = (await desk.As("priya").AsksForChange()).Number;
        await desmond.Says("hello");
        var card = (await mira.Says($"ask {number}: when?")).Cards.Concat([await mira.IsAsked()]).Last();

        await mira.Clicks(card, "Approve");
        await desmond.Says($"approve {number}");
        var again = await mira.Clicks(card, "Approve");
        var other = await mira.Clicks(card, "Reject", new { text = "Changed my mind" });

        Assert.Empty((await mira.Sees(card, Approved)).Buttons);
        if (door == Door.Teams)
        {
            Assert.All([again, other], reply => Assert.Contains(Approved, reply.Replacement!.Text, StringComparison.Ordinal));
        }

        Assert.Equal(2, await desk.Row<long>("SELECT count(*) FROM audit WHERE subject = @number AND action = 'approval.approved'", new { number }));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM audit WHERE subject = @number AND action = 'approval.rejected'", new { number }));
    }

    [Story]
    public async Task The_same_click_delivered_again_gets_the_same_answer_and_counts_once()
    {
        await using var desk = await StartDesk();
        var mira = desk.As("mira");
        await mira.Says("hello");
        var number = (await desk.As("priya").AsksForChange()).Number;
        var click = mira.Filled(TeamsTalker.Click(await mira.IsAsked(), "Approve"));

        var (_, first) = await mira.Posts(click);
        var (_, second) = await mira.Posts(click);

        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM audit WHERE subject = @number AND action = 'approval.approved'", new { number }));
    }

    [Story]
    public async Task A_card_does_not_revert_after_a_click()
    {
        await using var desk = await StartDesk();
        var mira = desk.As("mira");
        await mira.Says("hello");
        await desk.As("priya").AsksForChange();
        var card = await mira.IsAsked();

        var answered = (await mira.Clicks(card, "Approve")).Replacement!;
        var stands = await mira.Sees(card, "Mira Castellanez\u200e  ·  approved");

        // What the click is answered with is what the card is updated to for good.
        Assert.Equal(answered.Content.GetRawText(), stands.Content.GetRawText());
    }

    [Story]
    public async Task Clicks_of_both_at_the_same_moment_count_once_each()
    {
        await using var desk = await StartDesk();
        var (mira, desmond) = (desk.As("mira"), desk.As("desmond"));
        await mira.Says("hello");
        await desmond.Says("hello");
        for (var each = 0; each < 5; each++)
        {
            var number = (await desk.As("priya").AsksForChange($"Change number {each}")).Number;
            var (toMira, toDesmond) = (await mira.IsAsked(number), await desmond.IsAsked(number));

            await Task.WhenAll(mira.Clicks(toMira, "Approve"), desmond.Clicks(toDesmond, "Approve"), mira.Clicks(toMira, "Approve"), desmond.Clicks(toDesmond, "Reject", new { text = "No" }));

            var decisions = await desk.Rows<string>("SELECT action FROM audit WHERE subject = @number AND action IN ('approval.approved', 'approval.rejected')", new { number });
            Assert.Equal(decisions is ["approval.rejected"] ? 1 : 2, decisions.Count);
            var state = decisions.Contains("approval.rejected") ? "\u200e  ·  Rejected" : Approved;
            await mira.Sees(toMira, state);
            await desmond.Sees(toDesmond, state);
        }
    }

    [Story]
    public async Task Only_who_was_asked_decides_whatever_is_sent()
    {
        await using var desk = await StartDesk();
        var mira = desk.As("mira");
        await mira.Says("hello");
        var priya = desk.As("priya");
        var number = (await priya.AsksForChange()).Number;
        var card = await mira.IsAsked();

        // With the card's own data, forged nonces, other ids, as agents, the owner of the service, and the requester.
        foreach (var handle in new[] { "ravi", "anouk", "helena", "priya" })
        {
            var somebody = desk.As(handle);
            foreach (var button in new[] { "Approve", "Reject", "Ask the requester" })
            {
                var reply = await somebody.Clicks(card, button, new { text = "Because I say so", nonce = Guid.NewGuid().ToString("N") });
                Assert.Null(reply.Replacement);
                Assert.Matches("waits for your decision|is your own", reply.Text);
            }

            Assert.Matches("waits for your decision|is your own", (await somebody.Says($"approve {number}")).Text);
        }

        foreach (var foreign in new[] { "0", "-1", "999999", "1 OR 1=1", "", number })
        {
            Assert.Matches("waits for your decision|no approval I know", (await mira.Clicks(card, "Approve", new { approval = foreign, nonce = Guid.NewGuid().ToString("N") })).Text);
        }

        Assert.Contains("not on it", (await mira.Clicks(card, "Approve", new { person = "desmond" })).Text, StringComparison.Ordinal);
        Assert.Equal("Pending", await desk.ApprovalOf(number));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM approval_decisions JOIN approval_seats ON approval_seats.id = seat_id JOIN approval_stages ON approval_stages.id = stage_id JOIN approvals ON approvals.id = approval_id WHERE subject = @number", new { number }));
    }

    [Story]
    public async Task Nobody_approves_their_own_and_another_is_asked_in_their_place(Door door)
    {
        await using var desk = await StartDesk();
        var (mira, desmond, helena) = (await desk.As("mira", door), desk.As("desmond"), desk.As("helena"));
        var number = (await mira.AsksForChange()).Number;

        Assert.Contains("nobody decides what they ask for themselves", (await mira.Says($"approve {number}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(number, (await mira.Says("my approvals")).Everything, StringComparison.Ordinal);
        await desmond.Says($"approve {number}");
        Assert.Equal("Pending", await desk.ApprovalOf(number));
        await helena.Says($"approve {number}");

        Assert.Equal("Scheduled", await desk.StatusOf(number));
    }

    [Story]
    public async Task A_long_reason_is_refused_and_kept_and_markup_is_shown_as_typed(Door door)
    {
        await using var desk = await StartDesk();
        var mira = await desk.As("mira", door);
        var priya = desk.As("priya");
        var own = await priya.AsksForChange();
        var card = (await mira.Says($"ask {own.Number}: <img src=x onerror=alert(1)> **now**?")).Card("approvals/approval");
        Assert.Contains("<img src=x onerror=alert(1)> **now**?", card.Text, StringComparison.Ordinal);

        var long10kB = new string('x', 10 * 1024);
        var refused = (await mira.Clicks(card, "Reject", new { text = long10kB })).Replacement ?? await mira.Sees(card, "too long");
        Assert.Contains("10240 characters, and 1000 fit", refused.Text, StringComparison.Ordinal);
        Assert.Equal(long10kB, refused.Input("text"));
        await mira.Clicks(refused with { ActivityId = card.ActivityId }, "Reject", new { text = new string('x', 1000) });

        Assert.Equal("Rejected", await desk.StatusOf(own.Number));
        Assert.Contains("xxxx…", (await priya.Sees(own, "xxxx…")).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task The_record_says_who_when_in_which_channel_and_which_card_they_saw()
    {
        await using var desk = await StartDesk();
        var (mira, desmond) = (desk.As("mira"), await desk.AsInWebChat("desmond"));
        await mira.Says("hello");
        var number = (await desk.As("priya").AsksForChange()).Number;
        var (toMira, toDesmond) = (await mira.IsAsked(), await desmond.IsAsked());

        await mira.Clicks(toMira, "Approve");
        var seen = await desmond.Sees(toDesmond, "Mira Castellanez\u200e  ·  approved");
        await desmond.Clicks(seen, "Reject", new { text = "Not on a Friday" });

        var records = await desk.Rows<(string Action, string Via, string Details, string Handle)>(
            "SELECT action, via, details, people.handle FROM audit JOIN people ON people.id = person_id WHERE subject = @number AND action LIKE 'approval.%ed' AND via <> 'desk' AND action IN ('approval.approved', 'approval.rejected') ORDER BY audit.id", new { number });
        Assert.Equal([("approval.approved", "msteams", "mira"), ("approval.rejected", "webchat", "desmond")], records.Select(record => (record.Action, record.Via, record.Handle)));
        Assert.Equal([Digest(toMira), Digest(seen)], records.Select(record => JsonNode.Parse(record.Details)!["card"]!.GetValue<string>()));
        Assert.Equal("Not on a Friday", JsonNode.Parse(records[1].Details)!["reason"]!.GetValue<string>());
    }

    [Story]
    public async Task It_goes_on_after_a_restart(Door door)
    {
        var desk = await StartDesk();
        var number = (await desk.As("priya").AsksForChange()).Number;
        await desk.As("desmond").Says($"approve {number}");
        var before = await desk.As("mira", door);
        var list = (await before.Says("my approvals")).Card("approvals/list");

        desk = await desk.RestartAsync();
        try
        {
            var mira = await desk.As("mira", door);
            var opened = (await mira.Clicks(list, "Open")).Card("approvals/approval");
            Assert.Contains("Desmond Oyelaran\u200e  ·  approved", opened.Text, StringComparison.Ordinal);
            await mira.Clicks(opened, "Approve");

            Assert.Equal("Scheduled", await desk.StatusOf(number));
        }
        finally
        {
            await desk.DisposeAsync();
        }
    }

    [Story]
    public async Task What_only_sounds_like_a_decision_decides_nothing()
    {
        await using var desk = await StartDesk();
        var mira = desk.As("mira");
        var number = (await desk.As("priya").AsksForChange()).Number;

        foreach (var said in new[] { "can i approve this later?", "who has to approve it?", "should I reject it?" })
        {
            await mira.Says(said);
            Assert.Equal("Pending", await desk.ApprovalOf(number));
        }

        Assert.Contains("Say why", (await mira.Says("reject")).Text, StringComparison.Ordinal);
        await mira.Says("it is the month end");
        Assert.Equal("Rejected", await desk.StatusOf(number));
        Assert.Contains("already rejected", (await mira.Says($"approve {number}")).Text, StringComparison.Ordinal);
    }

    private static string Digest(ShownCard card) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(card.Content.GetRawText())));
}
