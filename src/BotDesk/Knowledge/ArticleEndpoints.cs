using System.Globalization;
using System.Text.Json.Serialization;
using BotDesk.Access;
using BotDesk.Knowledge.Import;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Rest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.Knowledge;

/// <summary>An article as an agent wrote it.</summary>
/// <param name="As">Handle or e-mail address of the agent.</param>
/// <param name="Body">Markdown.</param>
/// <param name="Audience"><c>agents</c> or the key of a group; left out: everybody.</param>
/// <param name="Service">Key of a service; left out: none in particular.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ArticleRequest(string? As, string? Title, string? Body, IReadOnlyList<string>? Tags = null, string? Audience = null, string? Service = null);

/// <param name="As">Handle or e-mail address of the agent.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ArticleAct(string? As);

/// <summary>An article.</summary>
/// <param name="Id">Its own id where it was imported with one, else its number.</param>
/// <param name="Number">Such as <c>KB12</c>.</param>
/// <param name="Body">Markdown.</param>
/// <param name="Status"><c>draft</c>, <c>published</c> or <c>retired</c>.</param>
/// <param name="Audience"><c>agents</c> or the key of a group; null: everybody.</param>
/// <param name="Service">Key of a service; null: none in particular.</param>
/// <param name="Version">Grows with every change.</param>
public sealed record ArticleResponse(string Id, string Number, string Title, string Body, IReadOnlyList<string> Tags, string Status, string? Audience, string? Service, DateTimeOffset ChangedAt, int Version) : IVersioned
{
    internal static ArticleResponse Of(KnowledgeArticle article) => new(
        article.PublicId, article.Number, article.Title, article.Body, article.Tags.Split('\n', StringSplitOptions.RemoveEmptyEntries), article.Status.Word(), article.Audience, article.Service, article.ChangedAt, article.Version);
}

/// <summary>A page of articles, the oldest first.</summary>
/// <param name="Next">What to give as <c>cursor</c> for the next page; null when this is the last.</param>
public sealed record ArticlePage(IReadOnlyList<ArticleResponse> Articles, string? Next) : IPage;

