using System.Collections.Concurrent;
using System.Collections.Immutable;
using BotDesk.Data;
using BotDesk.Indexing;
using BotDesk.Knowledge.Import;
using BotDesk.Knowledge.Ranking;
using BotDesk.Knowledge.Reading;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Search;
using BotDesk.Search.Snapshots;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Knowledge;

/// <summary>The full-text index of published articles.</summary>
public sealed class KnowledgeIndex(
    IDbContextFactory<DeskDb> readers, DeskDatabase database, PolicySource policy, TimeProvider clock, ILogger<KnowledgeIndex> logger)
    : FollowingIndex<KnowledgeArticle>(FullText.NewIndex(KnowledgeSchema.Create()), readers, clock, logger, new IndexFile("articles.index", database, logger))
{
    private ImmutableDictionary<string, string> _audiences = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);
    private ImmutableDictionary<string, string> _publicIds = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);
    private volatile Published _published = new(FullText.NewIndex(KnowledgeSchema.Create()).Searcher, ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty);

    /// <summary>The articles that a person may read, as they are now. Others are not in it: they are in no result, count or correction, and change no score.</summary>
    /// <param name="reader">Null: somebody of whom nothing is known, who reads what is for everybody.</param>
    public IIndexSearcher For(Person? reader)
    {
        var published = _published;
        var groups = reader is null ? [] : policy.Current.GroupsOf(reader.Handle);
        var key = $"{reader?.IsAgent}|{string.Join(',', groups)}";
        return published.Audiences.IsEmpty
            ? published.Searcher
            : published.ByReader.GetOrAdd(key, _ => published.Searcher.Restrict(number => Audiences.Includes(published.Audiences.GetValueOrDefault(number), reader, groups)));
    }

    /// <summary>What outsiders call the article with this number: its own id where it came with one.</summary>
    public string PublicId(string number) => _published.PublicIds.GetValueOrDefault(number, number);

    protected override IQueryable<KnowledgeArticle> Rows(DeskDb db) => db.Set<KnowledgeArticle>();

    protected override IQueryable<KnowledgeArticle> ChangedSince(IQueryable<KnowledgeArticle> rows, DateTimeOffset since) => rows.Where(article => article.ChangedAt >= since);

    protected override IQueryable<KnowledgeArticle> WithIds(IQueryable<KnowledgeArticle> rows, IReadOnlyList<long> ids) => rows.Where(article => ids.Contains(article.Id));

    protected override IQueryable<RowState> StatesOf(IQueryable<KnowledgeArticle> rows) => rows.Select(article => new RowState(article.Id, article.Version, article.ChangedAt));

    protected override RowState StateOf(KnowledgeArticle row) => new(row.Id, row.Version, row.ChangedAt);

    protected override Document? Read(KnowledgeArticle row, out string key)
    {
        key = row.Number;
        if (row.Status != ImportStatus.Published)
        {
            _audiences = _audiences.Remove(row.Number);
            return null;
        }

        _audiences = row.Audience is { } audience ? _audiences.SetItem(row.Number, audience) : _audiences.Remove(row.Number);
        _publicIds = row.ExternalId is { } externalId ? _publicIds.SetItem(row.Number, externalId) : _publicIds;
        return KnowledgeSchema.Document(row.Number, row.Title, ArticlePlainText.Of(row.Body), row.Tags, row.Service);
    }

    protected override void Publish(IIndexSearcher searcher) => _published = new Published(searcher, _audiences, _publicIds);

    protected override void Save(SnapshotWriter writer)
    {
        foreach (var pairs in new[] { _audiences, _publicIds })
        {
            writer.Write([.. pairs.SelectMany(pair => new[] { pair.Key, pair.Value })]);
        }
    }

    protected override void Load(SnapshotReader reader) => (_audiences, _publicIds) = (Pairs(reader.ReadTexts()), Pairs(reader.ReadTexts()));

    private static ImmutableDictionary<string, string> Pairs(string[] texts) =>
        texts.Chunk(2).ToImmutableDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>Texts and whom they are for, of one moment: an article that becomes public is not shown as it was before.</summary>
    private sealed record Published(IIndexSearcher Searcher, ImmutableDictionary<string, string> Audiences, ImmutableDictionary<string, string> PublicIds)
    {
        public ConcurrentDictionary<string, IIndexSearcher> ByReader { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>Whom an article is for.</summary>
internal static class Audiences
{
    /// <param name="groups">Keys of the groups that the reader is in.</param>
    public static bool Includes(string? audience, Person? reader, IReadOnlyList<string> groups) => audience switch
    {
        null => true,
        KnowledgeArticle.Agents => reader?.IsAgent == true,
        _ => groups.Contains(audience),
    };
}
