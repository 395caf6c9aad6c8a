using System.Collections.Concurrent;
using BotDesk.Data;
using BotDesk.Knowledge.Import;
using BotDesk.Knowledge.Ranking;
using BotDesk.Knowledge.Reading;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Search;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Knowledge;

/// <summary>
/// The full-text index of published articles: derived from the database, built at the start, following every change within a second,
/// whoever made it (another instance, the command line).
/// </summary>
public sealed partial class KnowledgeIndex(IDbContextFactory<DeskDb> readers, PolicySource policy, TimeProvider clock, ILogger<KnowledgeIndex> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>A transaction may commit later than one that took its time after it, so the last while is read again.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly SearchIndex _index = new(KnowledgeSchema.Create());
    private readonly Dictionary<long, int> _versions = [];
    private readonly ConcurrentDictionary<string, string> _audiences = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _publicIds = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile FilterCache _filters = new(null!, []);
    private DateTimeOffset _watermark = DateTimeOffset.UnixEpoch;

    /// <summary>Ends when everything that was published at the start can be found.</summary>
    public Task Complete => _complete.Task;

    public IndexSearcher Searcher => _index.Searcher;

    /// <summary>The article's own external id where it came with one, else its number.</summary>
    public string PublicId(string number) => _publicIds.GetValueOrDefault(number, number);

    /// <summary>Looks at once instead of at the next half second.</summary>
    public void Changed() => _changed.TrySetResult();

    /// <summary>The articles that a person may read; null for one who may read all. Nobody: what is for everybody.</summary>
    public DocumentFilter? FilterFor(IndexSearcher searcher, Person? reader)
    {
        if (_audiences.IsEmpty)
        {
            return null;
        }

        var groups = reader is null ? [] : policy.Current.Groups.Where(group => group.Members.Contains(reader.Handle)).Select(group => group.Key).Order(StringComparer.Ordinal).ToList();
        var key = $"{reader?.IsAgent}|{string.Join(',', groups)}";
        var cache = _filters;
        if (cache.Searcher != searcher)
        {
            _filters = cache = new FilterCache(searcher, new ConcurrentDictionary<string, DocumentFilter>(StringComparer.Ordinal));
        }

        return cache.ByReader.GetOrAdd(key, _ => searcher.Filter(article => MayRead(article, reader, groups)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            // Renewed before the look, so that what changes during it is looked at again.
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                await FollowAsync(stoppingToken);
                _complete.TrySetResult();
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.FollowFailed(logger, error);
            }

            await Task.WhenAny(_changed.Task, Task.Delay(Look, clock, stoppingToken));
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var since = _watermark - Window;
        var changed = db.Set<KnowledgeArticle>().Where(article => article.ChangedAt >= since);
        if (_watermark > DateTimeOffset.UnixEpoch)
        {
            // Most looks find nothing new: ask for the versions first, and only then for the texts.
            var versions = await changed.Select(article => new { article.Id, article.Version }).ToListAsync(cancellationToken);
            var stale = versions.Where(article => !_versions.TryGetValue(article.Id, out var known) || known != article.Version).Select(article => article.Id).ToList();
            if (stale.Count == 0)
            {
                return;
            }

            foreach (var ids in stale.Chunk(500))
            {
                await foreach (var article in db.Set<KnowledgeArticle>().Where(article => ids.Contains(article.Id)).AsAsyncEnumerable().WithCancellation(cancellationToken))
                {
                    Apply(article);
                }
            }
        }
        else
        {
            await foreach (var article in changed.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                Apply(article);
            }
        }

        _index.Refresh();
        Log.Indexed(logger, _index.Searcher.Count);
    }

    private void Apply(KnowledgeArticle article)
    {
        _versions[article.Id] = article.Version;
        _watermark = article.ChangedAt > _watermark ? article.ChangedAt : _watermark;
        if (article.Status != ImportStatus.Published)
        {
            _index.Delete(article.Number);
            _audiences.TryRemove(article.Number, out _);
            return;
        }

        if (article.Audience is { } audience)
        {
            _audiences[article.Number] = audience;
        }
        else
        {
            _audiences.TryRemove(article.Number, out _);
        }

        if (article.ExternalId is { } externalId)
        {
            _publicIds[article.Number] = externalId;
        }

        _index.Update(KnowledgeSchema.Document(article.Number, article.Title, ArticlePlainText.Of(article.Body)));
    }

    private bool MayRead(string number, Person? reader, IReadOnlyList<string> groups) =>
        !_audiences.TryGetValue(number, out var audience) || Audiences.Includes(audience, reader, groups);

    private sealed record FilterCache(IndexSearcher Searcher, ConcurrentDictionary<string, DocumentFilter> ByReader);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} published articles can be found.")]
        public static partial void Indexed(ILogger logger, int count);

        [LoggerMessage(LogLevel.Error, "Following changes of articles failed; it is tried again.")]
        public static partial void FollowFailed(ILogger logger, Exception error);
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
