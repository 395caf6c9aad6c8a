using System.Collections.Frozen;
using BotDesk.Search.Analysis;

namespace BotDesk.Knowledge.Ranking;

/// <summary>A word of a question where it stands.</summary>
/// <param name="Term">As it is in the index.</param>
/// <param name="Surface">As the person wrote it, in lower case.</param>
internal sealed record SurfaceWord(string Term, string Surface, int Position, bool IsStopWord);

/// <summary>A word that is looked for.</summary>
/// <param name="Count">How often it stands in the question.</param>
/// <param name="Positions">Where.</param>
internal sealed record QueryWord(string Term, string Surface, int Count, IReadOnlyList<int> Positions)
{
    /// <summary>Whether it is a number or a code, which means that one thing and no other.</summary>
    public bool IsCode => Surface.Length >= 3 && Surface.Any(char.IsDigit);
}

/// <summary>The words of a question.</summary>
internal sealed class QueryWords
{
    /// <summary>A pasted mail is not looked at beyond this many units: what it is about has been said by then.</summary>
    private const int MaxLength = 8000;

    public QueryWords(string text)
    {
        text = text.Length > MaxLength ? text[..MaxLength] : text;
        var stopWords = KnowledgeStopWords.For(text);
        All = [.. ArticleAnalyzer.English.Tokens(text).Select(token => Word(text, token, stopWords))];
        var telling = All.Where(word => !word.IsStopWord).ToList();
        // "How do I do this?" has no other words.
        Telling = [.. (telling.Count > 0 ? telling : All)
            .GroupBy(word => word.Term, StringComparer.Ordinal)
            .Select(same => new QueryWord(same.Key, same.First().Surface, same.Count(), [.. same.Select(word => word.Position)]))];
    }

    /// <summary>Every word in order.</summary>
    public IReadOnlyList<SurfaceWord> All { get; }

    /// <summary>The words that say what the question is about, each once.</summary>
    public IReadOnlyList<QueryWord> Telling { get; }

    private static SurfaceWord Word(string text, Token token, FrozenSet<string> stopWords)
    {
        var surface = text.Substring(token.Start, token.Length).ToLowerInvariant().Replace('’', '\'');
        return new SurfaceWord(token.Term, surface, token.Position, stopWords.Contains(surface));
    }
}
