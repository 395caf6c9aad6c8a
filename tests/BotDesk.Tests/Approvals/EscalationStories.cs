using BotDesk.Approvals;
using BotDesk.Data;
using BotDesk.Tests.Changes.Chat;
using BotDesk.Tests.ServiceRequests.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.Approvals;

/// <summary>Time passes, and what waits does not wait for ever; the clock begins on a Monday at nine.</summary>
public class EscalationStories : DeskStories
{
    private readonly FakeTime _clock = new();

    [Story]
    public async Task When_nobody_answers_they_are_reminded_and_then_the_next_in_line_is_asked()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (sofie, desmond, helena) = (desk.As("sofie"), desk.As("desmond"), desk.As("helena"));
        await desmond.Says("hello");
        await helena.Says("hello");
        var own = await sofie.WantsProject();
        var first = await desmond.IsAsked(own.Number);
        Assert.Contains("by 4 March, 09:00", first.Text, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Contains("until 4 March, 09:00", await desmond.ReceivesWords("A reminder"), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromDays(1));
        var second = await helena.IsAsked(own.Number);

        Assert.Contains("Desmond Oyelaran has not answered in time, so you are asked as the next in line.", second.Text, StringComparison.Ordinal);
        Assert.Contains("Helena Strandmark is asked now as well", await desmond.ReceivesWords("the time to decide is over"), StringComparison.Ordinal);
        Assert.Contains("Desmond Oyelaran did not answer in time", await sofie.ReceivesWords("is not decided yet"), StringComparison.Ordinal);
        await desmond.SeesInTime(_clock, first, "Helena Strandmark for Desmond Oyelaran");
        await helena.Clicks(second, "Approve");
        await sofie.ReceivesWords("is approved by Helena Strandmark");
        Assert.Empty((await desmond.SeesInTime(_clock, first, "\u200e  ·  Approved")).Buttons);
        Assert.Contains("already approved", (await desmond.Says($"reject {own.Number}: no")).Text, StringComparison.Ordinal);

        Assert.Equal(
            ["request.filed", "approval.opened", "approval.reminded", "approval.escalated", "approval.approved", "request.approved"], await desk.AuditOf(own.Number));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM timers WHERE kind LIKE 'approvals.%'"));
    }

    [Story]
    public async Task When_nobody_is_left_to_ask_everybody_is_told_and_nothing_repeats()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (sofie, desmond) = (desk.As("sofie"), desk.As("desmond"));
        await desmond.Says("hello");
        var own = await sofie.WantsProject();

        _clock.Advance(TimeSpan.FromDays(2));
        await Eventually.Is(() => Told(desk), told => told.Count == 1);
        _clock.Advance(TimeSpan.FromDays(2));
        Assert.Contains("approvals.nobodyLeft", (await Eventually.Is(() => Told(desk), told => told.Count == 2))[1], StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromDays(30));
        await desmond.Says($"approve {own.Number}");
        Assert.Equal("New", await desk.TicketStatus(own.Number));
        Assert.Equal(2, (await Told(desk)).Count);

        static Task<List<string>> Told(DeskHost desk) => desk.Rows<string>("SELECT what FROM ticket_entries WHERE what LIKE '%approvals.did.waited%' ORDER BY id");
    }

    [Story]
    public async Task What_was_decided_in_time_is_neither_reminded_of_nor_escalated()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var own = await desk.As("sofie").WantsLaptop();
        await desk.As("desmond").Says($"approve {own.Number}");
        await desk.As("mira").Says($"reject {own.Number}: Not this year.");

        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM timers WHERE kind LIKE 'approvals.%'"));
        _clock.Advance(TimeSpan.FromDays(10));
        await desk.As("desmond").Says("hello");

        Assert.Empty(await desk.Rows<string>("SELECT action FROM audit WHERE action IN ('approval.reminded', 'approval.escalated', 'approval.overdue')"));
    }

    [Story]
    public async Task When_what_was_asked_changes_everybody_is_asked_again_and_what_was_decided_no_longer_counts()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (mira, desmond) = (desk.As("mira"), desk.As("desmond"));
        await mira.Says("hello");
        await desmond.Says("hello");
        var number = (await desk.As("sofie").WantsLaptop()).Number;
        var before = await desmond.IsAsked(number);
        await desmond.Clicks(before, "Approve");
        var sofie = await desk.Person("sofie");

        var outcome = await desk.Services.GetRequiredService<DeskWriter>().WriteAsync(async scope =>
        {
            var planned = (await scope.GetRequiredService<ApprovalPlan>().MakeAsync(["manager"], new ApprovalOccasion(sofie))).Value!;
            return await scope.GetRequiredService<ApprovalDesk>().ScopeChangedAsync(number, sofie, "Two laptops <b>instead</b> of one", planned);
        });
        var again = await desmond.Waits(all => all.Select(arrival => arrival.Card).LastOrDefault(card => card?.Text.Contains("Two laptops", StringComparison.Ordinal) == true), "the new card");

        Assert.Null(outcome.Refusal);
        Assert.Contains("Asked again, because it has changed\nTwo laptops <b>instead</b> of one", again.Text, StringComparison.Ordinal);
        Assert.Contains("What was asked has changed since", (await desmond.SeesInTime(_clock, before, "Asked again")).Text, StringComparison.Ordinal);
        Assert.Empty((await desmond.SeesInTime(_clock, before, "Asked again")).Buttons);
        Assert.DoesNotContain(number, (await mira.Says("my approvals")).Card("approvals/list").Text.Split("Decided by you")[0], StringComparison.Ordinal);
        Assert.Equal(["Superseded", "Pending"], await desk.Rows<string>("SELECT status FROM approvals WHERE subject = @number ORDER BY id", new { number }));
        await desmond.Clicks(again, "Approve");
        Assert.Equal("New", await desk.TicketStatus(number));
    }
}
