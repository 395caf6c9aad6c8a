using System.Runtime.CompilerServices;
using BotDesk.Search;
using BotDesk.Search.Queries;

namespace BotDesk.Knowledge.Ranking;

/// <summary>
/// How rare the words of titles are when a title that several articles share counts once: else a thread of twenty answers would make its
/// own words common.
/// </summary>
internal sealed class TopicStatistics
{
    private static readonly ConditionalWeakTable<IIndexSearcher, TopicStatistics> Known = [];

    /// <summary>For each term of a shared title, how many articles with it are not the first of their title.</summary>
    private readonly Dictionary<string, int> _repeated = new(StringComparer.Ordinal);
    private readonly IIndexSearcher _searcher;
    private readonly long _docCount;

    private TopicStatistics(IIndexSearcher searcher)
    {
        _searcher = searcher;
        _docCount = searcher.DocCount(KnowledgeSchema.Title);
        foreach (var (topic, articles) in searcher.RepeatedTerms(KnowledgeSchema.Topic))
        {
            _docCount -= articles - 1;
            var one = searcher.Search(new TermQuery(KnowledgeSchema.Topic, topic), 1).ScoreDocs[0];
            foreach (var (term, _) in searcher.TermVector(one.Doc, KnowledgeSchema.Title))
            {
                _repeated[term] = _repeated.GetValueOrDefault(term) + articles - 1;
            }
        }
    }

    /// <summary>The statistics of one searcher, computed when first asked for.</summary>
    public static TopicStatistics Of(IIndexSearcher searcher) => Known.GetValue(searcher, searcher => new TopicStatistics(searcher));

    public TermStatistics Title(string term)
    {
        // Titles that are equal but for punctuation share a topic only where that is equal too, so this cannot fall below one.
        var articles = _searcher.DocFreq(KnowledgeSchema.Title, term);
        return new TermStatistics(Math.Max(Math.Min(1, articles), articles - _repeated.GetValueOrDefault(term)), _docCount);
    }
}
