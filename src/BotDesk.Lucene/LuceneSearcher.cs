using System.Globalization;
using System.Text;
using BotDesk.Search;
using BotDesk.Search.Queries;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Explanation = BotDesk.Search.Explanation;
using L = Lucene.Net.Search;
using ScoreDoc = BotDesk.Search.ScoreDoc;
using TopDocs = BotDesk.Search.TopDocs;

namespace BotDesk.Lucene;

/// <summary>Lucene's index as it was at one moment.</summary>
internal sealed class LuceneSearcher : IIndexSearcher
{
    private readonly IndexReader _reader;
    private readonly LiveStatistics _searcher;
    private readonly string?[] _keys;
    private readonly Dictionary<string, int> _docs = new(StringComparer.Ordinal);

    static LuceneSearcher() => L.BooleanQuery.MaxClauseCount = int.MaxValue;

    public LuceneSearcher(IndexSchema schema, IndexReader reader)
    {
        (Schema, _reader, _searcher) = (schema, reader, new LiveStatistics(reader, schema));
        _keys = new string?[reader.MaxDoc];
        var bytes = new BytesRef();
        foreach (var leaf in reader.Leaves)
        {
            var keys = leaf.AtomicReader.GetBinaryDocValues(LuceneIndex.Key);
            for (var doc = 0; doc < leaf.AtomicReader.MaxDoc; doc++)
            {
                if (leaf.AtomicReader.LiveDocs?.Get(doc) != false)
                {
                    keys.Get(doc, bytes);
                    _docs[_keys[leaf.DocBase + doc] = bytes.Utf8ToString()] = leaf.DocBase + doc;
                }
            }
        }
    }

    public IndexSchema Schema { get; }

    public int Count => _docs.Count;

    public IEnumerable<string> Keys => _docs.Keys;

    internal static string LengthOf(string field) => $"_length_{field}";

    internal static string TextOf(string field) => $"_text_{field}";

    public IIndexSearcher Restrict(Predicate<string> allows)
    {
        ArgumentNullException.ThrowIfNull(allows);
        IndexReader[] parts = [.. _reader.Leaves.Select(leaf =>
        {
            var live = new FixedBitSet(leaf.AtomicReader.MaxDoc);
            for (var doc = 0; doc < leaf.AtomicReader.MaxDoc; doc++)
            {
                if (_keys[leaf.DocBase + doc] is { } key && allows(key))
                {
                    live.Set(doc);
                }
            }

            return new RestrictedReader(leaf.AtomicReader, live);
        })];
        return new LuceneSearcher(Schema, new MultiReader(parts, closeSubReaders: false));
    }

    public TopDocs Search(Query query, int count, bool countAll = false)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var lucene = new LuceneQueries(this).Of(query);
        if (count == 0 || _docs.Count == 0)
        {
            var counted = new L.TotalHitCountCollector();
            _searcher.Search(lucene, counted);
            return new TopDocs(counted.TotalHits, true, []);
        }

        var found = _searcher.Search(lucene, count);
        return new TopDocs(found.TotalHits, true, [.. found.ScoreDocs
            .Select(hit => new ScoreDoc(hit.Doc, KeyOf(hit.Doc), hit.Score))
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Key, StringComparer.Ordinal)]);
    }

    public float[] Scores(Query query, IReadOnlyList<int> docs)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(docs);
        var weight = _searcher.CreateNormalizedWeight(new LuceneQueries(this).Of(query));
        var scores = new float[docs.Count];
        var at = 0;
        foreach (var leaf in _reader.Leaves)
        {
            var scorer = weight.GetScorer(leaf, leaf.AtomicReader.LiveDocs);
            for (; at < docs.Count && docs[at] < leaf.DocBase + leaf.AtomicReader.MaxDoc; at++)
            {
                var doc = docs[at] - leaf.DocBase;
                scores[at] = scorer is not null && (scorer.DocID == doc || (scorer.DocID < doc && scorer.Advance(doc) == doc)) ? scorer.GetScore() : 0;
            }
        }

        return scores;
    }

    public Explanation Explain(Query query, string key)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Find(key) is >= 0 and var doc
            ? Read(_searcher.Explain(new LuceneQueries(this).Of(query), doc))
            : Explanation.NoMatch($"There is no document '{key}'.");
    }

    public int Find(string key) => _docs.GetValueOrDefault(key, -1);

    public string KeyOf(int doc) => _keys[doc] ?? throw new ArgumentOutOfRangeException(nameof(doc), doc, "There is no document with this number.");

    public string Text(int doc, string field)
    {
        var name = TextOf(Required(field));
        return _reader.Document(doc, new HashSet<string> { name }).Get(name, CultureInfo.InvariantCulture) ?? "";
    }

    public IEnumerable<(string Term, int Freq)> TermVector(int doc, string field)
    {
        if (_reader.GetTermVector(doc, Required(field))?.GetEnumerator() is not { } terms)
        {
            yield break;
        }

        while (terms.MoveNext())
        {
            yield return (terms.Term.Utf8ToString(), (int)terms.TotalTermFreq);
        }
    }

    public int DocFreq(string field, string term) => _searcher.DocFreq(new Term(Required(field), term));

    public long DocCount(string field) => _searcher.DocCount(Required(field));

    public IEnumerable<TermInfo> Terms(string field, string prefix = "")
    {
        var merged = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var begin = new BytesRef(Encoding.UTF8.GetBytes(prefix));
        foreach (var leaf in _reader.Leaves)
        {
            if (leaf.AtomicReader.GetTerms(Required(field))?.GetEnumerator() is not { } terms || terms.SeekCeil(begin) == TermsEnum.SeekStatus.END)
            {
                continue;
            }

            do
            {
                if (!StringHelper.StartsWith(terms.Term, begin))
                {
                    break;
                }

                if (LiveStatistics.DocFreq(leaf.AtomicReader, terms) is > 0 and var count)
                {
                    var text = terms.Term.Utf8ToString();
                    merged[text] = merged.GetValueOrDefault(text) + count;
                }
            }
            while (terms.MoveNext());
        }

        return merged.Select(pair => new TermInfo(pair.Key, pair.Value));
    }

    public IEnumerable<TermInfo> RepeatedTerms(string field) => Terms(field).Where(term => term.DocFreq > 1);

    public IReadOnlyList<SimilarTerm> SimilarTerms(string field, string word, int maxEdits = 2, int prefixLength = 1)
    {
        ArgumentNullException.ThrowIfNull(word);
        prefixLength = Math.Min(prefixLength, word.Length);
        // Half a surrogate pair is no prefix.
        prefixLength -= prefixLength > 0 && char.IsHighSurrogate(word[prefixLength - 1]) ? 1 : 0;
        return [.. Terms(field, word[..prefixLength])
            .Where(term => Math.Abs(term.Text.Length - word.Length) <= maxEdits)
            .Select(term => new SimilarTerm(term.Text, EditDistance.Of(term.Text, word), term.DocFreq))
            .Where(term => term.Distance <= maxEdits)
            .OrderBy(term => term.Distance).ThenByDescending(term => term.DocFreq).ThenBy(term => term.Text, StringComparer.Ordinal)];
    }

    private static Explanation Read(L.Explanation explanation) =>
        new(explanation.IsMatch, explanation.Value, explanation.Description ?? "", [.. (explanation.GetDetails() ?? []).Select(Read)]);

    private string Required(string field) => Schema.NumberOf(field) is not null ? field : throw new ArgumentException($"There is no field '{field}'.", nameof(field));
}
