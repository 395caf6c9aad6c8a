using System.Globalization;
using BotDesk.Policy;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.Changes.Chat;

/// <summary>What people do with changes in the stories.</summary>
internal static class ChangeTalkers
{
    public const string Wish = "I want to change the firewall rule for the guest wifi";

    /// <summary>What the form does not know from the words alone.</summary>
    public static object TheRest(string title = "Let guests reach the badge printer", string why = "Visitors cannot print their badges")
    {
        var day = FreeDay();
        return new { title, why, services = "network", startDate = day, startTime = "18:00", endDate = day, endTime = "19:30", testPlan = "A visitor prints a badge", rollBack = "Remove the rule again" };
    }

    /// <summary>A maintenance night of the network within some weeks, outside of every freeze of the demo company.</summary>
    public static string FreeDay()
    {
        var day = DateTime.UtcNow.Date.AddDays(7);
        while (day.DayOfWeek != DayOfWeek.Tuesday || day is { Month: 12 } or { Month: 11, Day: > 20 } or { Month: 1, Day: < 10 })
        {
            day = day.AddDays(1);
        }

        return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>Says what shall change, fills in the form and sends it.</summary>
    /// <returns>The card on which the requester follows it.</returns>
    public static async Task<ShownCard> AsksForChange(this Talker talker, string title = "Let guests reach the badge printer")
    {
        var form = (await talker.Says(Wish)).Card("changes/form");
        var sent = await talker.Clicks(form, "Send", TheRest(title));

        // Where something is in the way at that time, the form says so first.
        return (sent.Cards.FirstOrDefault(card => card.Template == "changes/form") is { } warned ? await talker.Clicks(warned, "Send") : sent).Card("changes/change");
    }

    /// <summary>Asks for a change to the network in this window, also when something is in the way.</summary>
    public static async Task<ShownCard> PlansChange(this Talker talker, string title, string day, string from, string to)
    {
        var form = (await talker.Says(Wish)).Card("changes/form");
        var sent = await talker.Clicks(form, "Send", new { title, why = "Needed", services = "network", startDate = day, startTime = from, endDate = day, endTime = to, testPlan = "Look", rollBack = "Undo" });
        return (sent.Cards.FirstOrDefault(card => card.Template == "changes/form") is { } warned ? await talker.Clicks(warned, "Send") : sent).Card("changes/change");
    }

    /// <summary>The card of a change that came last by itself, with these words on it.</summary>
    public static Task<ShownCard> IsShown(this Talker talker, string words) => talker.Waits(
        all => all.Where(arrival => !arrival.IsUpdate).Select(arrival => arrival.Card).LastOrDefault(card => card?.Template == "changes/change" && card.Text.Contains(words, StringComparison.Ordinal)),
        $"\"{words}\" on a card for {talker.Handle}");

    /// <summary>The card by which this person decides, as it came last, with these words on it.</summary>
    public static Task<ShownCard> IsAsked(this Talker talker, string words = "") => talker.Waits(
        all => all.Where(arrival => !arrival.IsUpdate).Select(arrival => arrival.Card).LastOrDefault(card => card?.Template == "approvals/approval" && card.Text.Contains(words, StringComparison.Ordinal)),
        $"a card to decide for {talker.Handle}");

    /// <summary>What stands now in the place of the card, with these words on it.</summary>
    public static Task<ShownCard> Sees(this Talker talker, ShownCard card, string words) => talker.Waits(
        all => all.Where(arrival => arrival.ActivityId == card.ActivityId).LastOrDefault()?.Card is { } now && now.Text.Contains(words, StringComparison.Ordinal) ? now : null,
        $"\"{words}\" for {talker.Handle}");

    /// <summary>Puts another approval policy for changes into force.</summary>
    public static void Decides(this DeskHost desk, ApprovalPolicy approval)
    {
        var source = desk.Services.GetRequiredService<PolicySource>();
        source.Use(source.Current with { Approvals = [approval] });
    }

    public static Task<string?> StatusOf(this DeskHost desk, string number) => desk.Row<string>("SELECT status FROM changes WHERE number = @number", new { number });

    public static Task<string?> ApprovalOf(this DeskHost desk, string number) => desk.Row<string>("SELECT status FROM approvals WHERE subject = @number ORDER BY id DESC", new { number });

    public static Task<List<string>> AuditOf(this DeskHost desk, string number) =>
        desk.Rows<string>("SELECT action FROM audit WHERE subject = @number ORDER BY id", new { number });
}
