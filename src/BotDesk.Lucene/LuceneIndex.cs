using BotDesk.Search;
using Lucene.Net.Analysis;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Document = BotDesk.Search.Document;
using LuceneDocument = Lucene.Net.Documents.Document;
using LuceneFieldType = Lucene.Net.Documents.FieldType;

namespace BotDesk.Lucene;

/// <summary>A full-text index on Lucene.Net, in memory: the same documents match as in <see cref="SearchIndex"/>, with Lucene's scores.</summary>
public sealed class LuceneIndex : ISearchIndex, IDisposable
{
    /// <summary>The field that holds a document's key.</summary>
    internal const string Key = "_key";

    private static readonly LuceneFieldType Indexed = new()
    {
        IsIndexed = true,
        IsTokenized = true,
        IndexOptions = IndexOptions.DOCS_AND_FREQS_AND_POSITIONS,
        StoreTermVectors = true,
    };

    private readonly RAMDirectory _directory = new();
    private readonly IndexWriter _writer;
    private readonly System.Threading.Lock _refreshing = new();
    private volatile LuceneSearcher _searcher;

    public LuceneIndex(IndexSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        _writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, new NoAnalyzer()) { Similarity = new FieldSimilarity(schema), RAMBufferSizeMB = 64 });
        _searcher = Open();
    }

    public IndexSchema Schema { get; }

    public IIndexSearcher Searcher => _searcher;

    public void Update(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var lucene = Read(document);
        _writer.UpdateDocument(new Term(Key, document.Key), lucene);
    }

    public void UpdateAll(IEnumerable<Document> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        foreach (var document in documents)
        {
            Update(document);
        }
    }

    public bool Delete(string key)
    {
        // Lucene does not say whether it deleted something that no searcher has seen yet.
        var known = Refreshed().Find(key) >= 0;
        _writer.DeleteDocuments(new Term(Key, key));
        return known;
    }

    public IIndexSearcher Refresh() => _searcher = Refreshed();

    public void Dispose()
    {
        _writer.Dispose();
        _directory.Dispose();
    }

    private LuceneSearcher Refreshed()
    {
        lock (_refreshing)
        {
            return Open();
        }
    }

    private LuceneSearcher Open() => new(Schema, DirectoryReader.Open(_writer, applyAllDeletes: true));

    /// <exception cref="ArgumentException">The document has a field that the schema does not know or that is a copy.</exception>
    private LuceneDocument Read(Document document)
    {
        foreach (var field in document.Fields.Keys)
        {
            if (Schema.NumberOf(field) is not { } number || Schema.Fields[number].CopyOf is not null)
            {
                throw new ArgumentException($"'{field}' is no field that takes a text of its own.", nameof(document));
            }
        }

        var lucene = new LuceneDocument { new StringField(Key, document.Key, Field.Store.NO), new BinaryDocValuesField(Key, new BytesRef(document.Key)) };
        foreach (var type in Schema.Fields)
        {
            if (document.Fields.GetValueOrDefault(type.CopyOf ?? type.Name) is not { Length: > 0 } text)
            {
                continue;
            }

            var tokens = new TokenFeed(document.Analyzers?.GetValueOrDefault(type.Name) ?? type.Analyzer, text, type.MaxWords);
            lucene.Add(new Field(type.Name, tokens, Indexed));
            lucene.Add(new NumericDocValuesField(LuceneSearcher.LengthOf(type.Name), tokens.Count));
            if (type.CopyOf is null)
            {
                lucene.Add(new StoredField(LuceneSearcher.TextOf(type.Name), text));
            }
        }

        return lucene;
    }

    /// <summary>Every field brings its own tokens.</summary>
    private sealed class NoAnalyzer : Analyzer
    {
        protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader) =>
            throw new NotSupportedException("Every field brings its own tokens.");
    }
}
