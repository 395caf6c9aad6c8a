using BotDesk.Policy;

namespace BotDesk.Approvals;

/// <summary>Who is asked, in words.</summary>
public static class ApprovalWords
{
    /// <summary>A step each: "First Desmond Oyelaran (Line manager)", "Then 2 of Mira Castellanez and Helena Strandmark (Finance)".</summary>
    public static IReadOnlyList<Phrase> Steps(IReadOnlyList<ApprovalStage> stages)
    {
        var steps = stages.GroupBy(stage => stage.Step).OrderBy(step => step.Key).Select(step => And([.. step.Select(Stage)])).ToList();
        return steps.Count == 1 ? steps : [.. steps.Select((whom, at) => at == 0 ? Phrase.Of("approvals.first", new { whom }) : Phrase.Of("approvals.then", new { whom }))];
    }

    /// <summary>What a stage needs, beside the names of those who are asked; null when there is one.</summary>
    public static Phrase? Rule(ApprovalStage stage)
    {
        var voices = stage.Seats.Where(seat => seat.Counts).Select(seat => seat.Voice).Distinct().Count();
        return stage.Rule switch
        {
            _ when voices == 1 => null,
            ApprovalRule.AnyOne => Phrase.Of("approvals.rule.anyOne"),
            ApprovalRule.All => Phrase.Of("approvals.rule.all"),
            _ when stage.Veto => Phrase.Of("approvals.rule.someVeto", new { stage.Needed, voices }),
            _ => Phrase.Of("approvals.rule.some", new { stage.Needed, voices }),
        };
    }

    /// <summary>"Anna, Ben and Cem".</summary>
    public static Phrase And(IReadOnlyList<Phrase> names) =>
        names.Count < 2 ? Phrase.Join("", names) : Phrase.Of("approvals.and", new { one = Phrase.Join(", ", names.Take(names.Count - 1)), other = names[^1] });

    /// <summary>"Anna, Ben or Cem".</summary>
    public static Phrase Or(IReadOnlyList<Phrase> names) =>
        names.Count < 2 ? Phrase.Join("", names) : Phrase.Of("approvals.or", new { one = Phrase.Join(", ", names.Take(names.Count - 1)), other = names[^1] });

    private static Phrase Stage(ApprovalStage stage)
    {
        IReadOnlyList<Phrase> names = [.. stage.Seats.Select(seat => seat.Person.Name)];
        return stage.Rule is ApprovalRule.AnyOne or ApprovalRule.All || names.Count == 1
            ? Phrase.Of("approvals.whom", new { names = stage.Rule == ApprovalRule.AnyOne ? Or(names) : And(names), stage = stage.Name })
            : Phrase.Of("approvals.whomOf", new { stage.Needed, names = And(names), stage = stage.Name });
    }
}
