namespace BotDesk.Tests.Tickets.Chat;

/// <summary>A resolved ticket whose requester says nothing closes by itself; the demo company allows five business days.</summary>
public class ClosingStories : DeskStories
{
    private readonly FakeTime _clock = new();

    [Story]
    public async Task It_closes_after_five_business_days_with_a_line_in_its_history_and_its_requester_is_told()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        var number = await jonas.HasTicket("my vpn drops every ten minutes");
        await tomasz.Says($"resolve {number}: Renewed your certificate");

        _clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await jonas.Says("hello");
        Assert.Equal("Resolved", await RequesterStories.Status(desk, number));
        _clock.Advance(TimeSpan.FromSeconds(1));
        var told = await jonas.ReceivesWords("is closed now");

        Assert.Contains(number, told, StringComparison.Ordinal);
        Assert.Contains("5 business days", told, StringComparison.Ordinal);
        Assert.Equal("Closed", await RequesterStories.Status(desk, number));
        Assert.Contains("The desk closed it after 5 business days without an answer", (await tomasz.Says($"work {number}")).Card("tickets/work").Text, StringComparison.Ordinal);
        await jonas.Says($"reopen {number}: it dropped again");
        Assert.Equal("New", await RequesterStories.Status(desk, number));
    }

    [Story]
    public async Task One_that_was_reopened_stays_open_and_has_its_whole_time_again_when_it_is_resolved_anew()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        var number = await jonas.HasTicket("my vpn drops every ten minutes");
        await tomasz.Says($"resolve {number}: Renewed your certificate");
        _clock.Advance(TimeSpan.FromDays(4));
        await jonas.Says($"reopen {number}: no");
        _clock.Advance(TimeSpan.FromDays(10));
        await jonas.Says("hello");
        Assert.Equal("New", await RequesterStories.Status(desk, number));

        await tomasz.Says($"resolve {number}: Renewed it once more");
        _clock.Advance(TimeSpan.FromDays(6));
        await jonas.Says("hello");
        Assert.Equal("Resolved", await RequesterStories.Status(desk, number));
        _clock.Advance(TimeSpan.FromDays(1));
        await jonas.ReceivesWords("is closed now");
    }

    [Story]
    public async Task One_that_was_resolved_before_there_was_a_time_is_found_within_a_day()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var resolved = await desk.Rows<string>("SELECT number FROM tickets WHERE status = 'Resolved' ORDER BY id");
        Assert.NotEmpty(resolved);

        _clock.Advance(TimeSpan.FromDays(1));
        await Eventually.Is(() => desk.Row<long>("SELECT count(*) FROM timers WHERE kind = 'tickets.close'"), count => count == resolved.Count);
        _clock.Advance(TimeSpan.FromDays(14));

        await Eventually.Is(() => desk.Row<long>("SELECT count(*) FROM tickets WHERE status = 'Resolved'"), count => count == 0);
        Assert.Equal(resolved, await desk.Rows<string>("SELECT subject FROM audit WHERE action = 'ticket.lapsed' ORDER BY subject"));
    }
}
