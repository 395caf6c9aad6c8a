using BotDesk.Approvals;
using BotDesk.Notifications;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.Changes;

/// <summary>What an approval of a change is about, and what becomes of the change when it ends.</summary>
internal sealed class ChangeApproval(ChangeDesk desk, ChangeBook book, Notifier notifier, PolicySource policy, TicketTimes times, TimeProvider clock) : IApprovalSubject
{
    public const string Kind = "change";

    public async Task<ApprovalTopic> DescribeAsync(string subject, Person reader)
    {
        var change = (await book.FindAsync(subject))!.Change;
        return new ApprovalTopic("Change", change.Title, [.. Facts(change, reader)]);
    }

    public async Task HappenedAsync(string subject, Person? who, Phrase what, string? text) =>
        (await desk.FindAsync(subject))!.Note(who, what.In(Language.English), text, clock.GetUtcNow());

    public async Task EndedAsync(Approval approval)
    {
        var change = (await desk.FindAsync(approval.Subject))!;
        var move = approval.Status switch
        {
            ApprovalStatus.Approved => ChangeMove.Approve,
            ApprovalStatus.Rejected => ChangeMove.Reject,
            _ => ChangeMove.Withdraw,
        };
        if (change.Move(move, clock.GetUtcNow()) is { } refusal)
        {
            throw new InvalidOperationException(refusal.Message.ToString());
        }

        if (move != ChangeMove.Withdraw)
        {
            await notifier.SayAsync(change.Requester, Verdict(change, approval));
        }
    }

    /// <summary>Everything that somebody needs in order to decide.</summary>
    internal IEnumerable<ApprovalFact> Facts(Change change, Person reader)
    {
        yield return new("What", change.Description);
        yield return new("Why", change.Why);
        yield return new("When", times.Window(change.PlannedStart, change.PlannedEnd, reader));
        yield return new("Service", policy.Current.FindService(change.Service)?.Name.In(reader.Language) ?? change.Service);
        yield return new("Risk", RiskWords(change.Risk), change.Risk switch { ChangeRisk.High => "attention", ChangeRisk.Medium => "warning", _ => "default" });
        yield return new("Roll-back", change.RollBack);
    }

    internal static string RiskWords(ChangeRisk risk) => risk switch
    {
        ChangeRisk.Low => "Low: hardly anybody notices if it fails",
        ChangeRisk.Medium => "Medium: a team or a service is held up if it fails",
        _ => "High: many are held up if it fails, or it is hard to undo",
    };

    private static string Verdict(Change change, Approval approval)
    {
        var decided = approval.Seats.Where(seat => seat.Decision is not null).ToList();
        if (approval.Status == ApprovalStatus.Approved)
        {
            return $"{change.Number} is approved by {string.Join(" and ", decided.Select(seat => seat.Person.Name).Distinct())}: {change.Title}";
        }

        var rejected = decided.First(seat => seat.Decision!.Choice == ApprovalChoice.Reject);
        return $"{change.Number} is rejected by {rejected.Person.Name}: \"{rejected.Decision!.Reason}\"";
    }
}
