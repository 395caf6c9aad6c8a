using BotDesk.Audit;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Notifications;

/// <summary>Something that people are told news of; each practice brings its own.</summary>
public interface INewsSubject
{
    /// <param name="number">Such as <c>INC42</c>.</param>
    /// <returns>Whether it is of this kind, and theirs to hear of.</returns>
    Task<bool> IsForAsync(string number, Person person);
}

/// <summary>"Quiet hours from 18 to 8", "stop telling me about INC42", "tell me in Slack": behind every door.</summary>
public sealed class NotificationDesk(DeskDb db, NoticeGate gate, ReleaseNotices release, IEnumerable<INewsSubject> subjects, IEnumerable<IChannel> channels, AuditTrail audit)
{
    /// <summary>What waited for the end of hours that no longer hold is told at once.</summary>
    public async Task<Outcome<NotificationPreferences>> QuietAsync(Person person, QuietHours hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        if (hours.From is not null && hours.From == hours.Until)
        {
            return Refusal.Invalid("until", Phrase.Of("notifications.sameTime"));
        }

        var preferences = await OfAsync(person);
        preferences.Quiet = hours;
        await db.SaveChangesAsync();
        audit.Add(person, "person.quietHours", person.Handle, new { from = hours.From, until = hours.Until, weekends = hours.Weekends });
        await release.TellAsync(person);
        return preferences;
    }

    /// <summary>No news of one thing; asked to do something, and told that it is done, they are still.</summary>
    public async Task<Outcome<NotificationPreferences>> MuteAsync(Person person, string number)
    {
        foreach (var subject in subjects)
        {
            if (await subject.IsForAsync(number, person))
            {
                if (!await db.Set<MutedSubject>().AnyAsync(muted => muted.PersonId == person.Id && muted.Number == number))
                {
                    db.Add(new MutedSubject { PersonId = person.Id, Number = number });
                    audit.Add(person, "person.muted", number);
                }

                db.RemoveRange(await db.Set<HeldNotice>().AsTracking().Where(held => held.PersonId == person.Id && held.About == number && held.IsNews).ToListAsync());
                return await OfAsync(person);
            }
        }

        return Refusal.NotFound(Phrase.Of("notifications.nothingLike", new { number }));
    }

    /// <summary>News of it again.</summary>
    public async Task<Outcome<NotificationPreferences>> UnmuteAsync(Person person, string number)
    {
        if (await db.Set<MutedSubject>().AsTracking().FirstOrDefaultAsync(muted => muted.PersonId == person.Id && muted.Number == number) is { } muted)
        {
            db.Remove(muted);
            audit.Add(person, "person.unmuted", number);
        }

        return await OfAsync(person);
    }

    /// <summary>No news of anything, or news again; what somebody is asked to do comes all the same.</summary>
    public async Task<Outcome<NotificationPreferences>> PauseAsync(Person person, bool isPaused)
    {
        var preferences = await OfAsync(person);
        preferences.IsPaused = isPaused;
        if (isPaused)
        {
            db.RemoveRange(await db.Set<HeldNotice>().AsTracking().Where(held => held.PersonId == person.Id && held.IsNews).ToListAsync());
        }
        else
        {
            db.RemoveRange(await db.Set<MutedSubject>().AsTracking().Where(muted => muted.PersonId == person.Id).ToListAsync());
        }

        audit.Add(person, isPaused ? "person.paused" : "person.resumed", person.Handle);
        return preferences;
    }

    /// <summary>Tells them in one channel, wherever else they write.</summary>
    /// <param name="channelId">Null: where they were last.</param>
    public async Task<Outcome<NotificationPreferences>> TellInAsync(Person person, string? channelId)
    {
        if (channelId is not null && !await db.Set<Chat>().AnyAsync(chat => chat.PersonId == person.Id && !chat.IsGroup && chat.LeftAt == null && chat.ChannelId == channelId))
        {
            return Refusal.Conflict(Phrase.Of("notifications.notThere", new { channel = NameOf(channelId) }));
        }

        var preferences = await OfAsync(person);
        preferences.Channel = channelId;
        audit.Add(person, "person.toldIn", person.Handle, new { channel = channelId });
        return preferences;
    }

    /// <summary>What they asked for, and of what they want no news.</summary>
    public async Task<(NotificationPreferences Preferences, IReadOnlyList<string> Muted)> ReadAsync(Person person) => (
        await gate.FindAsync(person.Id) ?? new NotificationPreferences { PersonId = person.Id },
        await db.Set<MutedSubject>().Where(muted => muted.PersonId == person.Id).OrderBy(muted => muted.Number).Select(muted => muted.Number).ToListAsync());

    /// <summary>What people call a channel.</summary>
    public Phrase NameOf(string channelId) => channels.First(channel => channel.Serves(channelId)).Called.Name;

    /// <returns>Id of the channel that somebody means by these words; null when none is called so.</returns>
    public string? ChannelCalled(string words) => channels.Select(channel => channel.Called).FirstOrDefault(called => called.Spoken.Contains(words.Trim().ToLowerInvariant()))?.Id;

    private async Task<NotificationPreferences> OfAsync(Person person)
    {
        if (await db.Set<NotificationPreferences>().AsTracking().FirstOrDefaultAsync(each => each.PersonId == person.Id) is { } preferences)
        {
            return preferences;
        }

        preferences = new NotificationPreferences { PersonId = person.Id };
        db.Add(preferences);
        await db.SaveChangesAsync();
        return preferences;
    }
}
