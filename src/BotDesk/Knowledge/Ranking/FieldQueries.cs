using BotDesk.Search;
using BotDesk.Search.Queries;

namespace BotDesk.Knowledge.Ranking;

/// <summary>A word or a few as a query over all fields of an article: the best field counts, and a little of the others.</summary>
internal sealed class FieldQueries(IIndexSearcher searcher, RankingWeights weights)
{
    private readonly TopicStatistics _topics = TopicStatistics.Of(searcher);

    public TermQuery TitleTerm(string term) => new(KnowledgeSchema.Title, term) { Statistics = _topics.Title(term) };

    /// <summary>Whether any article has the word.</summary>
    public bool IsKnown(string term) =>
        searcher.DocFreq(KnowledgeSchema.Body, term) > 0 || searcher.DocFreq(KnowledgeSchema.Title, term) > 0 || searcher.DocFreq(KnowledgeSchema.Tags, term) > 0;

    /// <summary>How much the word tells: of articles, by the more frequent of title and body.</summary>
    public float Idf(string term)
    {
        var title = _topics.Title(term);
        return Math.Min(
            BM25Similarity.Idf(title.DocFreq, title.DocCount),
            BM25Similarity.Idf(searcher.DocFreq(KnowledgeSchema.Body, term), searcher.DocCount(KnowledgeSchema.Body)));
    }

    /// <summary>What the word cannot exceed in any article.</summary>
    public float Ideal(string term)
    {
        var title = _topics.Title(term);
        var parts = new[]
        {
            weights.Title * BM25Similarity.Idf(title.DocFreq, title.DocCount),
            weights.Body * BM25Similarity.Idf(searcher.DocFreq(KnowledgeSchema.Body, term), searcher.DocCount(KnowledgeSchema.Body)),
            weights.Lead * BM25Similarity.Idf(searcher.DocFreq(KnowledgeSchema.Lead, term), searcher.DocCount(KnowledgeSchema.Lead)),
        };
        return parts.Max() + (weights.OtherFields * (parts.Sum() - parts.Max()));
    }

    public Query Term(string term) => Best(
        TitleTerm(term),
        new TermQuery(KnowledgeSchema.Body, term),
        new TermQuery(KnowledgeSchema.Lead, term),
        searcher.DocFreq(KnowledgeSchema.Tags, term) > 0 ? new TermQuery(KnowledgeSchema.Tags, term) : null);

    /// <summary>The text's words one after the other; null where it has none.</summary>
    public Query? Text(string text)
    {
        var tokens = ArticleAnalyzer.English.Tokens(text);
        return tokens.Count switch
        {
            0 => null,
            1 => Term(tokens[0].Term),
            _ => Best(Phrase(KnowledgeSchema.Title), Phrase(KnowledgeSchema.Body), Phrase(KnowledgeSchema.Lead), null),
        };

        PhraseQuery Phrase(string field) =>
            new(field, tokens.GroupBy(token => token.Position).Select(same => new PhraseTerm([.. same.Select(token => token.Term)], same.Key)));
    }

    private DisjunctionMaxQuery Best(Query title, Query body, Query lead, Query? tags) => new(
        [
            new BoostQuery(title, weights.Title), new BoostQuery(body, weights.Body), new BoostQuery(lead, weights.Lead),
            .. tags is null ? Array.Empty<Query>() : [new BoostQuery(tags, weights.Tags)],
        ],
        weights.OtherFields);
}
