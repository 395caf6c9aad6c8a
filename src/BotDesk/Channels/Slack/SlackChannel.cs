using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Channels.Slack.Inbound;
using BotDesk.Channels.Slack.Web;
using BotDesk.Conversation;
using BotDesk.Conversation.Attachments;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Protocol;
using Microsoft.Extensions.Options;

namespace BotDesk.Channels.Slack;

/// <summary>Slack: cards as Block Kit, forms as modals, threads as conversations of their own.</summary>
internal sealed partial class SlackChannel(SlackApi api, SlackMark mark, SlackPeople people, SlackQuotes quotes, IOptions<SlackOptions> options, ILogger<SlackChannel> logger) : IChannel
{
    public const string Id = "slack";

    // Direct messages with somebody have the same channel for good.
    private readonly Lookups<string> _direct = new();

    public ChannelName Called { get; } = new(Id, "Slack", ["slack"]);

    public bool Serves(string channelId) => channelId == Id;

    // Slack knows no directory; it vouches for addresses (SlackPeople).
    public string? DirectoryIdOf(Activity activity) => null;

    public Task<SenderProfile?> FindSenderAsync(Activity activity, CancellationToken cancellationToken) => people.FindAsync(activity.From!.Id!, activity.Conversation?.TenantId, cancellationToken);

    public Task<FetchedFile> FetchFileAsync(Activity activity, Attachment file, int most, CancellationToken cancellationToken) => api.DownloadAsync(file.ContentUrl!, most, activity.Conversation?.TenantId, cancellationToken);

    public async Task<DirectPlace?> OpenDirectAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (activity.From!.Id is not { } user || !SlackPlace.IsPerson(user))
        {
            return null;
        }

