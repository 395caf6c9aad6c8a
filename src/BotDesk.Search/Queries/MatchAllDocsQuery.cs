namespace BotDesk.Search.Queries;

/// <summary>Every document, with the boost as its score.</summary>
public sealed class MatchAllDocsQuery : Query
{
    public override string ToString() => "*:*";

    internal override Weight CreateWeight(IndexSearcher searcher, float boost) =>
        new ConstantWeight(boost, "every document", reader => new DocSet(reader.Segment.Count).AddAll());
}
