using BotDesk.Audit;
using BotDesk.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BotDesk.CompanyDirectory.MicrosoftGraph;

/// <summary>
/// Keeps people as the directory has them: everybody the first time, then who has changed. Of several instances, one at a time does it. It gives
/// nobody a role, and who left the directory stays who they were in what they did.
/// </summary>
internal sealed partial class GraphSync(GraphUsers users, DeskWriter writer, IDbContextFactory<DeskDb> readers, IOptions<GraphOptions> options, TimeProvider clock, ILogger<GraphSync> logger) : BackgroundService
{
    private const string Source = "microsoft-graph";

    /// <summary>For how long an instance that does it keeps the others out; it says so anew with every page.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(15);

    /// <summary>How soon what failed is tried again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly string _instance = Guid.NewGuid().ToString("N");

    /// <summary>Brings in what has changed, unless another instance does, or has just done.</summary>
    /// <returns>Null when it was not this instance's turn.</returns>
    /// <exception cref="GraphException">Graph did not answer; what was stored by then stays.</exception>
    public async Task<PeopleImportSummary?> RunAsync(CancellationToken cancellationToken)
    {
        if (!await ClaimAsync(options.Value.Every / 2, cancellationToken))
        {
            return null;
        }

        string? delta = null;
        try
        {
            await using (var db = await readers.CreateDbContextAsync(cancellationToken))
            {
                delta = await db.QueryFirstAsync<string?>("SELECT delta_link FROM directory_syncs WHERE source = @Source", new { Source });
            }

            PeopleImportSummary summary;
            try
            {
                (summary, delta) = await ReadAllAsync(delta, cancellationToken);
            }
            catch (GraphResyncException) when (delta is not null)
            {
                (summary, delta) = await ReadAllAsync(null, cancellationToken);
            }

            await EndAsync(delta, isDone: true);
            return summary;
        }
        catch
        {
            await EndAsync(delta, isDone: false);
            throw;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            var next = options.Value.Every;
            try
            {
                if (await RunAsync(stoppingToken) is { } done)
                {
                    Log.Done(logger, done.Added, done.Updated, done.Unchanged);
                }
            }
#pragma warning disable CA1031 // Whatever fails, people are still known as they were, and it is tried again.
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                next = next < Pause ? next : Pause;
                Log.Failed(logger, error.Message);
            }

            await Task.Delay(next, clock, stoppingToken);
        }
    }

    private async Task<(PeopleImportSummary Summary, string? Delta)> ReadAllAsync(string? from, CancellationToken cancellationToken)
    {
        var summary = new PeopleImportSummary(0, 0, 0, []);
        var managed = new List<PersonRecord>();
        GraphPage page;
        do
        {
            page = await users.ReadAsync(from, cancellationToken);
            var people = await PeopleAsync(page, cancellationToken);
            managed.AddRange(people.Where(person => person.Manager is not null));
            var (added, updated) = await StoreAsync(desk => desk.StoreAsync(people), cancellationToken);
            summary = summary with { Added = summary.Added + added, Updated = summary.Updated + updated, Unchanged = summary.Unchanged + people.Count - added - updated };
            from = page.Next;
            await ClaimAsync(TimeSpan.Zero, cancellationToken);
        }
        while (from is not null);

        // Only now is everybody known who may be somebody's manager. One who is no account of somebody's is nobody's here.
        foreach (var batch in managed.Chunk(500))
        {
            await StoreAsync(desk => desk.StoreManagersAsync(batch), cancellationToken);
        }

        return (summary, page.Delta);
    }

    private async Task<List<PersonRecord>> PeopleAsync(GraphPage page, CancellationToken cancellationToken)
    {
        var people = new List<PersonRecord>();
        foreach (var user in page.Users.Where(GraphPerson.IsSomebody))
        {
            var whole = GraphPerson.IsWhole(user) ? user : await users.ReadUserAsync(GraphUsers.Text(user, "id")!, cancellationToken);
            if (GraphPerson.IsSomebody(whole) && GraphPerson.IsWhole(whole))
            {
                people.Add(GraphPerson.Read(whole));
            }
        }

        return people;
    }

    private Task<T> StoreAsync<T>(Func<PeopleImportDesk, Task<T>> store, CancellationToken cancellationToken) => writer.WriteAsync(scope =>
    {
        scope.GetRequiredService<Acting>().Via = "directory";
        return store(scope.GetRequiredService<PeopleImportDesk>());
    }, cancellationToken);

    /// <param name="apart">How long ago it must have been done last.</param>
    private Task<bool> ClaimAsync(TimeSpan apart, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var values = new { Source, _instance, now = now.ToUnixTimeMilliseconds(), until = (now + Claim).ToUnixTimeMilliseconds(), before = (now - apart).ToUnixTimeMilliseconds() };
        return writer.WriteAsync(async scope =>
        {
            var db = scope.GetRequiredService<DeskDb>();
            await db.ExecuteAsync("INSERT INTO directory_syncs (source, busy_until) VALUES (@Source, 0) ON CONFLICT (source) DO NOTHING", new { Source });
            return await db.ExecuteAsync(
                "UPDATE directory_syncs SET instance = @_instance, busy_until = @until WHERE source = @Source AND (busy_until < @now OR instance = @_instance) AND (synced_at IS NULL OR synced_at <= @before)", values) > 0;
        }, cancellationToken);
    }

    private Task<int> EndAsync(string? delta, bool isDone) => writer.DoAsync((DeskDb db) => db.ExecuteAsync(
        "UPDATE directory_syncs SET busy_until = 0, delta_link = @delta, synced_at = CASE WHEN @isDone THEN @now ELSE synced_at END WHERE source = @Source AND instance = @_instance",
        new { Source, _instance, delta, isDone, now = clock.GetUtcNow().ToUnixTimeMilliseconds() }));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "People from Microsoft Graph: {Added} new, {Updated} updated, {Unchanged} as they were.")]
        public static partial void Done(ILogger logger, int added, int updated, int unchanged);

        [LoggerMessage(LogLevel.Warning, "People could not be read from Microsoft Graph; they stay as they are, and it is tried again. {Why}")]
        public static partial void Failed(ILogger logger, string why);
    }
}
