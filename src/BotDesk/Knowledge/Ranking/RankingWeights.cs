namespace BotDesk.Knowledge.Ranking;

/// <summary>What counts how much. The defaults were measured on real articles and questions (tests/BotDesk.Benchmarks, search quality).</summary>
public sealed record RankingWeights
{
    /// <summary>Of the fields other than the best one for a word.</summary>
    public float OtherFields { get; init; } = 0.15f;

    public float Title { get; init; } = 2;

    public float Body { get; init; } = 1;

    public float Lead { get; init; } = 1.5f;

    /// <summary>Of words that somebody gave the article to be found by.</summary>
    public float Tags { get; init; } = 1.5f;

    /// <summary>How the body and lead of an article without a title are raised.</summary>
    public float Untitled { get; init; } = 1.5f;

    /// <summary>What a repetition of a word in the question adds, as a power of the count.</summary>
    public float Repetition { get; init; } = 0.5f;

    /// <summary>A word that is spelled otherwise.</summary>
    public float Spelling { get; init; } = 0.8f;

    /// <summary>A word written as two, or two as one.</summary>
    public float Compound { get; init; } = 0.5f;

    /// <summary>A synonym.</summary>
    public float Synonym { get; init; } = 0.4f;

    /// <summary>All articles of one title taken together, for each of them.</summary>
    public float Topic { get; init; } = 0.7f;

    /// <summary>A word that was said earlier in the conversation, and not again.</summary>
    public float Earlier { get; init; } = 0.5f;

    /// <summary>The most by which an article is raised that solved similar questions.</summary>
    public float Feedback { get; init; } = 0.1f;

    /// <summary>What is left of the confidence in an article that lacks a code of the question: error 691 is not error 619.</summary>
    public double MissedCode { get; init; } = 0.5;

    /// <summary>
    /// An article that has less of what a question tells (by how rare its words are) loses confidence by the square: it may answer
    /// something, but hardly this.
    /// </summary>
    public double LeastFound { get; init; } = 0.4;

    /// <summary>How many articles are looked at closely.</summary>
    public int Candidates { get; init; } = 50;
}
