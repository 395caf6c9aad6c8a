using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Timers;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Notifications;

/// <summary>What becomes of something that somebody would be told.</summary>
public enum NoticeFate
{
    Told,

    /// <summary>Until their quiet hours end.</summary>
    Held,

    /// <summary>They do not want to hear of it.</summary>
    LeftOut,
}

/// <summary>Decides whether somebody is told something now, later, or not at all.</summary>
public sealed class NoticeGate(DeskDb db, PolicySource policy, DeskTimers timers, TimeProvider clock)
{
    /// <summary>Ends the wait of what is held for a person, whose id is the subject.</summary>
    internal const string Timer = "notifications.release";

    public async Task<NoticeFate> PassAsync(Person to, Notice notice)
    {
        if (notice.Kind == NoticeKind.Live)
        {
            return NoticeFate.Told;
        }

        var preferences = await FindAsync(to.Id);
        if (notice.Kind == NoticeKind.News &&
            (preferences?.IsPaused == true || (notice.About is { } about && await db.Set<MutedSubject>().AnyAsync(muted => muted.PersonId == to.Id && muted.Number == about))))
        {
            return NoticeFate.LeftOut;
        }

        if (preferences is null || QuietUntil(preferences, to) is not { } end || notice.Due <= end)
        {
            return NoticeFate.Told;
        }

        await timers.SetAsync(Timer, SubjectOf(to), end);
        return NoticeFate.Held;
    }

    /// <returns>Null for who never asked for anything.</returns>
    public Task<NotificationPreferences?> FindAsync(long personId) => db.Set<NotificationPreferences>().FirstOrDefaultAsync(preferences => preferences.PersonId == personId);

    /// <summary>When the person's quiet hours end that are now; null when it is not quiet.</summary>
    public DateTimeOffset? QuietUntil(NotificationPreferences preferences, Person person) =>
        preferences.Quiet.EndsAfter(clock.GetUtcNow(), policy.Current.Organisation.ZoneOf(person.TimeZone));

    public static string SubjectOf(Person person) => person.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
