namespace BotDesk.Knowledge.Ranking;

/// <summary>What is known besides the question.</summary>
public sealed record RankingContext
{
    public static RankingContext None { get; } = new();

    /// <summary>What the person said before in this conversation, which the question narrows ("no, on my phone").</summary>
    public string Earlier { get; init; } = "";

    /// <summary>Whether the person is still typing, so that the last word may be the beginning of one.</summary>
    public bool Typing { get; init; }

    /// <summary>Articles that solved similar questions, by key, from 0 to 1: 1 raises an article by <see cref="RankingWeights.Feedback"/>.</summary>
    public IReadOnlyDictionary<string, double> Solved { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
}
