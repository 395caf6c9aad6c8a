using BotDesk.Tests.Changes.Chat;
using BotDesk.Tests.ServiceRequests.Chat;

namespace BotDesk.Tests.Approvals;

/// <summary>Somebody decides in another's place: passed on one by one, or for a time; the clock begins on a Monday at nine.</summary>
public class StandInStories : DeskStories
{
    private readonly FakeTime _clock = new();

    [Story]
    public async Task A_delegation_is_not_ignored_typed_or_clicked(Door door)
    {
        await using var desk = await StartDesk();
        var (sofie, desmond, mira, helena) = (desk.As("sofie"), await desk.As("desmond", door), desk.As("mira"), desk.As("helena"));
        await mira.Says("hello");
        await helena.Says("hello");
        await desmond.Says("hello");
        var (typed, clicked) = (await sofie.WantsProject(), await sofie.WantsProject());

        var own = (await desmond.Says($"delegate {typed.Number} to Mira")).Card("approvals/approval");
        var chooses = (await desmond.Clicks(await desmond.IsAsked(clicked.Number), "Delegate")).Card("approvals/delegate");
        await desmond.Clicks(chooses, "Ask them", new { chosen = "helena" });
        var (toMira, toHelena) = (await mira.IsAsked(typed.Number), await helena.IsAsked(clicked.Number));

        Assert.Contains("Waiting for Mira Castellanez, in your place", own.Text, StringComparison.Ordinal);
        Assert.Contains("Desmond Oyelaran asks you to decide in the place of Desmond Oyelaran.", toMira.Text, StringComparison.Ordinal);
        await mira.Clicks(toMira, "Approve");
        await helena.Clicks(toHelena, "Reject", new { text = "Too dear" });
        Assert.Equal(("New", "Declined"), (await desk.TicketStatus(typed.Number), await desk.TicketStatus(clicked.Number)));
        Assert.Contains("already approved", (await desmond.Says($"approve {typed.Number}")).Text, StringComparison.Ordinal);
        Assert.Equal("mira for desmond", await desk.Row<string>(
            "SELECT p.handle || ' for ' || w.handle FROM approval_decisions JOIN approval_seats s ON s.id = seat_id JOIN people p ON p.id = s.person_id JOIN people w ON w.id = s.as_whom_id WHERE choice = 'Approve'"));
        Assert.Contains("approval.delegated", await desk.AuditOf(typed.Number));
    }

    [Story]
    public async Task It_is_delegated_to_somebody_who_is_known_and_never_to_the_requester_nor_in_a_circle()
    {
        await using var desk = await StartDesk();
        var (sofie, desmond, mira) = (desk.As("sofie"), desk.As("desmond"), desk.As("mira"));
        var number = (await sofie.WantsProject()).Number;

        Assert.Contains("nobody decides what they ask for themselves", (await desmond.Says($"delegate {number} to Sofie")).Text, StringComparison.Ordinal);
        Assert.Contains("I know nobody called \"Zebulon\"", (await desmond.Says($"delegate {number} to Zebulon")).Text, StringComparison.Ordinal);
        Assert.Contains("That is you", (await desmond.Says($"delegate {number} to Desmond")).Text, StringComparison.Ordinal);
        Assert.Contains("waits for your decision", (await mira.Says($"delegate {number} to Helena")).Text, StringComparison.Ordinal);
        await desmond.Says($"{number} an Mira delegieren");
        await mira.Says($"let Helena decide {number}");
        Assert.Contains("is asked about", (await desk.As("helena").Says($"delegate {number} to Desmond")).Text, StringComparison.Ordinal);
        await desk.As("helena").Says($"approve {number}");

        Assert.Equal("New", await desk.TicketStatus(number));
    }

    [Story]
    public async Task Away_until_friday_the_stand_in_decides_what_waits_and_what_comes_and_nothing_after_that()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (sofie, desmond, mira) = (desk.As("sofie"), desk.As("desmond"), desk.As("mira"));
        await desmond.Says("hello");
        await mira.Says("hello");
        var waits = (await sofie.WantsProject()).Number;

        var said = await desmond.Says("I'm away until Friday, Mira stands in");
        Assert.Contains("You are away until 6 March, 23:59. Mira Castellanez decides in your place", said.Text, StringComparison.Ordinal);
        await mira.ReceivesWords("Desmond Oyelaran is away");
        var comes = (await sofie.WantsProject()).Number;
        var (now, then) = (await mira.IsAsked(waits), await mira.IsAsked(comes));
        Assert.Contains("You stand in for Desmond Oyelaran, who is away.", then.Text, StringComparison.Ordinal);
        Assert.Contains("Mira Castellanez stands in for you until 6 March, 23:59", (await desmond.Says("who stands in for me?")).Text, StringComparison.Ordinal);
        await mira.Clicks(then, "Approve");

