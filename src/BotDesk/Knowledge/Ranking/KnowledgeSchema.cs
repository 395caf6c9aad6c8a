using BotDesk.Search;
using BotDesk.Search.Analysis;

namespace BotDesk.Knowledge.Ranking;

/// <summary>How articles are indexed: by their title, their text, and the beginning of the text, which says what it is about where a title does not.</summary>
public static class KnowledgeSchema
{
    public const string Title = "title";
    public const string Body = "body";

    /// <summary>The first words of the body.</summary>
    public const string Lead = "lead";

    /// <summary>The whole title as one term: articles that share a title answer the same question.</summary>
    public const string Topic = "topic";

    /// <summary>Words that somebody gave the article to be found by.</summary>
    public const string Tags = "tags";

    /// <summary>The article's number, for who asks for it.</summary>
    public const string Number = "number";

    /// <summary>Key of the service it is about, for who asks for it.</summary>
    public const string Service = "service";

    private const int LeadWords = 50;

    private static readonly ArticleAnalyzer Words = new();

    /// <summary>A schema for a new index.</summary>
    public static IndexSchema Create() => new(
        new FieldType(Title, Words) { Weight = 2, Similarity = new BM25Similarity(0.5f, 0.5f) },
        new FieldType(Body, Words) { Weight = 1, Similarity = new BM25Similarity(1, 0.95f) },
        new FieldType(Lead, Words) { Weight = 1.5f, Similarity = new BM25Similarity(1.6f, 0.8f), CopyOf = Body, MaxWords = LeadWords, Default = false },
        new FieldType(Topic, new KeywordAnalyzer()) { CopyOf = Title, Default = false },
        new FieldType(Tags, Words) { Weight = 1.5f, Similarity = new BM25Similarity(0.5f, 0.5f) },
        new FieldType(Number, new KeywordAnalyzer()),
        new FieldType(Service, new KeywordAnalyzer()) { Default = false });

    /// <summary>An article as the index takes it.</summary>
    /// <param name="number">The document's key.</param>
    public static Document Document(string number, string title, string body, string tags = "", string? service = null) =>
        new(number, (Title, title), (Body, body), (Tags, tags), (Number, number), (Service, service ?? ""));
}