        var (channel, failure) = await OpenDirectAsync(user, activity.Conversation?.TenantId, cancellationToken);
        return channel is not null ? new DirectPlace(user, SlackAddress.Of(user))
            : failure.Why is SlackAnswer.RateLimited or SlackAnswer.Unreachable ? throw new HttpRequestException($"Slack opens no direct messages: {failure.Why}")
            : null;
    }

    public bool IsAddressed(Activity activity) => !SlackActivities.IsOverheard(activity) && (activity.Conversation?.IsGroup != true || activity.Type switch
    {
        ActivityTypes.MessageUpdate or ActivityTypes.MessageDelete => false,
        ActivityTypes.MessageReaction => activity.ReactionsAdded?.Any(reaction => SlackEmoji.Of(reaction.Type) == SlackEmoji.Ticket) == true,
        _ => true,
    });

    // Other bots' messages are not read at all (SlackEvents), and direct messages of several are no threads of a channel.
    public PublicPlace? PublicPlaceOf(Activity activity) =>
        SlackPlace.Parse(activity.Conversation?.Id ?? "") is { Thread: { } thread } place && !SlackPlace.IsPerson(place.Base) ? new PublicPlace(place.Base, place.Id, activity.Id == thread) : null;

    public async Task<string?> NameOfAsync(string conversationId, string? tenantId, CancellationToken cancellationToken) =>
        options.Value.IsConfigured && await api.ReadAsync("conversations.info", [new("channel", SlackPlace.Parse(conversationId).Base)], tenantId, cancellationToken) is { IsOk: true } answer
            && answer.Body.TryGetProperty("channel", out var channel) && channel.Text("name") is { Length: > 0 } name ? $"#{name}" : null;

    public string? EmojiOf(string reaction) => SlackEmoji.Of(reaction);

    public bool AnswersBesideFields => true;

    public MenuChoice? ReadMenu(Activity activity) => SlackQuotes.MenuOf(activity) is { } name ? new MenuChoice(name) : null;

    public Task<QuotedMessage?> FindQuotedAsync(Activity activity, CancellationToken cancellationToken) => quotes.FindAsync(activity, cancellationToken);

    public InvokeResponse? ShowDialog(Chat chat, DialogView dialog, Language language) => new InvokeResponse(200, SlackPayload.Dialog(
        chat, [dialog.Card is { } card ? new OutgoingMessage(null, card) : new OutgoingMessage((dialog.Words ?? dialog.Title).In(language), null)]));

    public string? ParentOf(string conversationId) => SlackPlace.Parse(conversationId).Parent?.Id;

    public string? RootOf(Activity activity) => SlackPlace.Parse(activity.Conversation?.Id ?? "").Thread ?? SlackActivityId.ThreadOf(activity.Id);

    public InvokeResponse ShowInDialog(Chat chat, IReadOnlyList<OutgoingMessage> shown) => new(200, SlackPayload.Dialog(chat, shown));

    public byte[] Compose(Chat chat, OutgoingMessage message) => SlackPayload.Write(chat, message);

    // Nothing that Slack sends is answered with a card in the response: a card is updated where it stands.
    public InvokeResponse Replace(Chat chat, RenderedCard card) => new(200);

    public InvokeResponse CloseDialog(Refusal? refusal, Language language) => new(200, JsonSerializer.SerializeToUtf8Bytes(DialogAnswer.Of(refusal, language), JsonSerializerOptions.Web));

    public async Task<DeliveryResult> DeliverAsync(OutboxRow row, string? targetExternalId, CancellationToken cancellationToken)
    {
        if (!options.Value.IsConfigured)
        {
            return DeliveryResult.Blocked("not_configured", "Slack is no longer configured.");
        }

        var (message, team) = SlackPayload.Message(row.Activity);
        var channel = message["channel"]!.GetValue<string>();
        if (SlackPlace.IsPerson(channel))
        {
            var opened = await OpenDirectAsync(channel, team, cancellationToken);
            if (opened.Channel is null)
            {
                return opened.Failure;
            }

            message["channel"] = channel = opened.Channel;
        }

        if (row.Kind == OutboxKind.Update && targetExternalId is not null)
        {
            var updated = await UpdateAsync(message, targetExternalId, team, cancellationToken);
            if (updated.Outcome != DeliveryOutcome.NotFound)
            {
                return updated;
            }
        }

        // Also an update whose target is gone or was never seen: the new state is shown anew.
        if (message["thread_ts"] is null && (row.Kind == OutboxKind.Send && row.Under is not null ? targetExternalId : SlackActivityId.ThreadOf(row.ReplyToId)) is { } thread)
        {
            message["thread_ts"] = thread;
            if (row.Under is not null && SlackPlace.IsDirect(channel))
            {
                // News of a ticket stand in its thread, and are seen without looking there.
                message["reply_broadcast"] = true;
            }
        }

        if (row.MayBeShown)
        {
            var (ts, later) = await mark.FindAsync(channel, message["thread_ts"]?.GetValue<string>(), row, team, cancellationToken);
            if (later is { } wait)
            {
                return wait;
            }

            if (ts is { Length: > 0 })
            {
                return DeliveryResult.Delivered(ts);
            }

            row.MayBeShown = false;
        }

        SlackMark.Put(message, row);
        return await SendAsync(channel, message, team, cancellationToken);
    }

    private async Task<DeliveryResult> UpdateAsync(JsonObject message, string ts, string? team, CancellationToken cancellationToken)
    {
        var update = new JsonObject { ["ts"] = ts };
        foreach (var part in new[] { "channel", "text", "blocks", "metadata" })
        {
            update[part] = message[part]?.DeepClone();
        }

        var answer = await PostAsync("chat.update", update, team, channel: null, cancellationToken);
        return answer.IsOk ? DeliveryResult.Delivered(answer.Text("ts") ?? ts) : answer.Failure(isSafeTwice: true);
    }

    private async Task<DeliveryResult> SendAsync(string channel, JsonObject message, string? team, CancellationToken cancellationToken)
    {
        var answer = await PostAsync("chat.postMessage", message, team, channel, cancellationToken);
        return answer.IsOk ? DeliveryResult.Delivered(answer.Text("ts")) : answer.Failure(isSafeTwice: false);
    }

    /// <summary>Sends it; where Slack refuses the blocks, the words alone: they are worth more than nothing.</summary>
    private async Task<SlackAnswer> PostAsync(string method, JsonObject message, string? team, string? channel, CancellationToken cancellationToken)
    {
        var answer = await api.PostAsync(method, message, team, cancellationToken, channel);
        if (!answer.RefusesBlocks)
        {
            return answer;
        }

        Log.BlocksRefused(logger, answer.Error!, message["metadata"]?["event_payload"]?["name"]?.GetValue<string>() ?? "words");
        message.Remove("blocks");
        message.Remove("metadata");
        if (method == "chat.update")
        {
            message["blocks"] = new JsonArray(); // else the old ones stay
        }

        return await api.PostAsync(method, message, team, cancellationToken, channel);
    }

    private async Task<(string? Channel, DeliveryResult Failure)> OpenDirectAsync(string user, string? team, CancellationToken cancellationToken)
    {
        if (_direct.TryGet(user, out var known))
        {
            return (known, default);
        }

        var answer = await api.PostAsync("conversations.open", new { users = user }, team, cancellationToken);
        if (!answer.IsOk)
        {
            return (null, answer.Failure(isSafeTwice: true));
        }

        if (!answer.Body.TryGetProperty("channel", out var channel) || channel.Text("id") is not { } id)
        {
            return (null, DeliveryResult.Rejected(null, "Slack opened direct messages without saying where."));
        }

        _direct.Keep(user, id);
        return (id, default);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Slack refused the blocks of {Card} ({Error}); its words were sent alone.")]
        public static partial void BlocksRefused(ILogger logger, string error, string card);
    }
}
