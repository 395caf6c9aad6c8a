using BotDesk.Policy;

namespace BotDesk.Approvals;

/// <summary>Who is asked, in words.</summary>
public static class ApprovalWords
{
    /// <summary>A step each: "First Desmond Oyelaran (your manager)", "Then 2 of Mira Castellanez and Helena Strandmark (Finance)".</summary>
    public static IReadOnlyList<string> Steps(IReadOnlyList<ApprovalStage> stages)
    {
        var steps = stages.GroupBy(stage => stage.Step).OrderBy(step => step.Key).ToList();
        return [.. steps.Select((step, at) => $"{(steps.Count == 1 ? "" : at == 0 ? "First " : "Then ")}{List([.. step.Select(Stage)], "and")}")];
    }

    /// <summary>What a stage needs, beside the names of those who are asked; null when there is one.</summary>
    public static string? Rule(ApprovalStage stage)
    {
        var voices = stage.Seats.Where(seat => seat.Counts).Select(seat => seat.Voice).Distinct().Count();
        return stage.Rule switch
        {
            _ when voices == 1 => null,
            ApprovalRule.AnyOne => "one of them decides",
            ApprovalRule.All => "all have to agree",
            _ => $"{stage.Needed} of {voices} have to agree{(stage.Veto ? ", one rejection ends it" : "")}",
        };
    }

    /// <summary>"Anna, Ben and Cem".</summary>
    public static string List(IReadOnlyList<string> names, string last) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Count - 1))} {last} {names[^1]}";

    private static string Stage(ApprovalStage stage)
    {
        var names = stage.Seats.Select(seat => seat.Person.Name).ToList();
        return stage.Rule switch
        {
            _ when names.Count == 1 => $"{names[0]} ({stage.Name})",
            ApprovalRule.AnyOne => $"{List(names, "or")} ({stage.Name})",
            ApprovalRule.All => $"{List(names, "and")} ({stage.Name})",
            _ => $"{stage.Needed} of {List(names, "and")} ({stage.Name})",
        };
    }
}