/// <summary><c>/api/knowledge/articles</c>.</summary>
internal static class ArticleEndpoints
{
    public static void MapArticles(this IEndpointRouteBuilder knowledge)
    {
        var read = knowledge.MapGroup("/articles").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.KnowledgeRead));
        read.MapGet("/", ListAsync).WithSummary("Lists articles, the oldest first").Answers(ArticleExamples.Page)
            .With("as", "anouk", "Handle or e-mail address of who reads: agents see drafts and retired ones, too. Without one, what is for everybody.")
            .With("status", "published", "draft, published or retired.").With("service", "vpn", "Key of a service.");
        read.MapGet("/{id}", ReadAsync).WithName("ReadArticle").WithSummary("One article").Answers(ArticleExamples.Article).WithId()
            .With("as", "anouk", "Handle or e-mail address of who reads: agents see drafts and retired ones, too. Without one, what is for everybody.");

        var write = knowledge.MapGroup("/articles").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.KnowledgeWrite));
        write.MapPost("/", WriteAsync).WithSummary("An agent writes a draft").HappensOnce().Takes(ArticleExamples.Written).Answers(ArticleExamples.Article);
        Act(write.MapPut("/{id}", (string id, ArticleRequest asked, ApiWriter api) => ChangeAsync(id, asked.As, asked, isEdit: true, api, (desk, agent) => desk.EditAsync(id, agent, Text(asked)))), "An agent puts this in the place of what was there")
            .Takes(ArticleExamples.Written).ChecksVersion(required: true);
        Act(write.MapPost("/{id}/publish", (string id, ArticleAct act, ApiWriter api) => ChangeAsync(id, act.As, act, isEdit: false, api, (desk, agent) => desk.PublishAsync(id, agent))), "An agent lets everybody for whom it is find it")
            .Takes(new ArticleAct("anouk")).ChecksVersion();
        Act(write.MapPost("/{id}/retire", (string id, ArticleAct act, ApiWriter api) => ChangeAsync(id, act.As, act, isEdit: false, api, (desk, agent) => desk.RetireAsync(id, agent))), "An agent takes it away; nobody finds it any more")
            .Takes(new ArticleAct("anouk")).ChecksVersion();
    }

    private static RouteHandlerBuilder Act(RouteHandlerBuilder route, string summary) => route.WithSummary(summary).HappensOnce().Answers(ArticleExamples.Article).WithId();

    private static RouteHandlerBuilder WithId(this RouteHandlerBuilder route) => route.With("id", ArticleExamples.Article.Id, "Its number, or the id with which it was imported.");

    private static async Task<Results<Ok<ArticlePage>, ProblemHttpResult>> ListAsync(string? status, string? service, string? @as, string? cursor, int? limit, ArticleDesk desk, PeopleDesk people, PolicySource policy)
    {
        var pages = new Cursor("articles", status, service, @as);
        if (!Cursor.TryLimit(limit, out var most, out var refusal) || !pages.TryRead(cursor, out var last, out refusal))
        {
            return refusal.ToProblem();
        }

        ImportStatus? wanted = Enum.GetValues<ImportStatus>().Where(each => each.Word() == status).Select(each => (ImportStatus?)each).FirstOrDefault();
        if (status is { Length: > 0 } && wanted is null)
        {
            return Refusal.Invalid("status", "status is draft, published or retired.").ToProblem();
        }

        if (service is { Length: > 0 } && policy.Current.FindService(service) is null)
        {
            return Refusal.Invalid("service", "service is the key of one of the policy's services.").ToProblem();
        }

        var reader = await KnowledgeEndpoints.ReaderAsync(@as, people);
        if (reader.Refusal is { } nobody)
        {
            return nobody.ToProblem();
        }

        var found = await desk.ListAsync(reader.Value, new ArticleFilter(wanted, string.IsNullOrEmpty(service) ? null : service, last is null ? null : long.Parse(last, CultureInfo.InvariantCulture)), most + 1);
        return TypedResults.Ok(new ArticlePage([.. found.Take(most).Select(ArticleResponse.Of)], pages.Next(found, most, article => $"{article.Id}")));
    }

    private static async Task<Results<Ok<ArticleResponse>, ProblemHttpResult>> ReadAsync(string id, string? @as, ArticleDesk desk, PeopleDesk people)
    {
        var reader = await KnowledgeEndpoints.ReaderAsync(@as, people);
        return reader.Refusal is { } nobody ? nobody.ToProblem()
            : await desk.FindAsync(id, reader.Value) is { } article ? TypedResults.Ok(ArticleResponse.Of(article))
            : Refusal.NotFound($"There is no article {id} to read.").ToProblem();
    }

    private static async Task<Results<CreatedAtRoute<ArticleResponse>, ProblemHttpResult>> WriteAsync(ArticleRequest asked, ApiWriter api)
    {
        var outcome = await api.WriteAsync<ArticleResponse>(asked, async scope =>
            !(await ApiWriter.NamedAsync(scope, "as", asked.As)).Is(out var agent, out var nobody) ? nobody
            : (await scope.GetRequiredService<ArticleDesk>().WriteAsync(agent, Text(asked))).Is(out var article, out var refusal) ? ArticleResponse.Of(article)
            : refusal);
        return outcome.Is(out var written, out var no) ? TypedResults.CreatedAtRoute(written, "ReadArticle", new { id = written.Number, @as = asked.As }) : no.ToProblem();
    }

    private static async Task<Results<Ok<ArticleResponse>, ProblemHttpResult>> ChangeAsync(string id, string? who, object asked, bool isEdit, ApiWriter api, Func<ArticleDesk, Person, Task<Outcome<KnowledgeArticle>>> operation)
    {
        var outcome = await api.WriteAsync<ArticleResponse>(asked, async scope =>
        {
            if (!(await ApiWriter.NamedAsync(scope, "as", who)).Is(out var agent, out var refusal))
            {
                return refusal;
            }

            var (desk, match) = (scope.GetRequiredService<ArticleDesk>(), scope.GetRequiredService<IfMatch>());
            var check = isEdit ? match.RequireAsync(id, VersionAsync) : match.CheckAsync(id, VersionAsync);
            if (await check is { } stale)
            {
                return stale;
            }

            return (await operation(desk, agent)).Is(out var article, out refusal) ? ArticleResponse.Of(article) : refusal;

            async Task<int?> VersionAsync() => (await desk.FindAsync(id, agent))?.Version;
        });
        return outcome.Is(out var done, out var no) ? TypedResults.Ok(done) : no.ToProblem();
    }

    private static ArticleText Text(ArticleRequest asked) => new(asked.Title ?? "", asked.Body ?? "", asked.Tags ?? [], asked.Audience ?? "", asked.Service ?? "");
}
