using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.Knowledge.Import;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Knowledge;

/// <summary>Keeps articles, and what came of proposing them.</summary>
public sealed class KnowledgeDesk(DeskDb db, PolicySource policy, KnowledgeIndex index, SolvedQuestions solved, TicketNumbers numbers, AuditTrail audit, TimeProvider clock)
{
    /// <summary>How much of what a person wrote is kept with an offer.</summary>
    private const int LongestQuery = 2000;

    /// <summary>How many offers back somebody may say that one solved it.</summary>
    private const int MostOffers = 50;

    /// <summary>An article that this person may read; null when there is none.</summary>
    /// <param name="id">Its number, or the id with which it was imported.</param>
    /// <param name="reader">Null: somebody of whom nothing is known.</param>
    public async Task<KnowledgeArticle?> FindAsync(string id, Person? reader)
    {
        var article = await db.Set<KnowledgeArticle>().Where(candidate => (candidate.Number == id || candidate.ExternalId == id) && candidate.Status == ImportStatus.Published)
            .OrderByDescending(candidate => candidate.ExternalId == id).FirstOrDefaultAsync();
        return article is not null && Audiences.Includes(article.Audience, reader, reader is null ? [] : policy.Current.GroupsOf(reader.Handle)) ? article : null;
    }

    /// <summary>What this person may read, by title, and how much that is.</summary>
    public async Task<(List<ArticleTitle> Articles, int Total)> ListAsync(Person reader, int skip, int take)
    {
        List<string?> audiences = [null, .. policy.Current.GroupsOf(reader.Handle), .. reader.IsAgent ? [KnowledgeArticle.Agents] : Array.Empty<string>()];
        var readable = db.Set<KnowledgeArticle>().Where(article => article.Status == ImportStatus.Published && audiences.Contains(article.Audience));
        var articles = await readable.OrderBy(article => article.Title).ThenBy(article => article.Id).Skip(skip).Take(take)
            .Select(article => new ArticleTitle(article.Number, article.Title, article.Service)).ToListAsync();
        return (articles, await readable.CountAsync());
    }

    /// <summary>Records that articles were proposed.</summary>
    /// <returns>The offer's id.</returns>
    public Task<long> OfferAsync(Person person, string query, IEnumerable<string> articles) => db.QueryFirstAsync<long>(
        "INSERT INTO article_offers (at, person_id, query, articles) VALUES (@at, @person, @query, @articles) RETURNING id",
        new
        {
            at = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            person = person.Id,
            query = query.Length > LongestQuery ? query[..LongestQuery] : query,
            articles = string.Join(' ', articles),
        });

    /// <summary>Records a confirmed deflection: the person said that an article they were offered solved it.</summary>
    /// <returns>Their latest offer with this article, which need not be the latest of all: people go back to an earlier card.</returns>
    public async Task<Outcome<ArticleOffer>> SolvedAsync(Person person, string number)
    {
        var offers = await db.Set<ArticleOffer>().AsTracking().Where(candidate => candidate.PersonId == person.Id).OrderByDescending(candidate => candidate.Id).Take(MostOffers).ToListAsync();
        var offer = offers.FirstOrDefault(candidate => candidate.Articles.Split(' ').Contains(number));
        if (offer is null)
        {
            return Refusal.NotFound(Phrase.Of("knowledge.notOffered", new { number }));
        }

        if (offer.SolvedBy is null)
        {
            (offer.SolvedBy, offer.SolvedAt) = (number, clock.GetUtcNow());
            audit.Add(person, "article.solved", number, new { offer = offer.Id });
            db.AfterCommit(solved.Changed);
        }

        return offer;
    }

    /// <summary>Stores a batch of imported articles, in order: an id seen before is updated.</summary>
    /// <returns>What was stored, and what was not and why.</returns>
    public async Task<ImportBatch> ImportAsync(IReadOnlyList<ImportRecord> records)
    {
        var problems = new List<ImportProblem>();
        var ids = records.Select(record => record.Id ?? record.File).OfType<string>().Distinct().ToList();
        var known = await db.Set<KnowledgeArticle>().AsTracking().Where(article => article.ExternalId != null && ids.Contains(article.ExternalId)).ToDictionaryAsync(article => article.ExternalId!);
        var (added, updated) = (0, 0);
        var next = await numbers.NextRangeAsync(NumberSeries.KnowledgeArticle, records.Count(record => (record.Id ?? record.File) is not { } id || !known.ContainsKey(id)));
        foreach (var record in records)
        {
            if (record.Audience is { } audience && audience != KnowledgeArticle.Agents && policy.Current.FindGroup(audience) is null)
            {
                problems.Add(new ImportProblem(record.Source, $"the audience \"{audience}\" is neither \"{KnowledgeArticle.Agents}\" nor a group of desk.yaml"));
                continue;
            }

            var id = record.Id ?? record.File;
            if (id is not null && known.TryGetValue(id, out var article))
            {
                updated++;
                article.Version++;
            }
            else
            {
                article = new KnowledgeArticle { Number = $"{NumberSeries.KnowledgeArticle}{next++}", ExternalId = id, Title = "", Body = "" };
                db.Add(article);
                added++;
                if (id is not null)
                {
                    known[id] = article;
                }
            }

            (article.Title, article.Body, article.Tags) = (record.Title, record.Body, string.Join('\n', record.Tags));
            (article.Status, article.Audience, article.Service, article.ChangedAt) = (record.Status, record.Audience, record.Service, clock.GetUtcNow());
        }

        db.AfterCommit(index.Changed);
        return new ImportBatch(added, updated, problems);
    }
}

/// <param name="Service">Key; null when it is about none in particular.</param>
public sealed record ArticleTitle(string Number, string Title, string? Service);

/// <summary>What became of a batch.</summary>
public sealed record ImportBatch(int Added, int Updated, IReadOnlyList<ImportProblem> Problems);
