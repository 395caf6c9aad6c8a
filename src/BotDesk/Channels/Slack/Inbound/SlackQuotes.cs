using System.Text.Json;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Channels.Slack.Web;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Protocol;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>Messages on which somebody does something: from their menu, with which Slack hands them over, or with an emoji, for which Slack is asked.</summary>
internal sealed class SlackQuotes(SlackApi api, SlackPeople people, IDbContextFactory<DeskDb> readers, DeskWriter writer, TimeProvider clock)
{
    /// <summary>What <see cref="SlackActivities.Menu"/> put into an activity.</summary>
    public static string? MenuOf(Activity activity) =>
        activity is { Type: ActivityTypes.Invoke, Name: InvokeNames.ComposeExtensionFetchTask, Value: { ValueKind: JsonValueKind.Object } value } ? value.Text("commandId") : null;

    public async Task<QuotedMessage?> FindAsync(Activity activity, CancellationToken cancellationToken)
    {
        var (channel, team) = (SlackAddress.ChannelOf(activity.ServiceUrl ?? SlackAddress.Of("")), activity.Conversation?.TenantId);
        if (MenuOf(activity) is not null && activity.Value is { } value && value.TryGetProperty("message", out var message))
        {
            return await QuoteAsync(activity, channel, message, team, cancellationToken);
        }

        return activity is { Type: ActivityTypes.MessageReaction, ReplyToId: { } ts } && !SlackPlace.IsDirect(channel) && activity.ReactionsAdded?.Any(reaction => SlackEmoji.Of(reaction.Type) == SlackEmoji.Ticket) == true
            && await ReadAsync(channel, ts, team, cancellationToken) is { } read
            ? await QuoteAsync(activity, channel, read, team, cancellationToken)
            : null;
    }

    private async Task<QuotedMessage?> QuoteAsync(Activity activity, string channel, JsonElement message, string? team, CancellationToken cancellationToken)
    {
        if (message.Text("ts") is not { } ts)
        {
            return null;
        }

        var place = new SlackPlace(channel, message.Text("thread_ts") is { Length: > 0 } thread ? thread : ts);
        var permalink = await api.ReadAsync("chat.getPermalink", [new("channel", channel), new("message_ts", ts)], team, cancellationToken);
        var text = SlackWords.Of(message);
        var names = await people.NamesAsync(SlackWords.Mentioned(text), cancellationToken);
        return new QuotedMessage(
            ConversationKey.Of(SlackChannel.Id, place.Id),
            ts,
            SlackWords.Plain(text, [], names),
            message.Text("user") is { } author && message.Text("bot_id") is null ? new MessageAuthor(author, null, names.GetValueOrDefault(author)) : null,
            permalink.Text("permalink") is { } link && Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? link : null,
            await IsThereAsync(activity, channel, team, cancellationToken));
    }

    private async Task<JsonElement?> ReadAsync(string channel, string ts, string? team, CancellationToken cancellationToken)
    {
        // A reply does not stand in the channel's own history.
        foreach (var (method, from) in new[] { ("conversations.history", "latest"), ("conversations.replies", "ts") })
        {
            var answer = await api.ReadAsync(method, [new("channel", channel), new(from, ts), new("oldest", ts), new("inclusive", "true"), new("limit", "1")], team, cancellationToken);
            if (answer is { Error: SlackAnswer.Unreachable or SlackAnswer.RateLimited })
            {
                throw new HttpRequestException($"Slack does not show a message: {answer.Error}.");
            }

            if (answer.Body.Each("messages").FirstOrDefault(message => message.Text("ts") == ts) is { ValueKind: JsonValueKind.Object } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Whether the bot is in the channel, so that it can write under the message and hear what is written there; then the desk knows the channel.</summary>
    private async Task<bool> IsThereAsync(Activity activity, string channel, string? team, CancellationToken cancellationToken)
    {
        if (SlackPlace.IsDirect(channel))
        {
            return false; // between others, or with the bot, where threads belong to its own messages
        }

        var key = ConversationKey.Of(SlackChannel.Id, channel);
        await using (var db = await readers.CreateDbContextAsync(cancellationToken))
        {
            if (await db.Set<Chat>().AnyAsync(chat => chat.Key == key && chat.LeftAt == null, cancellationToken))
            {
                return true;
            }
        }

        var info = await api.ReadAsync("conversations.info", [new("channel", channel)], team, cancellationToken);
        if (!info.IsOk || !info.Body.TryGetProperty("channel", out var its) || !its.Is("is_member"))
        {
            return false;
        }

        await writer.WriteAsync(async scope =>
        {
            var db = scope.GetRequiredService<DeskDb>();
            if (!await db.Set<Chat>().AnyAsync(chat => chat.Key == key))
            {
                db.Add(new Chat { Key = key, ChannelId = SlackChannel.Id, ConversationId = channel, ServiceUrl = SlackAddress.Of(channel), BotId = activity.Recipient!.Id!, TenantId = team, IsGroup = true, SeenAt = clock.GetUtcNow() });
            }
        }, cancellationToken);
        return true;
    }
}
