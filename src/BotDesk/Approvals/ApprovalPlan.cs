using BotDesk.Access;
using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.Approvals;

/// <summary>What is known of a thing when it is asked who has to agree to it.</summary>
public sealed record ApprovalOccasion(Person Requester)
{
    /// <summary>Key of the service it concerns; null: none.</summary>
    public string? Service { get; init; }

    /// <summary>Null: it costs nothing, or that is not known.</summary>
    public Cost? Cost { get; init; }

    /// <summary>Null: it has none that was assessed.</summary>
    public ApprovalRisk? Risk { get; init; }

    /// <summary>Handle of who answers for the data it gives access to; null: nobody in particular.</summary>
    public string? DataOwner { get; init; }

    internal bool Fits(ApprovalCondition? condition, DeskPolicy policy) => condition is null || (
        condition.HoldsFor(Cost)
        && (condition.Risks.IsEmpty || (Risk is { } risk && condition.Risks.Contains(risk)))
        && (condition.Services.IsEmpty || (Service is { } service && condition.Services.Contains(service)))
        && (condition.Requester?.Includes(Requester, policy) ?? true));
}

/// <summary>Who will be asked.</summary>
/// <param name="Stages">Nobody was asked yet. Empty: nobody has to agree.</param>
public sealed record PlannedApproval(ApprovalPolicy Policy, IReadOnlyList<ApprovalStage> Stages);

/// <summary>Whom a policy means: its handles, groups and roles as people, seen from one requester.</summary>
public sealed class ApprovalPlan(PeopleDesk people, PolicySource policy)
{
    /// <param name="keys">Of policies: the first whose condition holds counts, and the last when none does. At least one.</param>
    /// <returns>Everybody who will be asked; a refusal when a stage would have nobody, or too few ever to agree.</returns>
    public async Task<Outcome<PlannedApproval>> MakeAsync(IReadOnlyList<string> keys, ApprovalOccasion occasion)
    {
        var current = policy.Current;
        var policies = keys.Select(current.FindApproval).OfType<ApprovalPolicy>().ToList();
        if (policies.Count == 0)
        {
            return Refusal.Conflict(Phrase.Of("approvals.noPolicy"));
        }

        var approval = policies.Find(each => occasion.Fits(each.When, current)) ?? policies[^1];
        return (await MakeAsync(approval, occasion)).Is(out var stages, out var refusal) ? new PlannedApproval(approval, stages) : refusal;
    }

    /// <param name="service">Key of the service it concerns; null: none.</param>
    /// <returns>The stages with everybody who will be asked; a refusal when a stage would have nobody.</returns>
    public Task<Outcome<List<ApprovalStage>>> MakeAsync(ApprovalPolicy approval, Person requester, string? service) =>
        MakeAsync(approval, new ApprovalOccasion(requester) { Service = service });

    /// <returns>The stages with everybody who will be asked; a refusal when a stage would have nobody.</returns>
    public async Task<Outcome<List<ApprovalStage>>> MakeAsync(ApprovalPolicy approval, ApprovalOccasion occasion)
    {
        var (stages, step, requester) = (new List<ApprovalStage>(), 0, occasion.Requester);
        foreach (var asked in approval.Stages.Where(stage => occasion.Fits(stage.When, policy.Current)))
        {
            step += asked.Alongside && step > 0 ? 0 : 1;
            var found = await FindAsync(Handles(asked, occasion), requester);
            if (found.Contains(null))
            {
                // Who cannot decide is replaced, and not left out: two who have to agree stay two.
                found.AddRange(await FindAsync(approval.Otherwise, requester));
            }

            var those = found.OfType<Person>().DistinctBy(person => person.Id).ToList();
            if (TooFew(asked, those.Count, requester) is { } refusal)
            {
                return refusal;
            }

            stages.Add(Stage(asked, step, those));
        }

        return stages;
    }

    private static ApprovalStage Stage(ApprovalStagePolicy asked, int step, List<Person> those)
    {
        var stage = new ApprovalStage
        {
            Step = step,
            Name = asked.Name,
            Rule = asked.Needs.Rule,
            Quorum = asked.Needs.Rule == ApprovalRule.Quorum ? asked.Needs.Of(those.Count) : 0,
            Veto = asked.Veto,
            DueIn = asked.Due?.ToString(),
            RemindIn = asked.Remind?.ToString(),
            EscalateTo = asked.EscalateTo.IsEmpty ? null : string.Join(',', asked.EscalateTo),
        };
        stage.Seats.AddRange(those.Select(person => new ApprovalSeat { PersonId = person.Id, Person = person }));
        return stage;
    }

    private static Refusal? TooFew(ApprovalStagePolicy asked, int count, Person requester)
    {
        if (count == 0)
        {
            return Refusal.Conflict(Phrase.Of("approvals.nobodyToAsk", new { stage = asked.Name, who = requester.Name }));
        }

        return asked.Needs.Of(count) is var needed && needed > count
            ? Refusal.Conflict(Phrase.Of("approvals.tooFewToAsk", new { stage = asked.Name, needed, count, who = requester.Name }))
            : null;
    }

    private IEnumerable<string?> Handles(ApprovalStagePolicy stage, ApprovalOccasion occasion) =>
        ((IEnumerable<string?>)stage.People)
            .Concat(stage.Roles.Select(role => role switch
            {
                ApproverRole.Manager => occasion.Requester.Manager,
                ApproverRole.DataOwner => occasion.DataOwner,
                _ => policy.Current.FindService(occasion.Service)?.Owner,
            }))
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
