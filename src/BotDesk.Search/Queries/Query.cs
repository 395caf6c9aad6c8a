namespace BotDesk.Search.Queries;

/// <summary>What to look for. Immutable; built from the classes of this folder, whose names are Lucene's.</summary>
public abstract class Query
{
    private protected Query()
    {
    }

    /// <summary>Binds the query to the statistics of one searcher.</summary>
    /// <param name="boost">The product of all boosts around this query.</param>
    internal abstract Weight CreateWeight(IndexSearcher searcher, float boost);

    /// <summary>Adds the terms of a field that the query looks for, as they are in the index; not those that it excludes.</summary>
    internal virtual void CollectTerms(IIndexSearcher searcher, string field, ISet<string> terms)
    {
    }
}
