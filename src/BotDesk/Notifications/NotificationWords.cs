using System.Globalization;

namespace BotDesk.Notifications;

/// <summary>What somebody asked for, in words.</summary>
internal sealed class NotificationWords(NotificationDesk desk)
{
    /// <summary>"From 18:00 to 08:00 and on weekends I tell you nothing of my own accord …".</summary>
    public static Phrase Quiet(QuietHours hours) => hours switch
    {
        { From: { } from, Until: { } until, Weekends: true } => Phrase.Of("notifications.quietAndWeekends", new { from = Time(from), until = Time(until) }),
        { From: { } from, Until: { } until } => Phrase.Of("notifications.quiet", new { from = Time(from), until = Time(until) }),
        { Weekends: true } => Phrase.Of("notifications.quietWeekends"),
        _ => Phrase.Of("notifications.noQuiet"),
    };

    /// <summary>Everything that holds for them.</summary>
    public Phrase All(NotificationPreferences preferences, IReadOnlyList<string> muted)
    {
        var where = preferences.Channel is { } channel ? Phrase.Of("notifications.inChannel", new { channel = desk.NameOf(channel) }) : Phrase.Of("notifications.whereLast");
        List<Phrase> lines = [preferences.IsPaused ? Phrase.Of("notifications.nowPaused", new { where }) : Phrase.Of("notifications.nowTold", new { where }), Quiet(preferences.Quiet)];
        if (muted.Count > 0)
        {
            lines.Add(Phrase.Of("notifications.nowMuted", new { numbers = string.Join(", ", muted) }));
        }

        return Phrase.Join("\n", [.. lines, Phrase.Of("notifications.howToChange")]);
    }

    private static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
