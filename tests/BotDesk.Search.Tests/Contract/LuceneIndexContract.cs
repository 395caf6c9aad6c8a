#if LUCENE
using BotDesk.Lucene;

namespace BotDesk.Search.Tests.Contract;

public sealed class LuceneIndexContract : IndexContract
{
    protected override ISearchIndex NewIndex(IndexSchema schema) => new LuceneIndex(schema);
}
#endif
