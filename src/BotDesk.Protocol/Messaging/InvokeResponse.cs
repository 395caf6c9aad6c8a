using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BotDesk.Protocol;

/// <summary>The answer to an invoke: the HTTP status and JSON body of the response itself.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON in UTF-8; empty for none.</param>
public sealed record InvokeResponse(int Status, ReadOnlyMemory<byte> Body = default)
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Nobody handles an invoke of this name (specification, "Invoke activity": 501).</summary>
    public static InvokeResponse NotImplemented { get; } = new(501);

    /// <summary>
    /// The answers to <c>adaptiveCard/action</c> ("Universal Actions for Adaptive Cards", response format): the HTTP status is
    /// always 200, and what happened stands in the envelope <c>{statusCode,type,value}</c>.
    /// </summary>
    public static InvokeResponse AdaptiveCard(ReadOnlySpan<byte> cardJson) =>
        Envelope(200, Attachment.AdaptiveCardContentType, cardJson);

    /// <summary>Says a sentence to the person who clicked and leaves their card as it is.</summary>
    public static InvokeResponse AdaptiveCardMessage(string text) =>
        Envelope(200, "application/vnd.microsoft.activity.message", JsonSerializer.SerializeToUtf8Bytes(text, ProtocolJson.Wire.String));

    /// <param name="statusCode">400 when the click was wrong, 500 when handling it was.</param>
    /// <param name="code">A word for programs, such as "BadRequest".</param>
    /// <param name="message">A sentence for the person.</param>
    public static InvokeResponse AdaptiveCardError(int statusCode, string code, string message)
    {
        var value = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(value, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, code);
            writer.WriteString("message"u8, message);
            writer.WriteEndObject();
        }

        return Envelope(statusCode, "application/vnd.microsoft.error", value.WrittenSpan);
    }

    private static InvokeResponse Envelope(int statusCode, string type, ReadOnlySpan<byte> valueJson)
    {
        var body = new ArrayBufferWriter<byte>(valueJson.Length + 128);
        using (var writer = new Utf8JsonWriter(body, Writing))
        {
            writer.WriteStartObject();
            writer.WriteNumber("statusCode"u8, statusCode);
            writer.WriteString("type"u8, type);
            writer.WritePropertyName("value"u8);
            writer.WriteRawValue(valueJson);
            writer.WriteEndObject();
        }

        return new InvokeResponse(200, body.WrittenMemory);
    }
}