        _clock.Advance(TimeSpan.FromDays(4) + TimeSpan.FromHours(15));
        await desmond.ReceivesWords("Welcome back. 1 waits for your decision");
        Assert.Empty((await mira.SeesInTime(_clock, now, "Waiting for approval")).Buttons);
        Assert.Contains("decided", (await mira.Says($"approve {waits}")).Everything, StringComparison.Ordinal);
        var after = (await sofie.WantsProject()).Number;
        Assert.DoesNotContain(after, (await mira.Says("my approvals")).Everything, StringComparison.Ordinal);
        Assert.Equal(("Approval", "New"), (await desk.TicketStatus(waits), await desk.TicketStatus(comes)));
    }

    [Story]
    public async Task Stand_ins_who_are_away_too_pass_it_on_and_a_circle_of_them_leaves_it_with_who_was_asked()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (sofie, desmond, mira, helena) = (desk.As("sofie"), desk.As("desmond"), desk.As("mira"), desk.As("helena"));
        foreach (var each in new[] { desmond, mira, helena })
        {
            await each.Says("hello");
        }

        Assert.Contains("Who decides in your place meanwhile?", (await mira.Says("I'm on vacation until 20 March")).Text, StringComparison.Ordinal);
        Assert.Contains("Helena Strandmark decides in your place", (await mira.Says("Helena")).Text, StringComparison.Ordinal);
        await desmond.Says("Mira stands in for me until 12 March");
        var chained = (await sofie.WantsProject()).Number;
        Assert.Contains("You stand in for Desmond Oyelaran", (await helena.IsAsked(chained)).Text, StringComparison.Ordinal);

        await helena.Says("Ich bin bis Freitag weg, Desmond vertritt mich");
        var circle = (await sofie.WantsProject()).Number;
        await desmond.IsAsked(circle);
        await desmond.Says("I'm back");
        await desmond.Says("I'm away until Friday, Sofie stands in");
        var toRequester = (await sofie.WantsProject()).Number;
        await desmond.IsAsked(toRequester);
        await desmond.Says($"approve {toRequester}");

        Assert.Equal("New", await desk.TicketStatus(toRequester));
        Assert.Contains("is your own", (await sofie.Says($"approve {circle}")).Text, StringComparison.Ordinal);
        Assert.Contains("time has passed", (await mira.Says("I'm away until 2020-01-01, Helena stands in")).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task Approve_all_shows_exactly_which_and_leaves_and_names_what_changed_in_between(Door door)
    {
        await using var desk = await StartDesk();
        var (sofie, desmond) = (desk.As("sofie"), await desk.As("desmond", door));
        var numbers = new[] { (await sofie.WantsProject()).Number, (await sofie.WantsProject()).Number, (await sofie.WantsProject()).Number };

        var confirm = (await desmond.Says("approve all")).Card("approvals/bulk");
        foreach (var number in numbers)
        {
            Assert.Contains(number, confirm.Text, StringComparison.Ordinal);
            Assert.Equal("Approval", await desk.TicketStatus(number));
        }

        await desmond.Says($"ask {numbers[1]}: Which plan?");
        var button = Assert.Single(confirm.Buttons);
        Assert.StartsWith("Approve all", button, StringComparison.Ordinal);
        var clicked = await desmond.Clicks(confirm, button);
        var done = clicked.Replacement ?? await desmond.SeesReplaced(confirm);
        var again = await desmond.Clicks(confirm, button);

        Assert.Contains($"{numbers[1]}\u200e  ·  not approved\nIt has changed since you saw it", done.Text, StringComparison.Ordinal);
        Assert.Equal(("New", "Approval", "New"), (await desk.TicketStatus(numbers[0]), await desk.TicketStatus(numbers[1]), await desk.TicketStatus(numbers[2])));
        Assert.NotNull(again);
        var last = (await desmond.Says("alle genehmigen")).Card("approvals/bulk");
        Assert.DoesNotContain(numbers[0], last.Text, StringComparison.Ordinal);
        Assert.Contains(numbers[1], (await desmond.Says("yes")).Card("approvals/bulkDone").Text, StringComparison.Ordinal);
        Assert.Equal("New", await desk.TicketStatus(numbers[1]));
        Assert.Equal(3, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'approval.approved' AND person_id = (SELECT id FROM people WHERE handle = 'desmond')"));
    }
}
