namespace BotDesk.Search;

/// <summary>A document that was found.</summary>
/// <param name="Doc">Its number, valid for the searcher that found it alone.</param>
/// <param name="Key">Its key, valid always.</param>
public sealed record ScoreDoc(int Doc, string Key, float Score);

/// <summary>The best documents, best first; among equals in the order of their keys.</summary>
/// <param name="TotalHits">How many documents match, as far as they were counted.</param>
/// <param name="IsExact">Whether all were counted. Documents that cannot be among the best are not looked at unless asked for.</param>
public sealed record TopDocs(long TotalHits, bool IsExact, IReadOnlyList<ScoreDoc> ScoreDocs);
