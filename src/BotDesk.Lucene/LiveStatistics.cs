using BotDesk.Search;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace BotDesk.Lucene;

/// <summary>
/// Lucene's searcher with statistics of the documents that are there: by itself it counts those that were deleted or may not be seen until
/// segments are merged.
/// </summary>
internal sealed class LiveStatistics : global::Lucene.Net.Search.IndexSearcher
{
    private readonly Dictionary<string, (long DocCount, long Words)> _fields = new(StringComparer.Ordinal);

    public LiveStatistics(IndexReader reader, IndexSchema schema)
        : base(reader)
    {
        foreach (var field in schema.Fields.Select(type => type.Name))
        {
            var (docCount, words) = (0L, 0L);
            foreach (var leaf in reader.Leaves)
            {
                if (leaf.AtomicReader.GetNumericDocValues(LuceneSearcher.LengthOf(field)) is { } lengths)
                {
                    for (var doc = 0; doc < leaf.AtomicReader.MaxDoc; doc++)
                    {
                        if (leaf.AtomicReader.LiveDocs?.Get(doc) != false && lengths.Get(doc) is > 0 and var length)
                        {
                            (docCount, words) = (docCount + 1, words + length);
                        }
                    }
                }
            }

            _fields.Add(field, (docCount, words));
        }

        Similarity = new FieldSimilarity(schema);
    }

    public long DocCount(string field) => _fields[field].DocCount;

    public int DocFreq(Term term)
    {
        var count = 0;
        foreach (var leaf in IndexReader.Leaves)
        {
            if (leaf.AtomicReader.GetTerms(term.Field)?.GetEnumerator() is { } terms && terms.SeekExact(term.Bytes))
            {
                count += DocFreq(leaf.AtomicReader, terms);
            }
        }

        return count;
    }

    public static int DocFreq(AtomicReader reader, TermsEnum term)
    {
        if (reader.LiveDocs is not { } live)
        {
            return term.DocFreq;
        }

        var (count, docs) = (0, term.Docs(live, null, DocsFlags.NONE));
        while (docs.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
        {
            count++;
        }

        return count;
    }

    public override TermStatistics TermStatistics(Term term, TermContext context) => new(term.Bytes, DocFreq(term), -1);

    public override CollectionStatistics CollectionStatistics(string field)
    {
        var (docCount, words) = _fields.GetValueOrDefault(field);
        return new CollectionStatistics(field, Math.Max(1, docCount), Math.Max(1, docCount), Math.Max(1, Math.Max(docCount, words)), Math.Max(1, docCount));
    }
}
