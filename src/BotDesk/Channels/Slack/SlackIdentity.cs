using BotDesk.Channels.Slack.Web;
using BotDesk.Channels.Slack.Workspaces;
using Microsoft.Extensions.Options;

namespace BotDesk.Channels.Slack;

/// <summary>Who the desk is in its workspace: asked at the start, beside everything else, until Slack answers.</summary>
internal sealed partial class SlackIdentity(SlackApi api, SlackWorkspaces workspaces, IOptions<SlackOptions> options, TimeProvider clock, ILogger<SlackIdentity> logger) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The bot's own user id, by which it is mentioned; null until Slack said it.</summary>
    public string? UserId { get; private set; }

    /// <summary>Ends when it is known who the desk is, or there is no workspace that could say so.</summary>
    public Task Known => _known.Task;

    /// <summary>The bot's user id in a workspace.</summary>
    public async ValueTask<string> BotAsync(string? team, CancellationToken cancellationToken) => await workspaces.BotAsync(team, cancellationToken) ?? UserId ?? SlackChannel.Id;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Value.HasBotToken && !stoppingToken.IsCancellationRequested)
        {
            var answer = await api.PostAsync("auth.test", new { }, team: null, stoppingToken);
            if (answer.IsOk)
            {
                (UserId, workspaces.OwnTeam) = (answer.Text("user_id"), answer.Text("team_id"));
                Log.Connected(logger, answer.Text("user") ?? "the bot", answer.Text("team") ?? "its workspace");
                _known.TrySetResult();
                return;
            }

            Log.NotConnected(logger, answer.Error!);
            await Task.Delay(answer.RetryAfter ?? Again, clock, stoppingToken);
        }

        _known.TrySetResult();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Slack knows the desk as @{User} in {Team}.")]
        public static partial void Connected(ILogger logger, string user, string team);

        [LoggerMessage(LogLevel.Warning, "Slack does not accept the desk ({Error}): check Channels:Slack:BotToken, and that the app is installed in the workspace.")]
        public static partial void NotConnected(ILogger logger, string error);
    }
}
