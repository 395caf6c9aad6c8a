using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using BotDesk.Conversation;
using BotDesk.Protocol;

namespace BotDesk.Channels;

/// <summary>Writes a message as a Bot Framework activity, as a bot sends it: without id, timestamp and serviceUrl.</summary>
internal static class ActivityWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="adapt">Gives a rendered card the shape that the channel shows.</param>
    /// <param name="pictureUrl">Where the channel's clients find the message's picture; null: they cannot be shown it.</param>
    public static byte[] Write(Chat chat, OutgoingMessage message, Func<JsonElement, byte[]> adapt, string? pictureUrl)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteString("type"u8, message.Event is null ? ActivityTypes.Message : ActivityTypes.Event);
        writer.WriteString("channelId"u8, chat.ChannelId);
        WriteAccount(writer, "from"u8, chat.BotId, chat.BotName, "bot"u8);
        writer.WriteStartObject("conversation"u8);
        writer.WriteString("id"u8, chat.ConversationId);
        writer.WriteEndObject();
        if (chat.UserId is not null)
        {
            WriteAccount(writer, "recipient"u8, chat.UserId, null, "user"u8);
        }

        if (message.ReplyToId is not null)
        {
            writer.WriteString("replyToId"u8, message.ReplyToId);
        }

        if (message.Event is { } told)
        {
            WriteEvent(writer, told);
        }

        if (message.Text is not null)
        {
            // Plain, because people's words stand in it and are shown as they typed them.
            writer.WriteString("textFormat"u8, "plain"u8);
            writer.WriteString("text"u8, message.Text);
        }

        if (message.Card is { } card)
        {
            writer.WriteStartArray("attachments"u8);
            writer.WriteStartObject();
            writer.WriteString("contentType"u8, Attachment.AdaptiveCardContentType);
            writer.WriteString("name"u8, card.Path);
            writer.WritePropertyName("content"u8);
            writer.WriteRawValue(Adapt(card, adapt), skipInputValidation: true);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        if (message.Picture is { } picture && pictureUrl is not null)
        {
            writer.WriteStartArray("attachments"u8);
            writer.WriteStartObject();
            writer.WriteString("contentType"u8, picture.ContentType);
            writer.WriteString("contentUrl"u8, pictureUrl);
            writer.WriteString("name"u8, picture.Name);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Adapt(RenderedCard card, Func<JsonElement, byte[]> adapt)
    {
        using var document = JsonDocument.Parse(card.Json);
        return adapt(document.RootElement);
    }

    private static void WriteEvent(Utf8JsonWriter writer, OutgoingEvent told)
    {
        writer.WriteString("name"u8, told.Name);
        writer.WritePropertyName("value"u8);
        JsonSerializer.Serialize(writer, told.Value, JsonSerializerOptions.Web);
        writer.WriteStartArray("attachments"u8);
        writer.WriteStartObject();
        writer.WriteString("contentType"u8, "application/json"u8);
        writer.WriteString("name"u8, told.AttachmentName);
        writer.WritePropertyName("content"u8);
        JsonSerializer.Serialize(writer, told.Attachment, JsonSerializerOptions.Web);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteAccount(Utf8JsonWriter writer, ReadOnlySpan<byte> property, string id, string? name, ReadOnlySpan<byte> role)
    {
        writer.WriteStartObject(property);
        writer.WriteString("id"u8, id);
        if (name is not null)
        {
            writer.WriteString("name"u8, name);
        }

        writer.WriteString("role"u8, role);
        writer.WriteEndObject();
    }
}
