namespace BotDesk.Tests.ServiceRequests.Chat;

/// <summary>What people order in the stories that somebody has to agree to.</summary>
internal static class RequestTalkers
{
    public const string Waiting = "serviceRequests/approval";
    private const string Form = "serviceRequests/form";

    /// <summary>Their manager has to agree, and finance after that.</summary>
    /// <returns>The card on which they follow it.</returns>
    public static async Task<ShownCard> WantsLaptop(this Talker talker)
    {
        var form = (await talker.Says("I need a new laptop")).Card(Form);
        return (await talker.Clicks(form, "Send", FormStories.Typed(("model", "macbook"), ("keyboard", "se"), ("replaces", "no"), ("delivery", "desk")))).Card(Waiting);
    }

    /// <summary>Their manager has to agree.</summary>
    public static async Task<ShownCard> WantsProject(this Talker talker)
    {
        var form = (await talker.Says("I need Microsoft Project")).Card(Form);
        return (await talker.Clicks(form, "Send", FormStories.Typed(("plan", "desktop"), ("cost-centre", "CC-1204")))).Card(Waiting);
    }

    /// <summary>Mira, who answers for the data, has to agree.</summary>
    public static async Task<ShownCard> WantsFinanceShare(this Talker talker)
    {
        var form = (await talker.Says("I need access to the finance share")).Card(Form);
        return (await talker.Clicks(form, "Send", FormStories.Typed(("for-whom", "me"), ("folder", "Month end"), ("access", "read"), ("reason", "I check what was booked.")))).Card(Waiting);
    }

    /// <summary>What stands in the place of the card, with these words on it, while the clock moves on a little: a channel takes only so much in a second.</summary>
    public static async Task<ShownCard> SeesInTime(this Talker talker, FakeTime clock, ShownCard card, string words) => (await Eventually.Is(
        () =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
            return Task.FromResult(talker.Shown.LastOrDefault(arrival => arrival.ActivityId == card.ActivityId)?.Card);
        },
        now => now?.Text.Contains(words, StringComparison.Ordinal) == true))!;

    public static Task<string?> TicketStatus(this DeskHost desk, string number) => desk.Row<string>("SELECT status FROM tickets WHERE number = @number", new { number });
}
