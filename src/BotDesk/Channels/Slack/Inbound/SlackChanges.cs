using System.Text.Json;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Protocol;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>What is done to messages after they were written: they are changed, taken back, marked with an emoji.</summary>
internal sealed class SlackChanges(SlackSpots spots, SlackPeople people, IBystander bystander)
{
    /// <returns>Null where it changes nothing that was said, such as a preview that was added to it.</returns>
    public async Task<Activity?> ChangeAsync(JsonElement happened, string? team, List<string> bots, string bot, CancellationToken cancellationToken)
    {
        var isGone = happened.Text("subtype") == "message_deleted";
        if (isGone)
        {
            await OwnTakenAwayAsync(happened, bots);
        }

        if (!happened.TryGetProperty(isGone ? "previous_message" : "message", out var message) || message.Text("bot_id") is not null
            || message.Text("user") is not { } user || bots.Contains(user) || message.Text("ts") is not { } ts || happened.Text("channel") is not { } channel
            || (!isGone && happened.TryGetProperty("previous_message", out var before) && before.Text("text") == message.Text("text")))
        {
            return null;
        }

        // A message that others answered is left as "tombstone" when it is taken back.
        var isTombstone = message.Text("subtype") == "tombstone";
        var text = SlackWords.Of(message);
        var words = isGone || isTombstone ? null : SlackWords.Plain(text, bots, await people.NamesAsync(SlackWords.Mentioned(text), cancellationToken));
        var spot = await spots.OfMessageAsync(user, channel, ts, message.Text("thread_ts") is { Length: > 0 } thread && thread != ts ? thread : null, cancellationToken);
        var change = SlackActivities.Change(spot, user, team, bot, ts, words, happened.Text("event_ts") ?? happened.Text("ts") ?? ts);

        // What the desk was never told need not be told to have changed.
        return SlackPlace.IsDirect(channel) && !await spots.IsToldAsync(spot.Place, change.Id!, cancellationToken) ? null : change;
    }

    private async Task OwnTakenAwayAsync(JsonElement happened, List<string> bots)
    {
        if (happened.TryGetProperty("previous_message", out var message) && message.Text("user") is { } user && bots.Contains(user) && message.Text("thread_ts") is { } thread
            && message.Text("ts") is { } ts && happened.Text("channel") is { } channel && await bystander.KnowsAsync(ConversationKey.Of(SlackChannel.Id, channel)))
        {
            await bystander.TakenAwayAsync(ConversationKey.Of(SlackChannel.Id, new SlackPlace(channel, thread).Id), ts);
        }
    }

    /// <returns>Null for an emoji that means nothing here.</returns>
    public async Task<Activity?> ReactionAsync(JsonElement happened, string? team, List<string> bots, string bot, CancellationToken cancellationToken)
    {
        if (happened.Text("user") is not { } user || bots.Contains(user) || happened.Text("reaction") is not { } emoji || SlackEmoji.Of(emoji) is null
            || !happened.TryGetProperty("item", out var item) || item.Text("type") != "message" || item.Text("channel") is not { } channel || item.Text("ts") is not { } ts)
        {
            return null;
        }

        var spot = SlackPlace.IsDirect(channel) ? SlackSpots.Direct(user, channel) : new SlackSpot(await spots.OfKnownAsync(channel, ts, cancellationToken) ?? new SlackPlace(channel, ts), channel);
        return SlackActivities.Reaction(spot, user, team, bot, $"reaction-{happened.Text("event_ts")}-{user}", emoji, ts);
    }
}
