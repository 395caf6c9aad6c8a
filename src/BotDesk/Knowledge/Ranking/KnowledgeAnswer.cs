using BotDesk.Search.Highlighting;

namespace BotDesk.Knowledge.Ranking;

/// <summary>What the articles say to a question.</summary>
/// <param name="Results">The best articles, best first.</param>
/// <param name="Answerable">Whether the first is likely enough to be right to be offered.</param>
public sealed record KnowledgeAnswer(IReadOnlyList<KnowledgeResult> Results, bool Answerable);

/// <summary>An article that may be the answer.</summary>
/// <param name="Key">The document's key in the index.</param>
/// <param name="Score">Comparable within one answer alone.</param>
/// <param name="Confidence">The estimated chance that this article is right, 0 to 1.</param>
/// <param name="Title">The title, with what matched in it.</param>
/// <param name="Snippet">The passage of the body that shows why.</param>
public sealed record KnowledgeResult(string Key, double Score, double Confidence, Snippet Title, Snippet Snippet);
