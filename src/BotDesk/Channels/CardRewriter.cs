using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using BotDesk.Cards;

namespace BotDesk.Channels;

/// <summary>
/// Copies a rendered card while a channel changes its actions. On the way out, properties that a template left null are dropped, and
/// people's text is kept from being read as a date: clients replace <c>{{DATE(…)}}</c> and <c>{{TIME(…)}}</c> even in plain text
/// (https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features#datetime-formatting).
/// </summary>
internal abstract class CardRewriter
{
    private const string WordJoiner = "\u2060";

    /// <summary>The card as this channel shows it, as UTF-8.</summary>
    public byte[] Adapt(JsonElement card)
    {
        var buffer = new ArrayBufferWriter<byte>(8 * 1024);
        using var writer = new Utf8JsonWriter(buffer, CardJson.WriterOptions);
        writer.WriteStartObject();
        foreach (var property in card.EnumerateObject())
        {
            if (property.NameEquals("body"u8) && property.Value.ValueKind == JsonValueKind.Array)
            {
                writer.WriteStartArray("body"u8);
                foreach (var element in property.Value.EnumerateArray())
                {
                    Copy(element, writer);
                }

                WriteLast(writer);
                writer.WriteEndArray();
            }
            else if (property.Value.ValueKind != JsonValueKind.Null)
            {
                writer.WritePropertyName(property.Name);
                Copy(property.Value, writer);
            }
        }

        WriteProperties(writer);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes elements that this channel adds at the end of the card.</summary>
    protected virtual void WriteLast(Utf8JsonWriter writer)
    {
    }

    /// <summary>Writes properties that this channel adds to the card itself.</summary>
    protected virtual void WriteProperties(Utf8JsonWriter writer)
    {
    }

    /// <summary>Writes what stands for an Action.Execute.</summary>
    protected abstract void WriteExecute(JsonElement action, Utf8JsonWriter writer);

    /// <summary>Writes an Action.Submit that does what the Action.Execute would: what a click sends carries the verb as <c>verb</c>.</summary>
    protected static void WriteSubmit(JsonElement execute, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "Action.Submit"u8);
        foreach (var property in execute.EnumerateObject())
        {
            if (!property.NameEquals("type"u8) && !property.NameEquals("verb"u8) && !property.NameEquals("data"u8) && property.Value.ValueKind != JsonValueKind.Null)
            {
                property.WriteTo(writer);
            }
        }

        writer.WriteStartObject("data"u8);
        if (execute.TryGetProperty("verb"u8, out var verb))
        {
            writer.WritePropertyName("verb"u8);
            verb.WriteTo(writer);
        }

        if (execute.TryGetProperty("data"u8, out var data) && data.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in data.EnumerateObject())
            {
                property.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    protected static void CopyProperties(JsonElement action, Utf8JsonWriter writer)
    {
        foreach (var property in action.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Null)
            {
                property.WriteTo(writer);
            }
        }
    }

    private void Copy(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when IsType(element, "Action.Execute"u8):
                WriteExecute(element, writer);
                break;
            case JsonValueKind.Object:
                CopyObject(element, writer);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Copy(item, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private void CopyObject(JsonElement element, Utf8JsonWriter writer)
    {
        var isPlainText = IsType(element, "TextRun"u8);
        writer.WriteStartObject();
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (isPlainText && property.NameEquals("text"u8) && JsonMarshal.GetRawUtf8Value(property.Value).IndexOf("{{"u8) >= 0)
            {
                writer.WriteString("text"u8, property.Value.GetString()!
                    .Replace("{{DATE(", $"{{{{{WordJoiner}DATE(", StringComparison.Ordinal)
                    .Replace("{{TIME(", $"{{{{{WordJoiner}TIME(", StringComparison.Ordinal));
                continue;
            }

            writer.WritePropertyName(property.Name);
            Copy(property.Value, writer);
        }

        writer.WriteEndObject();
    }

    private static bool IsType(JsonElement element, ReadOnlySpan<byte> type) =>
        element.TryGetProperty("type"u8, out var actual) && actual.ValueKind == JsonValueKind.String && actual.ValueEquals(type);
}
