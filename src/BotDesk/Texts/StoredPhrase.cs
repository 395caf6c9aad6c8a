using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace BotDesk.Texts;

/// <summary>
/// A text in the database: its key and its values, or its translations, so that everybody who reads it later does so in their own language. Plain words
/// are kept as they are; what was kept before there were languages reads as such.
/// </summary>
internal static class StoredPhrase
{
    private const string Key = "text";
    private const string Translations = "translations";
    private const string Date = "date";

    /// <summary>For a column of texts.</summary>
    public static ValueConverter<Phrase, string> Converter { get; } = new(phrase => Write(phrase), words => Read(words));

    /// <summary>For texts within a column of JSON.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerOptions.Web) { Converters = { new InJson() }, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Phrase phrase) => Form(phrase) is JsonObject form ? form.ToJsonString(Json) : phrase.In(Language.English);

    public static Phrase Read(string stored) => IsForm(stored) ? Read(JsonNode.Parse(stored)!) : Phrase.Plain(stored);

    private static bool IsForm(string stored) => stored.StartsWith($"{{\"{Key}\":", StringComparison.Ordinal) || stored.StartsWith($"{{\"{Translations}\":", StringComparison.Ordinal);

    private static JsonNode Form(Phrase phrase)
    {
        if (phrase.Translations is { } translations)
        {
            return new JsonObject { [Translations] = new JsonObject(Language.All.Where(language => translations[language.Number] is not null).Select(language => KeyValuePair.Create(language.Code, (JsonNode?)translations[language.Number]))) };
        }

        return phrase.Key is { } key
            ? new JsonObject([KeyValuePair.Create(Key, (JsonNode?)key), .. phrase.Values.Select(value => KeyValuePair.Create(value.Name, Form(value.Value)))])
            : JsonValue.Create(phrase.In(Language.English));
    }

    private static JsonNode? Form(object? value) => value switch
    {
        Phrase phrase => Form(phrase),
        DateOnly day => new JsonObject { [Date] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
        null => null,
        _ => JsonSerializer.SerializeToNode(value, value.GetType()),
    };

    private static Phrase Read(JsonNode form) => form switch
    {
        JsonObject { Count: > 0 } translated when translated[Translations] is JsonObject words =>
            Phrase.Translated(words.Where(word => Language.Of(word.Key) is not null).ToDictionary(word => Language.Of(word.Key)!, word => word.Value!.GetValue<string>())),
        JsonObject keyed => Phrase.Stored(keyed[Key]!.GetValue<string>(), [.. keyed.Where(property => property.Key != Key).Select(property => (property.Key, Value(property.Value)))]),
        _ => Phrase.Plain(form.GetValue<string>()),
    };

    private static object? Value(JsonNode? value) => value switch
    {
        null => null,
        JsonObject date when date[Date] is { } day => DateOnly.ParseExact(day.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture),
        JsonObject inner => Read(inner),
        _ when value.GetValueKind() == JsonValueKind.Number => value.AsValue().TryGetValue<long>(out var whole) ? whole : value.GetValue<decimal>(),
        _ => value.GetValue<string>(),
    };

    private sealed class InJson : JsonConverter<Phrase>
    {
        public override Phrase? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonNode.Parse(ref reader) is { } form ? StoredPhrase.Read(form) : null;

        public override void Write(Utf8JsonWriter writer, Phrase value, JsonSerializerOptions options) => Form(value).WriteTo(writer, options);
    }
}
