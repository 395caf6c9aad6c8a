using BotDesk.Search.Indexing;
using BotDesk.Search.Snapshots;

namespace BotDesk.Search;

public sealed partial class SearchIndex : ISnapshotIndex
{
    void ISnapshotIndex.Save(IIndexSearcher searcher, SnapshotWriter writer) => Save((IndexSearcher)searcher, writer);

    /// <inheritdoc cref="ISnapshotIndex.Save" />
    public void Save(IndexSearcher searcher, SnapshotWriter writer)
    {
        ArgumentNullException.ThrowIfNull(searcher);
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write([.. Schema.Fields.Select(field => field.Name)]);
        writer.Write<int>([searcher.Readers.Length]);
        foreach (var segment in searcher.Readers)
        {
            SegmentSnapshot.Write(segment, writer);
        }
    }

    public void Load(SnapshotReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (!reader.ReadTexts().SequenceEqual(Schema.Fields.Select(field => field.Name)))
        {
            throw new InvalidDataException("The index had other fields.");
        }

        var segments = Enumerable.Range(0, reader.Read<int>()[0]).Select(_ => SegmentSnapshot.Read(Schema.Fields.Count, reader)).ToList();
        lock (_writing)
        {
            if (_segments.Count > 0 || _buffer.Count > 0)
            {
                throw new InvalidOperationException("There is something in the index already.");
            }

            _segments.AddRange(segments);
            _changed = true;
        }
    }
}
