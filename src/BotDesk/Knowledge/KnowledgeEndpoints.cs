using BotDesk.Access;
using BotDesk.Knowledge.Import;
using BotDesk.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BotDesk.Knowledge;

/// <summary>An article that was found.</summary>
/// <param name="Id">Its own external id where it was imported with one, else its number.</param>
/// <param name="Score">Comparable within one answer alone.</param>
/// <param name="Confidence">The estimated chance that this article is right, 0 to 1.</param>
public sealed record FoundArticle(string Id, string Title, string Snippet, double Score, double Confidence);

/// <param name="Answerable">Whether the bot would offer an article.</param>
public sealed record SearchResponse(IReadOnlyList<FoundArticle> Results, bool Answerable);

/// <summary>What an import did.</summary>
public sealed record ImportResponse(int Added, int Updated, IReadOnlyList<ImportFault> Problems);

/// <param name="Source">Line, as <c>body:3</c>.</param>
public sealed record ImportFault(string Source, string Reason);

/// <summary><c>/api/knowledge</c>.</summary>
internal static class KnowledgeEndpoints
{
    private const int Most = 50;
    private const int LongestQuery = 20_000;

    public static void MapKnowledge(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/knowledge").WithTags("Knowledge");
        group.MapGet("/search", Search).WithSummary("Finds articles for what a person wrote")
            .RequireAuthorization(DeskPolicies.ApiWith(ApiScope.KnowledgeRead));
        group.MapPost("/import", ImportAsync).WithSummary("Imports articles as JSON lines").Accepts<string>("application/x-ndjson").DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(RestHosting.LargestImport))
            .RequireAuthorization(DeskPolicies.ApiWith(ApiScope.KnowledgeWrite));
    }

    private static Results<Ok<SearchResponse>, ProblemHttpResult> Search(string? q, int? top, KnowledgeSearch search)
    {
        if (string.IsNullOrWhiteSpace(q) || q.Length > LongestQuery)
        {
            return TypedResults.Problem($"Give the words to look for in q, at most {LongestQuery} characters.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (top is < 1 or > Most)
        {
            return TypedResults.Problem($"top is a number from 1 to {Most}.", statusCode: StatusCodes.Status400BadRequest);
        }

        var answer = search.Find(q, reader: null, top ?? 10);
        return TypedResults.Ok(new SearchResponse(
            [.. answer.Results.Select(result => new FoundArticle(search.PublicId(result.Key), result.Title.Text, result.Snippet.Text, result.Score, result.Confidence))],
            answer.Answerable));
    }

    private static async Task<Ok<ImportResponse>> ImportAsync(HttpRequest request, KnowledgeImport import, CancellationToken cancellationToken)
    {
        var summary = await import.RunAsync(JsonLines.ReadAsync(request.Body, "body", cancellationToken), stored: null, cancellationToken);
        return TypedResults.Ok(new ImportResponse(summary.Added, summary.Updated, [.. summary.Problems.Select(problem => new ImportFault(problem.Source, problem.Reason))]));
    }
}

/// <summary>Ready only once everything that was published can be found.</summary>
internal sealed class KnowledgeReady(KnowledgeIndex index) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(index.Complete.IsCompletedSuccessfully ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The knowledge index is being built."));
}
