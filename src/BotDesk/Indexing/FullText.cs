using BotDesk.Search;

namespace BotDesk.Indexing;

/// <summary>Which full-text index the desk was built with: its own, or Lucene.Net's by <c>-p:KnowledgeIndex=Lucene</c> (src/BotDesk.Lucene).</summary>
internal static class FullText
{
    public static ISearchIndex NewIndex(IndexSchema schema) =>
#if LUCENE
        new Lucene.LuceneIndex(schema);
#else
        new SearchIndex(schema);
#endif
}
