using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotDesk.Protocol;

/// <summary>
/// For times that only inform, such as the sender's own clock: what cannot be read counts as not given, because a message must not
/// be lost over it.
/// </summary>
internal sealed class LenientDateTimeOffset : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var value))
        {
            return value;
        }

        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } given)
        {
            writer.WriteStringValue(given);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
