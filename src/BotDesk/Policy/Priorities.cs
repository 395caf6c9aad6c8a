using System.Collections.Frozen;
using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

public enum Priority
{
    P1 = 1,
    P2 = 2,
    P3 = 3,
    P4 = 4,
}

/// <summary>What is promised at a priority, as told to the requester.</summary>
/// <param name="Respond">When somebody will have looked at it: "within 30 minutes".</param>
/// <param name="Resolve">When it should work again: "within 4 hours".</param>
public sealed record PriorityTarget(Priority Priority, Phrase Name, Phrase Respond, Phrase Resolve);

/// <summary>What is done first: the matrix of impact and urgency, and what each priority promises.</summary>
public sealed record Priorities(FrozenDictionary<(Impact, Urgency), Priority> Matrix, ImmutableArray<PriorityTarget> Targets)
{
    public Priority For(Impact impact, Urgency urgency) => Matrix[(impact, urgency)];

    public PriorityTarget Target(Priority priority) => Targets.First(target => target.Priority == priority);

    internal static Priorities Read(YamlSection? section)
    {
        var matrix = section?.Section("matrix");
        var cells =
            from impact in Enum.GetValues<Impact>()
            let row = matrix?.Section(Word(impact))
            from urgency in Enum.GetValues<Urgency>()
            select KeyValuePair.Create((impact, urgency), row?.Choice<Priority>(Word(urgency)) ?? default);
        return new Priorities(cells.ToFrozenDictionary(), [.. Enum.GetValues<Priority>().Select(priority => Target(priority, section))]);
    }

    private static PriorityTarget Target(Priority priority, YamlSection? section)
    {
        var target = section?.Section(priority.ToString());
        return new PriorityTarget(priority, target?.Wording("name") ?? "", target?.Wording("respond") ?? "", target?.Wording("resolve") ?? "");
    }

    private static string Word<T>(T level) where T : struct, Enum => level.ToString().ToLowerInvariant();
}
