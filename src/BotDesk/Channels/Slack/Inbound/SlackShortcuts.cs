using System.Text.Json;
using BotDesk.Channels.Slack.Blocks;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>Shortcuts (https://docs.slack.dev/interactivity/implementing-shortcuts), by the <c>callback_id</c> that the manifest gives them.</summary>
internal sealed class SlackShortcuts(SlackAsking asking, SlackIdentity identity)
{
    /// <summary>From anywhere: reports a problem.</summary>
    public const string NewTicket = "new_ticket";

    /// <summary>From the menu of a message: makes a ticket of it.</summary>
    public const string CreateTicket = "create_ticket";

    public async Task ReceiveAsync(JsonElement payload, CancellationToken cancellationToken)
    {
        if (!payload.TryGetProperty("user", out var from) || from.Text("id") is not { } user || payload.Text("trigger_id") is not { Length: > 0 } trigger)
        {
            return;
        }

        var team = payload.TryGetProperty("team", out var its) ? its.Text("id") : from.Text("team_id");
        var click = Click(user, team, trigger);
        switch (payload.Text("callback_id"))
        {
            case NewTicket:
                await asking.AskAsync(click, SubmitData.Of("tickets.new", default), cancellationToken);
                break;
            case CreateTicket when payload.TryGetProperty("message", out var message) && message.Text("ts") is { } ts && payload.TryGetProperty("channel", out var where) && where.Text("id") is { } channel:
                var place = new SlackPlace(channel, message.Text("thread_ts") is { Length: > 0 } thread ? thread : ts);
                var activity = SlackActivities.Menu(new SlackSpot(place, channel), user, team, await identity.BotAsync(team, cancellationToken), click.Id, "createTicket", message);
                await asking.AskAsync(click, SlackSpots.Direct(user, user), activity, cancellationToken);
                break;
        }
    }

    public static SlackClickEvent Click(string user, string? team, string trigger) => new($"click-{trigger}", user, team, trigger, null, null, null, null, null, null);
}
