using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using BotDesk.Access;
using BotDesk.Knowledge.Import;
using BotDesk.Knowledge.Ranking;
using BotDesk.People;
using BotDesk.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BotDesk.Knowledge;

/// <summary>An article that was found.</summary>
/// <param name="Id">Its own external id where it was imported with one, else its number.</param>
/// <param name="Score">Comparable within one answer alone.</param>
/// <param name="Confidence">The estimated chance that this article is right, 0 to 1; 0 where articles match a query and nothing was asked.</param>
/// <param name="Explanation">How the score came about, where it was asked for: a value and what it is to a line, what it was computed from below it, two spaces deeper.</param>
public sealed record FoundArticle(
    string Id, string Title, string Snippet, double Score, double Confidence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Explanation = null);

/// <param name="Answerable">Whether the bot would offer an article.</param>
/// <param name="Total">How many articles match, where a query was given.</param>
public sealed record SearchResponse(
    IReadOnlyList<FoundArticle> Results, bool Answerable,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Total = null);

/// <summary>What is asked at <c>/api/knowledge/search</c>.</summary>
public sealed record SearchRequest
{
    /// <summary>What a person wrote, or a query where <see cref="Syntax"/> says so.</summary>
    public string? Q { get; init; }

    /// <summary>1 to 50; 10 if not given.</summary>
    public int? Top { get; init; }

    /// <summary>Whether each score is explained.</summary>
    public bool? Explain { get; init; }

    /// <summary>Handle or e-mail address of who asks: they find what they may read. Without one, what is for everybody.</summary>
    public string? As { get; init; }

    /// <summary>What they said before, which q narrows.</summary>
    public string? Earlier { get; init; }

    /// <summary>Whether they still type, so that the last word may be the beginning of one.</summary>
    public bool? Typing { get; init; }

    /// <summary><c>lucene</c>: q is a query in Lucene's classic syntax.</summary>
    public string? Syntax { get; init; }
}

/// <summary>What an import did.</summary>
public sealed record ImportResponse(int Added, int Updated, IReadOnlyList<ImportFault> Problems);

/// <param name="Source">Line, as <c>body:3</c>.</param>
public sealed record ImportFault(string Source, string Reason);

/// <summary><c>/api/knowledge</c>.</summary>
internal static class KnowledgeEndpoints
{
    private const string Lucene = "lucene";
    private const int DefaultTop = 10;
    private const int Most = 50;
    private const int LongestQuery = 20_000;

