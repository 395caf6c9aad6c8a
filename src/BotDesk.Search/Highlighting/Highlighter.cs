using System.Buffers;
using System.Text;
using BotDesk.Search.Analysis;
using BotDesk.Search.Queries;

namespace BotDesk.Search.Highlighting;

/// <summary>Finds what a query matched in the original text, and the passage that shows most of it.</summary>
public sealed class Highlighter
{
    /// <summary>More letters than these find hardly fewer places.</summary>
    private const int LongestBeginning = 5;

    private readonly IIndexSearcher _searcher;
    private readonly Query _query;
    private readonly Dictionary<string, Dictionary<string, float>> _terms = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Field, Analyzer Analyzer), SearchValues<string>?> _beginnings = [];

    /// <param name="searcher">Weighs the words: a rare one is worth showing more than a common one.</param>
    public Highlighter(IIndexSearcher searcher, Query query)
    {
        ArgumentNullException.ThrowIfNull(searcher);
        ArgumentNullException.ThrowIfNull(query);
        (_searcher, _query) = (searcher, query);
    }

    /// <summary>Matches are looked for in so much of a text from its beginning, in UTF-16 units.</summary>
    /// <value>The default is 51,200, as in Lucene.</value>
    public int MaxAnalyzedLength { get; init; } = 50 * 1024;

    /// <summary>Every match in the text.</summary>
    public IReadOnlyList<TextRange> Ranges(string field, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. Merge(Matches(field, text).Select(match => match.Range))];
    }

    /// <summary>The best passage, or the beginning where nothing matches.</summary>
    /// <param name="maxLength">In UTF-16 units. Words and surrogate pairs are not cut, unless one alone is longer.</param>
    public Snippet Snippet(string field, string text, int maxLength = 240)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLength);
        var matches = Matches(field, text);
        var (start, end) = Passage.Choose(text, matches, maxLength);
        var ranges = Merge(matches.Select(match => match.Range).Where(range => range.Start >= start && range.End <= end));
        return new Snippet(
            text[start..end],
            start,
            [.. ranges.Select(range => range with { Start = range.Start - start })],
            !string.IsNullOrWhiteSpace(text[..start]),
            !string.IsNullOrWhiteSpace(text[end..]));
    }

    private List<Match> Matches(string field, string text)
    {
        var analyzed = text.AsSpan(0, Math.Min(text.Length, MaxAnalyzedLength));
        var analyzer = _searcher.Schema.Fields[_searcher.Schema.Require(field)].Analyzer.Choose(analyzed);
        var sink = new MatchSink(TermsOf(field));
        if (BeginningsOf(field, analyzer) is { } beginnings)
        {
            foreach (var range in new Places(analyzed, beginnings))
            {
                sink.Offset = range.Start.Value;
                analyzer.Analyze(analyzed[range], sink);
            }
        }
        else
        {
            analyzer.Analyze(analyzed, sink);
        }

        return sink.Matches;
    }

    /// <summary>What is in every word that can match; null where every word can.</summary>
    private SearchValues<string>? BeginningsOf(string field, Analyzer analyzer)
    {
        var terms = TermsOf(field);
        lock (_terms)
        {
            if (!_beginnings.TryGetValue((field, analyzer), out var beginnings))
            {
                var texts = terms.Keys.Select(term => analyzer.SureBeginning(term) is var sure && sure.Length > LongestBeginning ? $"{sure[..LongestBeginning]}" : $"{sure}").ToHashSet(StringComparer.Ordinal);
                beginnings = texts.Contains("") || texts.Count == 0 || texts.Any(text => !Ascii.IsValid(text)) ? null : SearchValues.Create([.. texts], StringComparison.OrdinalIgnoreCase);
                _beginnings.Add((field, analyzer), beginnings);
            }

            return beginnings;
        }
    }

    private Dictionary<string, float> TermsOf(string field)
    {
        lock (_terms)
        {
            if (!_terms.TryGetValue(field, out var weights))
            {
                var terms = new HashSet<string>(StringComparer.Ordinal);
                _query.CollectTerms(_searcher, field, terms);
                var docCount = _searcher.DocCount(field);
                weights = terms.ToDictionary(term => term, term => BM25Similarity.Idf(_searcher.DocFreq(field, term), docCount), StringComparer.Ordinal);
                _terms.Add(field, weights);
            }

            return weights;
        }
    }

    private static IEnumerable<TextRange> Merge(IEnumerable<TextRange> ranges)
    {
        TextRange? last = null;
        foreach (var range in ranges)
        {
            if (last is { } previous && range.Start < previous.End)
            {
                last = previous with { Length = Math.Max(previous.End, range.End) - previous.Start };
                continue;
            }

            if (last is { } done)
            {
                yield return done;
            }

            last = range;
        }

        if (last is { } final)
        {
            yield return final;
        }
    }

    private sealed class MatchSink(Dictionary<string, float> terms) : ITokenSink
    {
        private readonly Dictionary<string, float>.AlternateLookup<ReadOnlySpan<char>> _lookup =
            terms.GetAlternateLookup<ReadOnlySpan<char>>();

        /// <summary>Where in the whole text the part begins that is analysed.</summary>
        public int Offset { get; set; }

        public List<Match> Matches { get; } = [];

        public void Accept(ReadOnlySpan<char> term, int start, int length, int positionIncrement)
        {
            if (_lookup.TryGetValue(term, out var known, out var weight))
            {
                Matches.Add(new Match(new TextRange(Offset + start, length), known, weight));
            }
        }
    }
}

/// <summary>A word of the text that the query looks for.</summary>
internal readonly record struct Match(TextRange Range, string Term, float Weight);
