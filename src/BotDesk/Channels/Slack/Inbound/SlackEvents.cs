using System.Text.Json;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Channels.Slack.Home;
using BotDesk.Channels.Slack.Workspaces;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Protocol;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>
/// The Events API (https://docs.slack.dev/apis/events-api). Slack sends an event again when it heard nothing for 3 s, and one message as two events
/// where the bot is mentioned: the activity's id is the message's <c>ts</c> in its conversation, and the inbox keeps each once.
/// </summary>
internal sealed class SlackEvents(IActivityReceiver receiver, SlackSpots spots, SlackPeople people, SlackIdentity identity, SlackHomePages homes, SlackWorkspaces workspaces, SlackChanges changes, IBystander bystander, SlackOutsiders outsiders, TimeProvider clock)
{
    /// <summary>Slack's own bot, which says things to apps as to everybody.</summary>
    private const string Slackbot = "USLACKBOT";

    /// <param name="envelope">An <c>event_callback</c>.</param>
    /// <returns>Ends when what it brought is durable.</returns>
    public async Task ReceiveAsync(JsonElement envelope, CancellationToken cancellationToken)
    {
        if (!envelope.TryGetProperty("event", out var happened) || await IsOfWorkspaceAsync(envelope, happened))
        {
            return;
        }

        if (await ReadAsync(envelope, happened, cancellationToken) is { } activity
            && await receiver.ReceiveAsync(activity, cancellationToken) is ReceiveResult.Refused refused)
        {
            throw new InvalidOperationException(refused.Reason);
        }
    }

    /// <summary>What concerns the app in a workspace rather than anything that somebody said.</summary>
    private async Task<bool> IsOfWorkspaceAsync(JsonElement envelope, JsonElement happened)
    {
        switch (happened.Text("type"))
        {
            case "app_uninstalled" when envelope.Text("team_id") is { } team:
                await workspaces.EndAsync(team, TimeOf(envelope));
                return true;
            case "tokens_revoked" when envelope.Text("team_id") is { } team:
                if (happened.TryGetProperty("tokens", out var tokens) && tokens.Each("bot").Any())
                {
                    await workspaces.EndAsync(team, TimeOf(envelope));
                }

                return true;
            case "app_home_opened" when happened.Text("tab") == "home" && happened.Text("user") is { Length: > 0 } user:
                homes.Opened(user, TeamOf(envelope));
                return true;
            default:
                return false;
        }
    }

    /// <summary>When it happened, at the end of that second; now where Slack does not say.</summary>
    private DateTimeOffset TimeOf(JsonElement envelope) =>
        long.TryParse(envelope.Text("event_time"), System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds + 1) : clock.GetUtcNow();

    /// <summary>The workspace in which the app is that hears it; whoever said it may be of another one, in a channel that both share.</summary>
    private static string? TeamOf(JsonElement envelope) => envelope.Each("authorizations").Select(one => one.Text("team_id")).FirstOrDefault() ?? envelope.Text("team_id");

    private async Task<Activity?> ReadAsync(JsonElement envelope, JsonElement happened, CancellationToken cancellationToken)
    {
        var team = TeamOf(envelope);
        var bots = await BotsOfAsync(envelope, team, cancellationToken);
        var bot = bots.FirstOrDefault() ?? SlackChannel.Id;
        switch (happened.Text("type"), happened.Text("subtype"))
        {
            case ("reaction_added", _) when SlackEmoji.Of(happened.Text("reaction")) is { } emoji && envelope.Is("is_ext_shared_channel") && happened.Text("user") is { } marked && !bots.Contains(marked)
                && await people.IsOutsiderAsync(marked, team, cancellationToken):
                if (emoji == SlackEmoji.Ticket && happened.TryGetProperty("item", out var item) && item.Text("channel") is { } place)
                {
                    await outsiders.TellAsync(place, null, marked, team, cancellationToken);
                }

                return null;
            case ("reaction_added", _):
                return await changes.ReactionAsync(happened, team, bots, bot, cancellationToken);
            case ("message", "message_changed" or "message_deleted"):
                return await changes.ChangeAsync(happened, team, bots, bot, cancellationToken);
        }

        if (happened.Text("user") is not { Length: > 0 } user || user == Slackbot || happened.Text("channel") is not { Length: > 0 } channel || happened.Text("bot_id") is not null || bots.Contains(user))
        {
            return null; // another bot's words, or our own: answering them would never end
        }

        switch (happened.Text("type"))
        {
            case "message" when happened.Text("subtype") is null or "file_share" or "thread_broadcast" or "me_message":
            case "app_mention":
                return await MessageAsync(happened, user, channel, team, bots, SlackOutsiders.Wrote(envelope, happened), cancellationToken);
            case "app_home_opened" when SlackPlace.IsDirect(channel) && happened.Text("tab") is null or "messages":
                return SlackActivities.Came(SlackSpots.Direct(user, channel), user, team, bots.FirstOrDefault() ?? SlackChannel.Id, envelope.Text("event_id") ?? happened.Text("event_ts") ?? "");
            default:
                return null;
        }
    }