    public static void MapKnowledge(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/knowledge").WithTags("Knowledge");
        group.MapGet("/search", SearchAsync).WithSummary("Finds articles for what a person wrote, or by a query in Lucene's classic syntax").Answers(ArticleExamples.Found)
            .RequireAuthorization(DeskPolicies.ApiWith(ApiScope.KnowledgeRead))
            .With("q", "my vpn drops every ten minutes", "What a person wrote, or a query where syntax says so.").With("top", 5, "How many at most: 1 to 50; 10 when left out.").With("as", "jonas", "Handle or e-mail address of who asks: they find what they may read. Without one, what is for everybody.")
            .With("explain", false, "Whether each score is explained.").With("earlier", "i cannot work from home", "What they said before, which q narrows.").With("typing", false, "Whether they still type, so that the last word may be the beginning of one.")
            .With("syntax", "", "lucene: q is a query in Lucene's classic syntax.");
        group.MapGet("/articles/{id}/similar", SimilarAsync).WithSummary("Articles that are like this one").Answers(ArticleExamples.Found)
            .RequireAuthorization(DeskPolicies.ApiWith(ApiScope.KnowledgeRead)).With("id", "KB1", "Its number, or the id with which it was imported.").With("top", 5, "How many at most: 1 to 50.");
        group.MapPost("/import", ImportAsync).WithSummary("Imports articles as JSON lines; an id seen before is updated, so that the same lines may be sent again").Accepts<string>("application/x-ndjson").DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(RestHosting.LargestImport)).RequireAuthorization(DeskPolicies.ApiWith(ApiScope.KnowledgeWrite)).HappensOnce().Takes(ArticleExamples.Lines).Answers(ArticleExamples.Imported);
        group.MapArticles();
    }

    private static async Task<Results<Ok<SearchResponse>, ProblemHttpResult>> SearchAsync([AsParameters] SearchRequest asked, KnowledgeSearch search, PeopleDesk people)
    {
        if (string.IsNullOrWhiteSpace(asked.Q) || asked.Q.Length > LongestQuery || asked.Earlier?.Length > LongestQuery)
        {
            return Refusal.Invalid("q", $"Give the words to look for in q, at most {LongestQuery} characters.").ToProblem();
        }

        if (asked.Syntax is not (null or "" or Lucene))
        {
            return Refusal.Invalid("syntax", $"syntax is {Lucene}, or left out for what a person wrote.").ToProblem();
        }

        var reader = await ReaderAsync(asked.As, people);
        if (reader.Refusal is { } refusal || !TryTop(asked.Top, out var top, out refusal))
        {
            return refusal.ToProblem();
        }

        if (asked.Syntax == Lucene)
        {
            return search.Query(asked.Q, reader.Value, top).Is(out var matching, out refusal) ? TypedResults.Ok(Response(matching, search)) : refusal.ToProblem();
        }

        var question = new KnowledgeQuestion(asked.Q, reader.Value, top) { Earlier = asked.Earlier ?? "", Typing = asked.Typing == true };
        var answer = search.Find(question);
        return TypedResults.Ok(new SearchResponse(
            [.. answer.Results.Select(result => Found(result, search) with { Explanation = asked.Explain == true ? $"{search.Explain(question, result.Key)}" : null })],
            answer.Answerable));
    }

    private static async Task<Results<Ok<SearchResponse>, ProblemHttpResult>> SimilarAsync(string id, int? top, [FromQuery(Name = "as")] string? who, KnowledgeSearch search, KnowledgeDesk desk, PeopleDesk people)
    {
        var reader = await ReaderAsync(who, people);
        if (reader.Refusal is { } refusal || !TryTop(top, out var most, out refusal))
        {
            return refusal.ToProblem();
        }

        return await desk.FindAsync(id, reader.Value) is { } article
            ? TypedResults.Ok(Response(search.Similar(article.Number, reader.Value, most), search))
            : Refusal.NotFound($"There is no article {id} to read.").ToProblem();
    }

    /// <returns>Nobody where nobody is named.</returns>
    internal static async Task<(Person? Value, Refusal? Refusal)> ReaderAsync(string? who, PeopleDesk people) => string.IsNullOrWhiteSpace(who)
        ? (null, null)
        : (await people.FindByHandleOrEmailAsync(who.Trim())).Is(out var person, out var refusal) ? (person, null) : (null, Refusal.Invalid("as", refusal.Message));

    private static bool TryTop(int? asked, out int top, [NotNullWhen(false)] out Refusal? refusal)
    {
        (top, refusal) = (asked ?? DefaultTop, asked is < 1 or > Most ? Refusal.Invalid("top", $"top is a number from 1 to {Most}.") : null);
        return refusal is null;
    }

    private static SearchResponse Response(MatchingArticles matching, KnowledgeSearch search) =>
        new([.. matching.Results.Select(result => Found(result, search))], Answerable: false, matching.Total);

    private static FoundArticle Found(KnowledgeResult result, KnowledgeSearch search) =>
        new(search.PublicId(result.Key), result.Title.Text, result.Snippet.Text, result.Score, result.Confidence);

    private static async Task<Results<Ok<ImportResponse>, ProblemHttpResult>> ImportAsync(ApiStreams api, KnowledgeImport import, CancellationToken cancellationToken)
    {
        var outcome = await api.RunAsync(async body =>
        {
            var summary = await import.RunAsync(JsonLines.ReadAsync(body, "body", cancellationToken), stored: null, cancellationToken);
            return new ImportResponse(summary.Added, summary.Updated, [.. summary.Problems.Select(problem => new ImportFault(problem.Source, problem.Reason))]);
        });
        return outcome.Is(out var done, out var refusal) ? TypedResults.Ok(done) : refusal.ToProblem();
    }
}

/// <summary>Ready only once everything that was published can be found. That it takes a while after a start is no failure, and not logged as one.</summary>
internal sealed class KnowledgeReady(KnowledgeIndex index) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(index.Complete switch
        {
            { IsCompletedSuccessfully: true } => HealthCheckResult.Healthy(),
            { IsCompleted: false } => HealthCheckResult.Degraded("The knowledge index is being built."),
            _ => HealthCheckResult.Unhealthy("The knowledge index could not be built."),
        });
}
