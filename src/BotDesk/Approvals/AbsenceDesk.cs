using System.Globalization;
using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.Notifications;
using BotDesk.People;
using BotDesk.Tickets;
using BotDesk.Timers;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Approvals;

/// <summary>"I'm away until Friday, Anna stands in", and "I'm back": behind every door.</summary>
public sealed class AbsenceDesk(
    DeskDb db, Absences absences, ApprovalDesk approvals, ApprovalBook book, PeopleDesk people, Notifier notifier, DeskTimers timers, TicketTimes times, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Ends an absence when its time is over; the subject is the person's id.</summary>
    internal const string Timer = "approvals.back";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>Who stands in is asked what waits for the person now, and what comes until they are back. Replaces what they said before.</summary>
    /// <param name="standIn">Null: nobody.</param>
    /// <param name="until">Null: until they say that they are back.</param>
    public async Task<Outcome<Absence>> LeaveAsync(Person person, Person? standIn, DateTimeOffset? until)
    {
        var now = clock.GetUtcNow();
        if (until <= now)
        {
            return Refusal.Invalid("until", Phrase.Of("approvals.timePassed"));
        }

        if (until > now + Longest)
        {
            return Refusal.Invalid("until", Phrase.Of("approvals.tooFarAway"));
        }

        if (standIn?.Id == person.Id)
        {
            return Refusal.Invalid("person", Phrase.Of("approvals.standInIsYou"));
        }

        // Whoever was read before this operation would be taken for somebody new.
        person = (await people.FindAsync(person.Id))!;
        standIn = standIn is null ? null : await people.FindAsync(standIn.Id);
        await approvals.BackAsync(person);
        var absence = await db.Set<Absence>().FirstOrDefaultAsync(each => each.PersonId == person.Id);
        if (absence is null)
        {
            absence = new Absence { PersonId = person.Id, Person = person };
            db.Add(absence);
        }

        (absence.DelegateId, absence.Delegate, absence.Since, absence.Until) = (standIn?.Id, standIn, now, until);
        await db.SaveChangesAsync();
        audit.Add(person, "person.away", person.Handle, new { standIn = standIn?.Handle, until });
        await (until is { } end ? timers.SetAsync(Timer, IdOf(person), end) : timers.CancelAsync(Timer, IdOf(person)));
        if (standIn is not null)
        {
            var count = await approvals.StandInFromNowAsync(person);
            var told = until is { } then
                ? Phrase.Of("approvals.youStandInUntil", new { who = person.Name, until = times.At(then, standIn) })
                : Phrase.Of("approvals.youStandIn", new { who = person.Name });
            await notifier.SayAsync(standIn, count == 0 ? told : Phrase.Join(" ", told, Phrase.Of("approvals.thatIsNow", new { count })));
        }

        return absence;
    }

    /// <summary>They decide themselves again.</summary>
    public async Task<Outcome<Absence>> ReturnAsync(Person person)
    {
        if (await absences.FindAsync(person.Id) is not { } absence)
        {
            return Refusal.Conflict(Phrase.Of("approvals.wereNotAway"));
        }

        audit.Add(absence.Person, "person.back", absence.Person.Handle);
        await EndAsync(absence);
        return absence;
    }

    /// <summary>How many wait for the person's own decision.</summary>
    public async Task<int> WaitingAsync(Person person) => (await book.WaitingForAsync(person)).Count;

    internal async Task EndedAsync(long personId)
    {
        if (await db.Set<Absence>().Include(each => each.Person).Include(each => each.Delegate).FirstOrDefaultAsync(each => each.PersonId == personId) is not { } absence || absence.Until is null || absence.Until > clock.GetUtcNow())
        {
            return;
        }

        audit.Add(null, "person.back", absence.Person.Handle);
        await EndAsync(absence);
        var count = await WaitingAsync(absence.Person);
        await notifier.SayAsync(absence.Person, count == 0
            ? Phrase.Of("approvals.welcomeNothing")
            : Phrase.Of("approvals.welcomeWaiting", new { count }));
    }

    private async Task EndAsync(Absence absence)
    {
        db.Remove(absence);
        await db.SaveChangesAsync();
        await timers.CancelAsync(Timer, IdOf(absence.Person));
        await approvals.BackAsync(absence.Person);
        if (absence.Delegate is { } standIn)
        {
            await notifier.SayAsync(standIn, Phrase.Of("approvals.isBack", new { who = absence.Person.Name }));
        }
    }

    private static string IdOf(Person person) => person.Id.ToString(CultureInfo.InvariantCulture);
}
