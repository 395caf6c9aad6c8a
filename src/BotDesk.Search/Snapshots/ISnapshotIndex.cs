namespace BotDesk.Search.Snapshots;

/// <summary>An index that can be written down as it is and read back without analysing anything.</summary>
public interface ISnapshotIndex : ISearchIndex
{
    /// <param name="searcher">One of this index.</param>
    void Save(IIndexSearcher searcher, SnapshotWriter writer);

    /// <summary>Takes what <see cref="Save"/> wrote into this index, which must be empty. It is seen after the next refresh.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of an index with other fields; nothing was taken.</exception>
    /// <exception cref="InvalidOperationException">There is something in the index.</exception>
    void Load(SnapshotReader reader);
}
