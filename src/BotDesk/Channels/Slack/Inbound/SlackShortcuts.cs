using System.Text.Json;
using BotDesk.Channels.Slack.Blocks;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>Shortcuts (https://docs.slack.dev/interactivity/implementing-shortcuts), by the <c>callback_id</c> that the manifest gives them.</summary>
internal sealed class SlackShortcuts(SlackAsking asking)
{
    /// <summary>From anywhere: reports a problem.</summary>
    public const string NewTicket = "new_ticket";

    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal) { [NewTicket] = "tickets.new" };

    public async Task ReceiveAsync(JsonElement payload, CancellationToken cancellationToken)
    {
        if (payload.Text("callback_id") is { } callback && Verbs.TryGetValue(callback, out var verb) && payload.TryGetProperty("user", out var from) && from.Text("id") is { } user
            && payload.Text("trigger_id") is { Length: > 0 } trigger)
        {
            var team = payload.TryGetProperty("team", out var its) ? its.Text("id") : from.Text("team_id");
            await asking.AskAsync(Click(user, team, trigger), SubmitData.Of(verb, default), cancellationToken);
        }
    }

    public static SlackClickEvent Click(string user, string? team, string trigger) => new($"click-{trigger}", user, team, trigger, null, null, null, null, null, null);
}
