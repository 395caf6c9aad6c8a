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
    // Who waits to be renewed, each once however much changes meanwhile.
    private readonly Channel<long> _queue = System.Threading.Channels.Channel.CreateUnbounded<long>();
    private readonly HashSet<long> _waiting = [];

    public void Changed(IReadOnlyCollection<long> people)
    {
        lock (_waiting)
        {
            foreach (var person in people.Where(_waiting.Add))
            {
                _queue.Writer.TryWrite(person);
            }
        }
    }

    /// <summary>Somebody opened it.</summary>
    public async Task OpenedAsync(string user, string? team, CancellationToken cancellationToken)
    {
        var profile = await people.FindAsync(user, team, cancellationToken);
        var person = await writer.WriteAsync(async scope =>
        {
            scope.GetRequiredService<Audit.Acting>().Via = SlackChannel.Id;
            await SlackMember.KeepAsync(scope.GetRequiredService<DeskDb>(), user, team, clock.GetUtcNow());
            return await scope.GetRequiredService<AccountDesk>().IdentifyAsync(SlackChannel.Id, user, null, profile ?? new SenderProfile(null, Address: null));
        }, cancellationToken);
        Changed([person.Id]);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var person in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            lock (_waiting)
            {
                _waiting.Remove(person);
            }

            try
            {
                await PublishAsync(person, stoppingToken);
            }
#pragma warning disable CA1031 // One page that cannot be shown does not keep the others from being renewed.
            catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
            {
                Log.NotPublished(logger, person, error.Message);
            }
        }
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

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The home of person {Person} in Slack was not renewed: {Why}.")]
        public static partial void NotPublished(ILogger logger, long person, string why);
    }
}
