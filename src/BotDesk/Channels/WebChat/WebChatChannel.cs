using System.Buffers;
using System.Globalization;
using System.Text.Json;
using BotDesk.Conversation;
using BotDesk.Conversation.Attachments;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Protocol;
using BotDesk.Protocol.DirectLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BotDesk.Channels.WebChat;

/// <summary>The desk's own web chat: Direct Line, served and stored by the desk itself.</summary>
internal sealed class WebChatChannel(DeskWriter writer, IDbContextFactory<DeskDb> readers, DirectLineStreams streams, IOptions<DeskOptions> options, TimeProvider clock) : IChannel
{
    /// <summary>What activities of this channel say as their channel.</summary>
    public const string Id = "webchat";

    /// <summary>No connector is behind it: what the bot says is appended to the conversation.</summary>
    public const string ServiceUrl = "urn:botdesk:webchat";
    public const string BotId = "botdesk";
    public const string BotName = "BotDesk";

    public ChannelName Called { get; } = new(Id, Phrase.Of("channels.webChat"), ["web chat", "webchat", "web-chat", "the web chat", "my browser", "the browser", "browser", "im browser"]);

    public bool Serves(string channelId) => channelId == Id;

    // The token says who somebody is, by the account's id alone.
    public string? DirectoryIdOf(Activity activity) => null;

    public byte[] Compose(Chat chat, OutgoingMessage message) => ActivityWriter.Write(
        chat, message, WebChatCard.Adapter.Adapt, message.Picture is { } picture ? options.Value.AddressOf(picture.Path)?.AbsoluteUri ?? picture.Path : null);

    // It was uploaded to the desk itself, with the message, into the message's own conversation.
    public async Task<FetchedFile> FetchFileAsync(Activity activity, Attachment file, int most, CancellationToken cancellationToken)
    {
        var (id, conversation) = (file.ContentUrl![(file.ContentUrl!.LastIndexOf('/') + 1)..], activity.Conversation!.Id!);
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var bytes = await db.Set<WebChatFile>().Where(candidate => candidate.Id == id && candidate.ConversationId == conversation).Select(candidate => candidate.Bytes).FirstOrDefaultAsync(cancellationToken);
        return bytes is null ? FetchedFile.No(FetchFailure.NotThere) : bytes.Length > most ? FetchedFile.No(FetchFailure.TooLarge) : FetchedFile.Of(bytes);
    }

    public InvokeResponse Replace(Chat chat, RenderedCard card) => InvokeResponse.AdaptiveCard(ActivityWriter.Adapt(card, WebChatCard.Adapter.Adapt));

    public async Task<DeliveryResult> DeliverAsync(OutboxRow row, string? targetExternalId, CancellationToken cancellationToken)
    {
        var conversationId = row.ConversationKey[(Id.Length + 1)..];
        var externalId = await writer.WriteAsync(async scope =>
        {
            var db = scope.GetRequiredService<DeskDb>();
            var delivered = await db.Set<WebChatActivity>().FirstOrDefaultAsync(entry => entry.OutboxRow == row.Id);
            if (delivered is not null)
            {
                return delivered.ActivityId;
            }

            // An update is the same id and timestamp again: Web Chat then puts it in the place of the old one.
            var target = row.Kind != OutboxKind.Update || targetExternalId is null ? null : await db.Set<WebChatActivity>()
                .Where(entry => entry.ConversationId == conversationId && entry.ActivityId == targetExternalId)
                .OrderBy(entry => entry.Sequence).FirstOrDefaultAsync();
            var now = clock.GetUtcNow();
            var id = target?.ActivityId ?? $"b{row.Id.ToString(CultureInfo.InvariantCulture)}";
            var at = target?.At ?? now;
            await WebChatStore.AddAsync(db, conversationId, id, Stamp(row.Activity, id, at), clientActivityId: null, row.Id, at);
            return id;
        }, cancellationToken);
        streams.Notify(conversationId);
        return DeliveryResult.Delivered(externalId);
    }

    /// <summary>Where a person is told something who has not written in any channel: it is there when they open the page.</summary>
    public static string HomeConversation(Person person) => $"home-{person.Id.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The Direct Line user id of a person; the prefix is what the server alone may give (Direct Line, "Authentication").</summary>
    public static string UserId(Person person) => $"dl_{person.Id.ToString(CultureInfo.InvariantCulture)}";

    private static byte[] Stamp(byte[] activity, string id, DateTimeOffset at)
    {
        var buffer = new ArrayBufferWriter<byte>(activity.Length + 128);
        using var document = JsonDocument.Parse(activity);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        writer.WriteString("id"u8, id);
        writer.WriteString("timestamp"u8, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        foreach (var property in document.RootElement.EnumerateObject())
        {
            property.WriteTo(writer);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
