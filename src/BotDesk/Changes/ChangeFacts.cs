using BotDesk.Approvals;
using BotDesk.People;
using BotDesk.Tickets;

namespace BotDesk.Changes;

/// <summary>Everything about a change that somebody needs in order to decide, to do it or to judge it, the most telling first.</summary>
internal sealed class ChangeFacts(ChangeConflicts conflicts, ChangeReach reach, ChangeWords words, PeopleDesk people, TicketTimes times)
{
    public async Task<IReadOnlyList<ApprovalFact>> OfAsync(Change change, Person reader)
    {
        var facts = new List<ApprovalFact>
        {
            new(Phrase.Of("changes.fact.what"), change.Description),
            new(Phrase.Of("changes.fact.when"), $"{times.Window(change.PlannedStart, change.PlannedEnd, reader)}{Where(change, reader)}"),
            new(Phrase.Of("changes.fact.service"), words.Services(change.Services, reader) + (change.Items.Length > 0 ? $": {change.Items}" : "")),
        };
        if (change.Why.Length > 0)
        {
            facts.Insert(1, new(Phrase.Of("changes.fact.why"), change.Why));
        }

        if (change.Status is not ChangeStatus.Closed)
        {
            facts.Add(new(Phrase.Of("changes.fact.affected"), await AffectedAsync(change, reader)));
        }

        facts.Add(new(Phrase.Of("changes.fact.risk"), words.Risk(change.Risk, change.RiskScore, RiskAnswers.Parse(change.RiskAnswers), reader), ChangeWords.Colour(change.Risk)));
        if (change.Status.IsPlanned() || change.Status == ChangeStatus.Draft)
        {
            facts.AddRange(await InTheWayAsync(change, reader));
            facts.Add(new(Phrase.Of("changes.fact.likeIt"), await PastAsync(change, reader)));
        }

        facts.AddRange(Plans(change));
        if (change.ImplementerId is { } implementer && await people.FindAsync(implementer) is { } person)
        {
            facts.Add(new(Phrase.Of("changes.fact.doneBy"), person.Name));
        }

        facts.AddRange(Since(change, reader));
        return facts;
    }

    private string Where(Change change, Person reader) => change.Environment.Length > 0 ? $", {words.Environment(change.Environment, reader)}" : "";

    /// <summary>"7 people: the requester, those who answer for Network and wifi and what depends on it, 4 with open tickets on it".</summary>
    private async Task<Phrase> AffectedAsync(Change change, Person reader)
    {
        var affected = await reach.AffectedAsync(change);
        var tickets = affected.WithTickets == 0 ? Phrase.Of("changes.noTickets") : Phrase.Of("changes.withTickets", new { people = affected.WithTickets });
        return Phrase.Of("changes.affected", new { affected.People.Count, services = words.Services(change.Services, reader), tickets });
    }

    private async Task<IEnumerable<ApprovalFact>> InTheWayAsync(Change change, Person reader)
    {
        var lines = words.Lines(await conflicts.FindAsync(change.AsPlanned(), change.Environment), reader, withTitles: true).ToList();
        return lines.Count == 0
            ? [new(Phrase.Of("changes.fact.inItsWay"), Phrase.Of("changes.nothingInItsWay"))]
            : lines.Select((line, at) => new ApprovalFact(at == 0 ? Phrase.Of("changes.fact.inItsWay") : Phrase.Of("changes.fact.also"), line.Word, line.Color));
    }

    private async Task<Phrase> PastAsync(Change change, Person reader)
    {
        var rates = await reach.RatesAsync(change.Service, change.Type);
        var (kind, service) = (ChangeWords.Type(change.Type), words.Service(change.Service, reader));
        return rates is [var rate]
            ? Phrase.Of("changes.past", new { rate.Successful, rate.Ended, kind, service, issues = rate.WithIssues, count = rate.RolledBack })
            : Phrase.Of("changes.noPast", new { kind, service });
    }

    private static IEnumerable<ApprovalFact> Plans(Change change)
    {
        if (change.TestPlan.Length > 0)
        {
            yield return new(Phrase.Of("changes.fact.test"), change.TestPlan);
        }

        if (change.RollBack.Length > 0)
        {
            yield return new(Phrase.Of("changes.fact.rollBack"), change.RollBack);
        }

        if (change.Communication.Length > 0)
        {
            yield return new(Phrase.Of("changes.fact.communication"), change.Communication);
        }
    }

    private IEnumerable<ApprovalFact> Since(Change change, Person reader)
    {
        if (change.StartedAt is { } started)
        {
            yield return new(Phrase.Of("changes.fact.begun"), times.At(started, reader));
        }

        if (change.EndedAt is { } ended && change.Outcome is { } outcome)
        {
            yield return new(Phrase.Of("changes.fact.ended"), Phrase.Join(": ", times.At(ended, reader), outcome.Word()), outcome == ChangeOutcome.Successful ? "good" : outcome == ChangeOutcome.Cancelled ? "default" : "attention");
        }

        if (change.ToldBefore is { } before)
        {
            yield return new(Phrase.Of("changes.fact.told"), change.ToldAfter is { } after ? Phrase.Of("changes.toldBoth", new { before, after }) : Phrase.Of("changes.toldBefore", new { before }));
        }

        if (change.Incidents.Count > 0)
        {
            yield return new(Phrase.Of("changes.fact.incidents"), string.Join(", ", change.Incidents.OrderBy(incident => incident.Id).Select(incident => incident.Number)), "attention");
        }

        if (change.Review is { Length: > 0 } review)
        {
            yield return new(Phrase.Of("changes.fact.learned"), review);
        }
    }
}
