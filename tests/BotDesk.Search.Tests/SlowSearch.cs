using System.Text.RegularExpressions;
using BotDesk.Search.Queries;

namespace BotDesk.Search.Tests;

/// <summary>Says what a query finds by looking at every word of every document: slow, and easy to believe.</summary>
internal sealed class SlowSearch(IndexSchema schema, IReadOnlyDictionary<string, Document> documents)
{
    private readonly Dictionary<(string, string), List<string>> _words = [];
    private readonly Dictionary<(string, string), int> _docFreqs = [];
    private readonly Dictionary<string, (int Count, double Average)> _lengths = [];

    /// <summary>All matches with their scores, best first, equals by key.</summary>
    public List<(string Key, double Score)> Search(Query query) =>
        [.. documents.Keys
            .Select(key => (Key: key, Score: Score(query, key)))
            .Where(hit => hit.Score is not null)
            .Select(hit => (hit.Key, hit.Score!.Value))
            .OrderByDescending(hit => hit.Value)
            .ThenBy(hit => hit.Key, StringComparer.Ordinal)];

    /// <summary>Null where the document does not match.</summary>
    private double? Score(Query query, string key) => query switch
    {
        MatchAllDocsQuery => 1,
        TermQuery term => Term(term.Field, term.Term, key),
        BoostQuery boost => Score(boost.Inner, key) * boost.Boost,
        PrefixQuery prefix => Words(prefix.Field, key).Exists(word => word.StartsWith(prefix.Prefix, StringComparison.Ordinal)) ? 1 : null,
        WildcardQuery wildcard => Words(wildcard.Field, key).Exists(word => Regex.IsMatch(word, Pattern(wildcard.Pattern))) ? 1 : null,
        FuzzyQuery fuzzy => Words(fuzzy.Field, key)
            .Distinct()
            .Select(word => (word, Edits: Edits(word, fuzzy.Term)))
            .Where(near => near.Edits <= fuzzy.MaxEdits && near.Edits < Math.Min(near.word.Length, fuzzy.Term.Length))
            .Max(near => Term(fuzzy.Field, near.word, key) * (1 - ((double)near.Edits / Math.Min(near.word.Length, fuzzy.Term.Length)))),
        PhraseQuery phrase => Phrase(phrase, key),
        DisjunctionMaxQuery best => Best([.. best.Queries.Select(part => Score(part, key)).OfType<double>()], best.TieBreaker),
        BooleanQuery boolean => Boolean(boolean, key),
        _ => throw new NotSupportedException($"{query}"),
    };

    private double? Term(string field, string term, string key)
    {
        var freq = Words(field, key).Count(word => word == term);
        return freq == 0 ? null : Idf(field, term) * Tf(field, key, freq);
    }

    private double? Phrase(PhraseQuery phrase, string key)
    {
        var words = Words(phrase.Field, key);
        var occurrences = Enumerable.Range(0, words.Count)
            .Count(at => phrase.Terms.All(term => at + term.Position < words.Count && term.Alternatives.Contains(words[at + term.Position])));
        return occurrences == 0
            ? null
            : phrase.Terms.SelectMany(term => term.Alternatives).Where(term => DocFreq(phrase.Field, term) > 0).Sum(term => Idf(phrase.Field, term))
                * Tf(phrase.Field, key, occurrences);
    }

    private double? Boolean(BooleanQuery query, string key)
    {
        var scores = query.Clauses.Select(clause => (clause.Occur, Score: Score(clause.Query, key))).ToList();
        var optional = scores.Count(part => part.Occur == Occur.Should && part.Score is not null);
        var required = scores.Where(part => part.Occur is Occur.Must or Occur.Filter).ToList();
        var atLeast = query.MinimumShouldMatch > 0 ? query.MinimumShouldMatch : required.Count == 0 ? 1 : 0;
        return required.Exists(part => part.Score is null) || optional < atLeast || scores.Exists(part => part.Occur == Occur.MustNot && part.Score is not null)
            ? null
            : scores.Where(part => part.Occur is Occur.Must or Occur.Should).Sum(part => part.Score ?? 0);
    }

    private static double? Best(List<double> scores, double tieBreaker) =>
        scores.Count == 0 ? null : scores.Max() + (tieBreaker * (scores.Sum() - scores.Max()));

    private double Idf(string field, string term)
    {
        var (freq, count) = (DocFreq(field, term), Lengths(field).Count);
        return Math.Log(1 + ((count - freq + 0.5) / (freq + 0.5)));
    }

    private int DocFreq(string field, string term) =>
        Once(_docFreqs, (field, term), () => documents.Keys.Count(key => Words(field, key).Contains(term)));

    private (int Count, double Average) Lengths(string field) => Once(_lengths, field, () =>
    {
        var lengths = documents.Keys.Select(other => Words(field, other).Count).Where(length => length > 0).ToList();
        return (lengths.Count, lengths.Count == 0 ? 1 : lengths.Average());
    });

    private double Tf(string field, string key, int freq)
    {
        var similarity = TypeOf(field).Similarity;
        double length = SmallFloat.Decode(SmallFloat.Encode(Words(field, key).Count));
        return freq / (freq + (similarity.K1 * (1 - similarity.B + (similarity.B * length / Lengths(field).Average))));
    }

    private List<string> Words(string field, string key) => Once(_words, (field, key), () =>
    {
        var type = TypeOf(field);
        var text = documents[key].Fields.GetValueOrDefault(type.CopyOf ?? field) ?? "";
        return [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(type.MaxWords)];
    });

    private static TValue Once<TKey, TValue>(Dictionary<TKey, TValue> known, TKey key, Func<TValue> compute)
        where TKey : notnull
    {
        if (!known.TryGetValue(key, out var value))
        {
            known.Add(key, value = compute());
        }

        return value;
    }

    private FieldType TypeOf(string field) => schema.Fields.Single(type => type.Name == field);

    private static string Pattern(string wildcard) =>
        $"^{string.Concat(wildcard.Select(letter => letter switch { '*' => ".*", '?' => ".", _ => Regex.Escape($"{letter}") }))}$";

    /// <summary>Optimal string alignment: insert, leave out, replace, swap neighbours.</summary>
    internal static int Edits(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[a.Length, b.Length];
    }
}
