using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.Approvals;

/// <summary>Whom a policy means: its handles, groups and roles as people, seen from one requester.</summary>
public sealed class ApprovalPlan(PeopleDesk people, PolicySource policy)
{
    /// <param name="service">Key of the service it concerns; null: none.</param>
    /// <returns>The stages with everybody who will be asked; a refusal when a stage would have nobody.</returns>
    public async Task<Outcome<List<ApprovalStage>>> MakeAsync(ApprovalPolicy approval, Person requester, string? service)
    {
        var (stages, step) = (new List<ApprovalStage>(), 0);
        foreach (var asked in approval.Stages)
        {
            step += asked.Alongside ? 0 : 1;
            var stage = new ApprovalStage { Step = step, Name = asked.Name, Rule = asked.Needs };
            var found = await FindAsync(Handles(asked, requester, service), requester);
            if (found.Contains(null))
            {
                // Who cannot decide is replaced, and not left out: two who have to agree stay two.
                found.AddRange(await FindAsync(approval.Otherwise, requester));
            }

            stage.Seats.AddRange(found.OfType<Person>().DistinctBy(person => person.Id).Select(person => new ApprovalSeat { PersonId = person.Id, Person = person }));
            if (stage.Seats.Count == 0)
            {
                return Refusal.Conflict($"Nobody can be asked for \"{asked.Name}\" when {requester.Name} is the requester. The desk's policy has to name somebody; the service desk can help.");
            }

            stages.Add(stage);
        }

        return stages;
    }

    private IEnumerable<string?> Handles(ApprovalStagePolicy stage, Person requester, string? service) =>
        ((IEnumerable<string?>)stage.People)
            .Concat(stage.Roles.Select(role => role == ApproverRole.Manager ? requester.Manager : policy.Current.FindService(service)?.Owner))
            .Concat(policy.Current.FindGroup(stage.Group)?.Members ?? []);

    /// <returns>Null for each who cannot decide: nobody of that handle, or the requester.</returns>
    private async Task<List<Person?>> FindAsync(IEnumerable<string?> handles, Person requester)
    {
        var found = new List<Person?>();
        foreach (var handle in handles)
        {
            found.Add(handle is not null && handle != requester.Handle ? await people.FindAsync(handle) : null);
        }

        return found;
    }
}
