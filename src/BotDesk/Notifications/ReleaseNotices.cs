using System.Globalization;
using System.Text.Json.Nodes;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Timers;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Notifications;

/// <summary>Tells somebody what waited for the end of their quiet hours: the words together, and of several cards about one thing the last.</summary>
public sealed class ReleaseNotices(DeskDb db, NoticeGate gate, Notifier notifier, SubjectCards subjects, PeopleDesk people, DeskTimers timers) : ITimerHandler
{
    private const int MostLines = 20;

    /// <inheritdoc/>
    public async Task FireAsync(DueTimer timer)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (await people.FindAsync(long.Parse(timer.Subject, CultureInfo.InvariantCulture)) is { } person)
        {
            await TellAsync(person);
        }
    }

    /// <summary>Tells them now, or, while it is quiet, when that ends.</summary>
    public async Task TellAsync(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (await gate.FindAsync(person.Id) is { } preferences && gate.QuietUntil(preferences, person) is { } end)
        {
            await timers.SetAsync(NoticeGate.Timer, NoticeGate.SubjectOf(person), end);
            return;
        }

        await timers.CancelAsync(NoticeGate.Timer, NoticeGate.SubjectOf(person));
        var held = await db.Set<HeldNotice>().AsTracking().Where(notice => notice.PersonId == person.Id).OrderBy(notice => notice.Id).ToListAsync();
        db.RemoveRange(held);
        await db.SaveChangesAsync();

        var words = held.Where(notice => notice.Words is not null).Select(notice => notice.Words!).Distinct().ToList();
        if (words.Count > 0)
        {
            await notifier.SayAsync(person, Together(words), Notice.Live);
        }

        foreach (var card in held.Where(notice => notice.Words is null).GroupBy(notice => notice.Subject ?? notice.About ?? notice.Id.ToString(CultureInfo.InvariantCulture)).Select(group => group.Last()).OrderBy(notice => notice.Id))
        {
            await ShowAsync(person, card);
        }
    }

    private static Phrase Together(List<Phrase> words) => words switch
    {
        [var only] => only,
        { Count: <= MostLines } => Phrase.Of("notifications.meanwhile", new { lines = Lines(words) }),
        _ => Phrase.Of("notifications.meanwhileMore", new { lines = Lines(words.TakeLast(MostLines)), count = words.Count - MostLines }),
    };

    private static Phrase Lines(IEnumerable<Phrase> words) => Phrase.Join("\n", words.Select(line => Phrase.Join("", "• ", line)));

    private async Task ShowAsync(Person person, HeldNotice card)
    {
        if (card.Card is { } path)
        {
            await notifier.ShowAsync(person, path, JsonNode.Parse(card.Model!)!, Notice.Live);
        }
        else if (CardSubject.Parse(card.Subject!) is { } subject && await subjects.RenderAsync(subject, person) is not null)
        {
            await notifier.ShowAsync(person, subject, Notice.Live);
        }
    }
}
