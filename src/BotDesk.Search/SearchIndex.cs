using BotDesk.Search.Indexing;

namespace BotDesk.Search;

/// <summary>
/// A full-text index in memory. Documents are added, replaced and deleted by one writer at a time (calls from several threads take
/// turns); <see cref="Refresh"/> shows what was done so far to the searchers taken afterwards. A searcher sees the index as it was
/// when it was taken, for as long as it is kept, and searching takes no lock.
/// </summary>
public sealed partial class SearchIndex : ISearchIndex
{
    /// <summary>So many tokens become a segment without waiting for a refresh, which bounds the memory that loading takes.</summary>
    private const long MaxBufferedTokens = 8_000_000;

    private readonly Lock _writing = new();
    private readonly Lock _merging = new();
    private readonly List<SegmentState> _segments = [];
    private DocumentBuffer _buffer;
    private bool _changed;
    private volatile IndexSearcher _searcher;

    public SearchIndex(IndexSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        _buffer = new DocumentBuffer(schema);
        _searcher = new IndexSearcher(schema, []);
    }

    public IndexSchema Schema { get; }

    /// <summary>The index as it was at the last refresh.</summary>
    public IndexSearcher Searcher => _searcher;

    IIndexSearcher ISearchIndex.Searcher => _searcher;

    IIndexSearcher ISearchIndex.Refresh() => Refresh();

    /// <summary>Adds the document, in place of the one with the same key.</summary>
    /// <exception cref="ArgumentException">The document has a field that the schema does not know or that is a copy.</exception>
    public void Update(Document document)
    {
        Check(document);
        lock (_writing)
        {
            DeletePublished(document.Key);
            _buffer.Add(document);
            _changed = true;
            if (_buffer.Tokens > MaxBufferedTokens)
            {
                FlushBuffer();
            }
        }
    }

    /// <summary>
    /// Adds many documents on all processors, as <see cref="Update"/> would one by one: of several with one key the last stays. While one is
    /// read from the sequence, those before it are analysed.
    /// </summary>
    /// <exception cref="ArgumentException">As for <see cref="Update"/>; nothing is added then.</exception>
    public void UpdateAll(IEnumerable<Document> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var loaders = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new SegmentLoader(Schema, MaxBufferedTokens / Environment.ProcessorCount)).ToArray();
        try
        {
            foreach (var document in documents)
            {
                Check(document);
                keys.Add(document.Key);
                // The same key always comes to the same loader, and so in order.
                loaders[(uint)string.GetHashCode(document.Key, StringComparison.Ordinal) % (uint)loaders.Length].Add(document);
            }
        }
        catch
        {
            Array.ForEach(loaders, loader => loader.Abandon());
            throw;
        }

        var segments = loaders.SelectMany(loader => loader.Finish()).ToList();
        lock (_writing)
        {
            foreach (var key in keys)
            {
                DeletePublished(key);
                _buffer.Delete(key);
            }

            _segments.AddRange(segments);
            _changed = true;
        }
    }

    /// <returns>Whether there was such a document.</returns>
    public bool Delete(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (_writing)
        {
            var deleted = _buffer.Delete(key) | DeletePublished(key);
            _changed |= deleted;
            return deleted;
        }
    }

    /// <summary>
    /// Shows all changes so far to the searchers taken from now on. It may afterwards merge segments in the caller's thread, while
    /// updates, searches and other refreshes go on.
    /// </summary>
    public IndexSearcher Refresh()
    {
        IndexSearcher searcher;
        lock (_writing)
        {
            if (!_changed)
            {
                return _searcher;
            }

            FlushBuffer();
            searcher = Publish();
        }

        // Whoever finds a merge under way leaves it to that one.
        if (_merging.TryEnter())
        {
            try
            {
                while (MergeOnce())
                {
                }
            }
            finally
            {
                _merging.Exit();
            }
        }

        return searcher;
    }

    /// <summary>Brings everything into one segment without deleted documents, as after loading.</summary>
    public IndexSearcher ForceMerge()
    {
        Refresh();
        lock (_merging)
        {
            List<SegmentState> all;
            lock (_writing)
            {
                all = [.. _segments];
            }

            if (all.Count > 1 || all.Any(state => state.Live is not null))
            {
                Merge(all);
            }
        }

        return _searcher;
    }

    private void Check(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        foreach (var field in document.Fields.Keys)
        {
            if (Schema.Fields[Schema.Require(field)].CopyOf is { } source)
            {
                throw new ArgumentException($"'{field}' copies '{source}' and takes no text of its own.", nameof(document));
            }
        }
    }

    private void FlushBuffer()
    {
        if (_buffer.Count > 0)
        {
            _segments.Add(new SegmentState(_buffer.Flush()));
        }

        _buffer = new DocumentBuffer(Schema);
    }

    private IndexSearcher Publish()
    {
        _segments.RemoveAll(state => state.Live?.Deleted == state.Segment.Count);
        var readers = new SegmentReader[_segments.Count];
        var docBase = 0;
        for (var i = 0; i < readers.Length; i++)
        {
            readers[i] = _segments[i].Publish(docBase);
            docBase += readers[i].Segment.Count;
        }

        _changed = false;
        return _searcher = new IndexSearcher(Schema, readers);
    }

    private bool DeletePublished(string key)
    {
        foreach (var state in _segments)
        {
            if (state.Delete(key))
            {
                return true;
            }
        }

        return false;
    }

    private bool MergeOnce()
    {
        IReadOnlyList<SegmentState> chosen;
        lock (_writing)
        {
            chosen = MergePolicy.Choose(_segments, state => (state.Segment.Count, state.Live?.Deleted ?? 0));
        }

        if (chosen.Count == 0)
        {
            return false;
        }

        Merge(chosen);
        return true;
    }

    /// <summary>Merges outside the writer's lock; what was deleted meanwhile is deleted again in the new segment.</summary>
    private void Merge(IReadOnlyList<SegmentState> states)
    {
        SegmentReader[] before;
        lock (_writing)
        {
            before = [.. states.Select(state => state.Publish(0))];
        }

        var merged = new SegmentState(SegmentMerger.Merge(before));
        lock (_writing)
        {
            foreach (var (state, reader) in states.Zip(before))
            {
                for (var doc = 0; doc < state.Segment.Count; doc++)
                {
                    if (reader.IsLive(doc) && state.Live?.IsLive(doc) == false)
                    {
                        merged.Delete(state.Segment.Keys[doc]);
                    }
                }
            }

            var at = _segments.IndexOf(states[0]);
            if (merged.Segment.Count > 0)
            {
                _segments.Insert(at < 0 ? _segments.Count : at, merged);
            }

            _segments.RemoveAll(states.Contains);
            // Only what was visible before may be visible now: pending changes wait for their refresh.
            if (!_changed)
            {
                Publish();
            }
        }
    }
}
