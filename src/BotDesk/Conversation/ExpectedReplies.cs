using System.Buffers;
using System.Text.Json;

namespace BotDesk.Conversation;

/// <summary>Everything that a turn says, for a channel that takes it in the response.</summary>
internal static class ExpectedReplies
{
    public static byte[] Write(IChannel channel, Turn turn)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
        foreach (var message in turn.Messages)
        {
            writer.WriteRawValue(channel.Compose(turn.Chat, message), skipInputValidation: true);
        }

        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
