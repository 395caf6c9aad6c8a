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
            return Refusal.Invalid("until", "That time has passed. Say until when you will be away.");
        }

        if (until > now + Longest)
        {
            return Refusal.Invalid("until", "That is more than a year away. Name an earlier day, or leave it open and say \"I'm back\" then.");
        }

        if (standIn?.Id == person.Id)
        {
            return Refusal.Invalid("person", "That is you. Name somebody else who stands in.");
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
            await notifier.SayAsync(standIn, $"{person.Name} is away{(until is { } then ? $" until {times.At(then, standIn)}" : "")}, and you stand in: what waits for their decision is asked of you.{(count > 0 ? $" That is {count} now; say \"my approvals\" to see {(count == 1 ? "it" : "them")}." : "")}");
        }

        return absence;
    }

    /// <summary>They decide themselves again.</summary>
    public async Task<Outcome<Absence>> ReturnAsync(Person person)
    {
        if (await absences.FindAsync(person.Id) is not { } absence)
        {
            return Refusal.Conflict("You had not told me that you were away, so nothing changes. What waits for you is under \"my approvals\".");
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
            ? "Welcome back. Nothing waits for your decision."
            : $"Welcome back. {count} {(count == 1 ? "waits" : "wait")} for your decision; say \"my approvals\" to see {(count == 1 ? "it" : "them")}.");
    }

    private async Task EndAsync(Absence absence)
    {
        db.Remove(absence);
        await db.SaveChangesAsync();
        await timers.CancelAsync(Timer, IdOf(absence.Person));
        await approvals.BackAsync(absence.Person);
        if (absence.Delegate is { } standIn)
        {
            await notifier.SayAsync(standIn, $"{absence.Person.Name} is back; you no longer stand in.");
        }
    }

    private static string IdOf(Person person) => person.Id.ToString(CultureInfo.InvariantCulture);
}