    private async Task<Activity?> MessageAsync(JsonElement message, string user, string channel, string? team, List<string> bots, bool isOutsider, CancellationToken cancellationToken)
    {
        if (message.Text("ts") is not { Length: > 0 } ts)
        {
            return null;
        }

        var (thread, text) = (message.Text("thread_ts") is { Length: > 0 } under && under != ts ? under : null, SlackWords.Of(message));
        var mentioned = SlackWords.Mentioned(message.Text("text") ?? "");
        var isSpokenTo = SlackPlace.IsDirect(channel) || message.Text("type") == "app_mention" || mentioned.Any(bots.Contains);

        // In a channel people talk to each other; the bot listens where it was asked for, and in a thread that it takes part in, or that is about a ticket.
        var isOverheard = !isSpokenTo && ((thread is not null && await spots.IsFollowedAsync(channel, thread, cancellationToken)) || (!isOutsider && await IsWatchedAsync(message, channel, thread, mentioned)));
        if (!isSpokenTo && !isOverheard && (thread is null || !await spots.IsOursAsync(channel, thread, cancellationToken)))
        {
            return null;
        }

        if (isOutsider && !isOverheard)
        {
            if (message.Text("type") == "app_mention")
            {
                await outsiders.TellAsync(channel, thread, user, team, cancellationToken);
            }

            return null;
        }

        if (isSpokenTo && thread is not null && await bystander.KnowsAsync(ConversationKey.Of(SlackChannel.Id, channel)))
        {
            await bystander.SpokenToAsync(ConversationKey.Of(SlackChannel.Id, new SlackPlace(channel, thread).Id));
        }

        if (bots.Count == 0 && message.Text("type") == "app_mention")
        {
            // Slack has not said yet who we are; whoever is mentioned first in a message to us, is us.
            bots = [.. mentioned.Take(1)];
        }

        var spot = await spots.OfMessageAsync(user, channel, ts, thread, cancellationToken);
        var names = await people.NamesAsync([.. SlackWords.Mentioned(text).Except(bots)], cancellationToken);
        var files = message.Each("files").Where(file => !file.Is("is_external")).Select(file => new Attachment { ContentType = file.Text("mimetype"), ContentUrl = file.Text("url_private"), Name = file.Text("name") }).ToList();
        var bot = bots.FirstOrDefault() ?? SlackChannel.Id;
        var said = SlackActivities.Message(spot, user, team, bot, ts, SlackWords.Plain(text, bots, names), files.Count > 0 ? files : null);
        if (isOverheard)
        {
            SlackActivities.Overhear(said);
        }

        said.Entities = mentioned.Any(bots.Contains) ? [SlackActivities.Mention(bot)] : null;
        return said;
    }

    /// <summary>Whether it is said in a channel in which the desk reads along; in a thread, only where it has no other part in it.</summary>
    private async ValueTask<bool> IsWatchedAsync(JsonElement message, string channel, string? thread, IReadOnlyCollection<string> mentioned) =>
        message.Text("channel_type") is null or "channel" or "group" && mentioned.Count == 0 && message.Text("text")?.Contains("<!subteam^", StringComparison.Ordinal) != true && await bystander.KnowsAsync(ConversationKey.Of(SlackChannel.Id, channel))
        && (thread is null || await bystander.BeganAsync(ConversationKey.Of(SlackChannel.Id, new SlackPlace(channel, thread).Id)));

    private async ValueTask<List<string>> BotsOfAsync(JsonElement envelope, string? team, CancellationToken cancellationToken) =>
        [.. envelope.Each("authorizations").Where(one => one.Is("is_bot")).Select(one => one.Text("user_id")).Append(await workspaces.BotAsync(team, cancellationToken)).Append(identity.UserId).OfType<string>().Distinct()];
}
