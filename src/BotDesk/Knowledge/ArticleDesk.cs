using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.Knowledge.Import;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Knowledge;

/// <summary>What an agent wrote.</summary>
/// <param name="Body">Markdown.</param>
/// <param name="Audience">Empty: everybody; <c>agents</c>; or the key of a group.</param>
/// <param name="Service">Key; empty when it is about none in particular.</param>
public sealed record ArticleText(string Title, string Body, IReadOnlyList<string> Tags, string Audience, string Service);

/// <summary>Which articles to list.</summary>
/// <param name="Status">Null: all that the reader may see.</param>
/// <param name="Service">Key; null: all.</param>
/// <param name="After">Id of the last one seen before; null: from the first.</param>
public sealed record ArticleFilter(ImportStatus? Status, string? Service, long? After);

/// <summary>Agents write articles, edit, publish and retire them.</summary>
public sealed class ArticleDesk(DeskDb db, PolicySource policy, KnowledgeIndex index, TicketNumbers numbers, AuditTrail audit, TimeProvider clock)
{
    /// <summary>In characters; far more than anybody reads.</summary>
    private const int LongestBody = 100_000;

    /// <summary>An article that this person may see: what is published for them, and for agents also drafts and what was retired.</summary>
    /// <param name="id">Its number, or the id with which it was imported.</param>
    /// <param name="reader">Null: somebody of whom nothing is known.</param>
    public async Task<KnowledgeArticle?> FindAsync(string id, Person? reader)
    {
        var article = await db.Set<KnowledgeArticle>().Where(candidate => candidate.Number == id || candidate.ExternalId == id).OrderByDescending(candidate => candidate.ExternalId == id).FirstOrDefaultAsync();
        return article is not null && (article.Status == ImportStatus.Published || reader?.IsAgent == true) && Audiences.Includes(article.Audience, reader, GroupsOf(reader)) ? article : null;
    }

    /// <summary>What this person may see, the oldest first.</summary>
    public async Task<IReadOnlyList<KnowledgeArticle>> ListAsync(Person? reader, ArticleFilter filter, int most)
    {
        List<string?> audiences = [null, .. GroupsOf(reader), .. reader?.IsAgent == true ? [KnowledgeArticle.Agents] : Array.Empty<string>()];
        var seesAll = reader?.IsAgent == true;
        return await db.Set<KnowledgeArticle>()
            .Where(article => audiences.Contains(article.Audience) && (seesAll || article.Status == ImportStatus.Published))
            .Where(article => (filter.Status == null || article.Status == filter.Status) && (filter.Service == null || article.Service == filter.Service) && (filter.After == null || article.Id > filter.After))
            .OrderBy(article => article.Id).Take(most).ToListAsync();
    }

    /// <summary>A new draft, which nobody but agents sees.</summary>
    public async Task<Outcome<KnowledgeArticle>> WriteAsync(Person agent, ArticleText text)
    {
        if (!agent.IsAgent)
        {
            return OnlyAgents;
        }

        var article = new KnowledgeArticle { Number = await numbers.NextAsync(NumberSeries.KnowledgeArticle), Title = "", Body = "", Status = ImportStatus.Draft };
        if (Put(article, agent, text) is { } wrong)
        {
            return wrong;
        }

        db.Add(article);
        audit.Add(agent, "article.written", article.Number);
        return article;
    }

    /// <summary>Puts this text in the place of what was there.</summary>
    public async Task<Outcome<KnowledgeArticle>> EditAsync(string id, Person agent, ArticleText text)
    {
        if (!(await EditableAsync(id, agent)).Is(out var article, out var refusal) || (refusal = Put(article, agent, text)) is not null)
        {
            return refusal;
        }

        audit.Add(agent, "article.edited", article.Number);
        return article;
    }

    /// <summary>Everybody for whom it is may find it.</summary>
    public Task<Outcome<KnowledgeArticle>> PublishAsync(string id, Person agent) => MoveAsync(id, agent, ArticleMove.Publish, "article.published");

    /// <summary>It is no longer right, and nobody finds it any more.</summary>
    public Task<Outcome<KnowledgeArticle>> RetireAsync(string id, Person agent) => MoveAsync(id, agent, ArticleMove.Retire, "article.retired");

    private static Refusal OnlyAgents => Refusal.Forbidden(Phrase.Of("knowledge.onlyAgentsWrite"));

    private async Task<Outcome<KnowledgeArticle>> MoveAsync(string id, Person agent, ArticleMove move, string action)
    {
        if (!(await EditableAsync(id, agent)).Is(out var article, out var refusal))
        {
            return refusal;
        }

        if (!ArticleLifecycle.Allows(article.Status, move, out var to))
        {
            return Refusal.Conflict(Phrase.Of("knowledge.alreadyIs", new { article.Number, status = article.Status.Said() }));
        }

        article.Status = to;
        Changed(article);
        audit.Add(agent, action, article.Number);
        return article;
    }

    private async Task<Outcome<KnowledgeArticle>> EditableAsync(string id, Person agent) =>
        !agent.IsAgent ? OnlyAgents : await FindAsync(id, agent) is { } article ? article : Refusal.NotFound(Phrase.Of("knowledge.noArticle", new { id }));

    private Refusal? Put(KnowledgeArticle article, Person agent, ArticleText text)
    {
        var tags = text.Tags.Select(tag => tag.Trim()).Where(tag => tag.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var (title, body, audience, service) = (text.Title.Trim(), text.Body.Trim(), text.Audience.Trim(), text.Service.Trim());
        var wrong = new Dictionary<string, Phrase>();
        Check("title", title.Length is > 0 and <= ImportRules.LongestTitle && !title.AsSpan().ContainsAny('\n', '\r'), Phrase.Of("knowledge.writing.title", new { most = ImportRules.LongestTitle }));
        Check("body", body.Length is > 0 and <= LongestBody, Phrase.Of("knowledge.writing.body", new { most = LongestBody }));
        Check("tags", tags.Count <= ImportRules.MostTags && tags.All(tag => tag.Length <= ImportRules.LongestTag && !tag.Contains('\n', StringComparison.Ordinal)), Phrase.Of("knowledge.writing.tags", new { most = ImportRules.MostTags, longest = ImportRules.LongestTag }));
        Check("audience", audience.Length == 0 || Audiences.Includes(audience, agent, GroupsOf(agent)), Phrase.Of("knowledge.writing.audience", new { agents = KnowledgeArticle.Agents }));
        Check("service", service.Length == 0 || policy.Current.FindService(service) is not null, Phrase.Of("knowledge.writing.service"));
        if (wrong.Count > 0)
        {
            return Refusal.Invalid(wrong);
        }

        (article.Title, article.Body, article.Tags) = (title, body, string.Join('\n', tags));
        (article.Audience, article.Service) = (audience.Length == 0 ? null : audience, service.Length == 0 ? null : service);
        Changed(article);
        return null;

        void Check(string field, bool fits, Phrase sentence)
        {
            if (!fits)
            {
                wrong[field] = sentence;
            }
        }
    }

    private void Changed(KnowledgeArticle article)
    {
        article.ChangedAt = clock.GetUtcNow();
        article.Version++;
        db.AfterCommit(index.Changed);
    }

    private IReadOnlyList<string> GroupsOf(Person? reader) => reader is null ? [] : policy.Current.GroupsOf(reader.Handle);
}
