using BotDesk.People;

namespace BotDesk.Approvals;

/// <content>Who is asked in whose place.</content>
public sealed partial class Approval
{
    /// <summary>Somebody who is asked has another one decide in their place, in every stage that waits for them. They can still decide themselves.</summary>
    /// <param name="added">The seats that it makes.</param>
    internal Refusal? Delegate(Person from, Person to, DateTimeOffset at, out List<ApprovalSeat> added)
    {
        added = [];
        if (MayNot(from, ApprovalMove.Delegate) is { } refusal)
        {
            return refusal;
        }

        if (to.Id == from.Id)
        {
            return Refusal.Invalid("person", Phrase.Of("approvals.thatIsYou"));
        }

        if (to.Id == RequesterId)
        {
            return Refusal.Invalid("person", Phrase.Of("approvals.requesterCannot", new { to = to.Name }));
        }

        foreach (var stage in Stages.Where(stage => stage.Status == StageStatus.Open))
        {
            foreach (var seat in stage.OpenSeatsOf(from).ToList())
            {
                if (Seat(stage, SeatKind.Delegate, to, seat.AsWhom ?? seat.Person, from, at) is { } made)
                {
                    added.Add(made);
                }
            }
        }

        if (added.Count == 0)
        {
            return Refusal.Conflict(Phrase.Of("approvals.askedAlready", new { to = to.Name, Subject }));
        }

        Version++;
        return null;
    }

    /// <summary>Asks somebody in another's place, where they have no voice there already.</summary>
    /// <returns>Null when nothing changed.</returns>
    internal ApprovalSeat? Reseat(ApprovalStage stage, SeatKind kind, Person person, Person whom, Person? by, DateTimeOffset at)
    {
        if (!ApprovalLifecycle.Allows(Status, ApprovalMove.Reseat, out _) || person.Id == RequesterId || Seat(stage, kind, person, whom, by, at) is not { } made)
        {
            return null;
        }

        Version++;
        return made;
    }

    /// <summary>Whoever stood in for this person no longer does; what they have decided stays.</summary>
    /// <returns>Who is no longer asked.</returns>
    internal List<Person> Revoke(Person back, DateTimeOffset at)
    {
        if (!ApprovalLifecycle.Allows(Status, ApprovalMove.Reseat, out _))
        {
            return [];
        }

        var revoked = Stages.SelectMany(stage => stage.Silent).Where(seat => seat.Kind == SeatKind.StandIn && seat.AddedById == back.Id).ToList();
        revoked.ForEach(seat => seat.RevokedAt = at);
        Version += revoked.Count > 0 ? 1 : 0;
        return [.. revoked.Select(seat => seat.Person).DistinctBy(person => person.Id)];
    }

    private static ApprovalSeat? Seat(ApprovalStage stage, SeatKind kind, Person person, Person whom, Person? by, DateTimeOffset at)
    {
        if (person.Id == whom.Id || stage.HasSaid(whom.Id) || !stage.HasRoomFor(person.Id, whom.Id))
        {
            return null;
        }

        var seat = new ApprovalSeat { Kind = kind, PersonId = person.Id, Person = person, AsWhomId = whom.Id, AsWhom = whom, AddedById = by?.Id, AddedAt = at };
        stage.Seats.Add(seat);
        return seat;
    }
}
