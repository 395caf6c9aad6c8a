using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotDesk.Texts;

/// <summary>Writes texts as words in one language.</summary>
/// <param name="language">Null: that of the request that is being answered.</param>
internal sealed class PhraseConverter(Language? language) : JsonConverter<Phrase>
{
    public PhraseConverter()
        : this(null)
    {
    }

    public override Phrase? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } words ? Phrase.Plain(words) : null;

    public override void Write(Utf8JsonWriter writer, Phrase value, JsonSerializerOptions options) => writer.WriteStringValue(value.In(language ?? Language.Current));
}

/// <summary>View models as JSON in camel case, their texts as one reader reads them.</summary>
internal static class TextJson
{
    private static readonly JsonSerializerOptions[] All = [.. Language.All.Select(language => new JsonSerializerOptions(JsonSerializerOptions.Web) { Converters = { new PhraseConverter(language) } })];

    public static JsonSerializerOptions Options(Language language) => All[language.Number];
}
