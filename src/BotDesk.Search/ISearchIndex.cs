namespace BotDesk.Search;

/// <summary>
/// A full-text index that changes. Documents are added, replaced and deleted by one writer at a time (calls from several threads take
/// turns); <see cref="Refresh"/> shows what was done so far to the searchers taken afterwards.
/// </summary>
public interface ISearchIndex
{
    IndexSchema Schema { get; }

    /// <summary>The index as it was at the last refresh, for as long as it is kept.</summary>
    IIndexSearcher Searcher { get; }

    /// <summary>Adds the document, in place of the one with the same key.</summary>
    /// <exception cref="ArgumentException">The document has a field that the schema does not know or that is a copy.</exception>
    void Update(Document document);

    /// <summary>Adds many documents, as <see cref="Update"/> would one by one: of several with one key the last stays.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Update"/>.</exception>
    void UpdateAll(IEnumerable<Document> documents);

    /// <returns>Whether there was such a document.</returns>
    bool Delete(string key);

    /// <summary>Shows all changes so far to the searchers taken from now on.</summary>
    IIndexSearcher Refresh();
}
