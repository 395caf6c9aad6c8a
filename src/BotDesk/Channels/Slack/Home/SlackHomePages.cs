using System.Threading.Channels;
using BotDesk.Access;
using BotDesk.Channels.Slack.Web;
using BotDesk.Channels.Slack.Workspaces;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Channels.Slack.Home;

/// <summary>
/// Keeps the app's home true for everybody who has opened it (https://docs.slack.dev/surfaces/app-home): published when somebody opens it, and again when
/// something of theirs has changed. What a stop leaves unpublished is published at the next opening.
/// </summary>
internal sealed partial class SlackHomePages(SlackApi api, SlackPeople people, SlackHomeView view, IDbContextFactory<DeskDb> readers, DeskWriter writer, TimeProvider clock, ILogger<SlackHomePages> logger)
    : BackgroundService, IHomeKeeper
{
    /// <summary>When it is asked again who opened it, while Slack cannot say.</summary>
    private static readonly TimeSpan[] Again = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)];

    // Who waits to be renewed, each once however much changes meanwhile.
    private readonly Channel<Waiting> _queue = System.Threading.Channels.Channel.CreateUnbounded<Waiting>();
    private readonly HashSet<long> _waiting = [];

    public void Changed(IReadOnlyCollection<long> people)
    {
        lock (_waiting)
        {
            foreach (var person in people.Where(_waiting.Add))
            {
                _queue.Writer.TryWrite(new Waiting(person, null));
            }
        }
    }

    /// <summary>Somebody opened it. Who that is may have to be asked of Slack, which is not waited for: Slack itself waits 3 s.</summary>
    public void Opened(string user, string? team) => _queue.Writer.TryWrite(new Waiting(0, new Opening(user, team, 0)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (known, opening) in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                var person = opening is null ? known : await IdentifyAsync(opening, stoppingToken);
                lock (_waiting)
                {
                    _waiting.Remove(person);
                }

                await PublishAsync(person, stoppingToken);
            }
            catch (HttpRequestException) when (opening?.Tries < Again.Length)
            {
                _ = AgainAsync(opening, stoppingToken);
            }
#pragma warning disable CA1031 // One page that cannot be shown does not keep the others from being renewed.
            catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
            {
                Log.NotPublished(logger, known, error.Message);
            }
        }
    }

    private async Task<long> IdentifyAsync(Opening opening, CancellationToken cancellationToken)
    {
        var profile = await people.FindAsync(opening.User, opening.Team, cancellationToken);
        return await writer.WriteAsync(async scope =>
        {
            scope.GetRequiredService<Audit.Acting>().Via = SlackChannel.Id;
            await SlackMember.KeepAsync(scope.GetRequiredService<DeskDb>(), opening.User, opening.Team, clock.GetUtcNow());
            return (await scope.GetRequiredService<AccountDesk>().IdentifyAsync(SlackChannel.Id, opening.User, null, profile ?? new SenderProfile(null, Address: null))).Id;
        }, cancellationToken);
    }

    private async Task AgainAsync(Opening opening, CancellationToken cancellationToken)
    {
        await Task.Delay(Again[opening.Tries], clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _queue.Writer.TryWrite(new Waiting(0, opening with { Tries = opening.Tries + 1 }));
    }

    private async Task PublishAsync(long personId, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var members = await db.Set<SlackMember>().Where(member => member.HomeOpenedAt != null)
            .Join(db.Set<PersonAccount>().Where(account => account.ChannelId == SlackChannel.Id && account.PersonId == personId), member => member.UserId, account => account.AccountId, (member, _) => member)
            .ToListAsync(cancellationToken);
        foreach (var member in members)
        {
            var home = new { user_id = member.UserId, view = await view.RenderAsync(personId, member.UserId) };
            var answer = await api.PostAsync("views.publish", home, member.TeamId, cancellationToken, longest: Timeout.InfiniteTimeSpan);
            if (answer is { Error: SlackAnswer.RateLimited or SlackAnswer.Unreachable, RetryAfter: not null })
            {
                Changed([personId]);
            }
            else if (!answer.IsOk)
            {
                Log.NotPublished(logger, personId, answer.Error!);
            }
        }
    }

    /// <param name="Person">Who is to be renewed; 0 while that is not known.</param>
    private sealed record Waiting(long Person, Opening? Opening);

    private sealed record Opening(string User, string? Team, int Tries);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The home of person {Person} in Slack was not renewed: {Why}.")]
        public static partial void NotPublished(ILogger logger, long person, string why);
    }
}
