using BotDesk.Search.Analysis;
using BotDesk.Search.Queries;

namespace BotDesk.Search.Tests;

/// <summary>Documents and queries of a few short words, so that everything meets everything; the same for the same seed.</summary>
internal sealed class RandomCollection(int seed)
{
    private static readonly string[] Vocabulary =
        ["a", "b", "ab", "ba", "abc", "acb", "abcd", "bcd", "dcb", "mail", "mial", "mails", "vpn", "vpns", "desk", "desks", "disk"];

    private readonly Random _random = new(seed);

    public static IndexSchema Schema { get; } = new(
        new FieldType("title", WordAnalyzer.Standard) { Similarity = new BM25Similarity(0.5f, 0.5f) },
        new FieldType("body", WordAnalyzer.Standard),
        new FieldType("lead", WordAnalyzer.Standard) { CopyOf = "body", MaxWords = 4, Similarity = new BM25Similarity(1.6f, 0.8f) });

    public int Next(int below) => _random.Next(below);

    public Document Document(string key) => new(key, ("title", Words(4)), ("body", Words(40)));

    public Query Query(int depth = 0) => _random.Next(depth < 3 ? 11 : 6) switch
    {
        0 or 1 => new TermQuery(Field(), Word()),
        2 => new PhraseQuery(Field(), [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => Word())]),
        3 => new PrefixQuery(Field(), Word()[..1]),
        4 => new FuzzyQuery(Field(), Word(), _random.Next(3)),
        5 => _random.Next(4) == 0 ? new MatchAllDocsQuery() : new WildcardQuery(Field(), _random.Next(2) == 0 ? "?" + Word()[1..] + "*" : "*" + Word()[^1]),
        6 => new BoostQuery(Query(depth + 1), (float)_random.NextDouble() * 3),
        7 => new DisjunctionMaxQuery(Queries(depth), (float)_random.NextDouble()),
        8 => BooleanQuery.Any(Queries(depth)),
        9 => new BooleanQuery(Queries(depth).Select(query => new BooleanClause(query, Occur.Should)), _random.Next(3)),
        _ => new BooleanQuery(Queries(depth).Select(query => new BooleanClause(query, (Occur)_random.Next(4)))),
    };

    private List<Query> Queries(int depth) => [.. Enumerable.Range(0, 1 + _random.Next(4)).Select(_ => Query(depth + 1))];

    private string Words(int most) => string.Join(' ', Enumerable.Range(0, _random.Next(most + 1)).Select(_ => Word()));

    /// <summary>The first words are frequent, the last are rare.</summary>
    private string Word() => Vocabulary[(int)(Vocabulary.Length * Math.Pow(_random.NextDouble(), 2))];

    private string Field() => Schema.Fields[_random.Next(3)].Name;
}
