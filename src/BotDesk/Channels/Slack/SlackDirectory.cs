using BotDesk.Access;
using BotDesk.Audit;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Channels.Slack.Web;
using BotDesk.Channels.Slack.Workspaces;
using BotDesk.Data;
using Microsoft.Extensions.Options;

namespace BotDesk.Channels.Slack;

/// <summary>
/// Finds the people whom the desk knows in Slack before they write there: an approver is asked where they are. At the start and once a day, page by
/// page (https://docs.slack.dev/reference/methods/users.list).
/// </summary>
internal sealed partial class SlackDirectory(SlackApi api, SlackIdentity identity, SlackPeople people, SlackWorkspaces workspaces, IOptions<SlackOptions> options, DeskWriter writer, TimeProvider clock, ILogger<SlackDirectory> logger) : BackgroundService
{
    private const string PageSize = "200";
    private static readonly TimeSpan Again = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await identity.Known.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Again;
            foreach (var team in await TeamsAsync(stoppingToken))
            {
                var cursor = "";
                do
                {
                    (cursor, wait) = await ReadPageAsync(cursor, team, stoppingToken);
                    if (cursor.Length > 0)
                    {
                        await Task.Delay(wait, clock, stoppingToken);
                    }
                }
                while (cursor.Length > 0);
            }

            await Task.Delay(wait, clock, stoppingToken);
        }
    }

    /// <summary>Every workspace; null stands for the one of the token that is a setting.</summary>
    private async Task<List<string?>> TeamsAsync(CancellationToken cancellationToken) =>
        [.. options.Value.HasBotToken ? [null] : Array.Empty<string?>(), .. await workspaces.InstalledAsync(cancellationToken)];

    /// <returns>Where the next page is, empty when there is none; and when to go on.</returns>
    private async Task<(string Cursor, TimeSpan Wait)> ReadPageAsync(string cursor, string? team, CancellationToken cancellationToken)
    {
        var answer = await api.ReadAsync("users.list", [new("limit", PageSize), new("cursor", cursor), new("include_locale", "true")], team, cancellationToken, longest: Timeout.InfiniteTimeSpan);
        if (!answer.IsOk)
        {
            Log.NotRead(logger, answer.Error!);
            return (answer.Error == SlackAnswer.RateLimited ? cursor : "", answer.RetryAfter ?? AfterFailure);
        }

        var listed = answer.Body.Each("members").Where(member => member.Text("id") is not null).Select(member => (Id: member.Text("id")!, Profile: SlackPeople.ProfileOf(member, team ?? workspaces.OwnTeam))).ToList();
        listed.ForEach(member => people.Listed(member.Id, member.Profile));
        var members = listed.Where(member => member.Profile.Address is not null).ToList();
        await writer.WriteAsync(async scope =>
        {
            scope.GetRequiredService<Acting>().Via = SlackChannel.Id;
            foreach (var (id, profile) in members)
            {
                if (team is not null)
                {
                    await SlackMember.KeepAsync(scope.GetRequiredService<DeskDb>(), id, team, homeOpenedAt: null);
                }

                await scope.GetRequiredService<AccountDesk>().LinkKnownAsync(SlackChannel.Id, id, profile);
            }
        }, cancellationToken);

        var next = answer.Body.TryGetProperty("response_metadata", out var more) ? more.Text("next_cursor") ?? "" : "";
        return (next, next.Length > 0 ? TimeSpan.Zero : Again);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Slack did not say who is in the workspace ({Error}); whoever writes is known all the same.")]
        public static partial void NotRead(ILogger logger, string error);
    }
}
