using System.Collections.Frozen;
using System.Text.Json;

namespace BotDesk.Texts;

/// <summary>
/// The resource files, <c>PRACTICE.LANGUAGE.json</c> beside this file, read once. A key is the practice and the names on the way to the text; an object of
/// <c>one</c> and <c>other</c> is a text whose words depend on <c>{count}</c>.
/// </summary>
internal static class TextFiles
{
    private const string Prefix = "texts/";

    private static readonly FrozenDictionary<string, TextPattern>[] Files = [.. Language.All.Select(Read)];

    /// <exception cref="ArgumentException">There is no such text.</exception>
    public static TextPattern Find(Language language, string key) => Of(language).TryGetValue(key, out var found)
        ? found
        : throw new ArgumentException($"There is no text {key} in {language}: it belongs into {Prefix}{key[..Math.Max(0, key.IndexOf('.', StringComparison.Ordinal))]}.{language}.json.", nameof(key));

    public static bool Has(Language language, string key) => Of(language).ContainsKey(key);

    /// <summary>Every text of the language by its key.</summary>
    public static FrozenDictionary<string, TextPattern> Of(Language language) => Files[language.Number];

    private static FrozenDictionary<string, TextPattern> Read(Language language)
    {
        var assembly = typeof(TextFiles).Assembly;
        var texts = new Dictionary<string, TextPattern>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith($".{language.Code}.json", StringComparison.Ordinal))
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                using var file = JsonDocument.Parse(stream, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
                Add(texts, name[Prefix.Length..name.IndexOf('.', StringComparison.Ordinal)], file.RootElement);
            }
        }

        return texts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, TextPattern> texts, string key, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            texts.Add(key, TextPattern.Parse(value.GetString()!));
        }
        else if (value.TryGetProperty("one", out var one) && value.TryGetProperty("other", out var other))
        {
            texts.Add(key, TextPattern.Parse(one.GetString()!, other.GetString()!));
        }
        else
        {
            foreach (var property in value.EnumerateObject())
            {
                Add(texts, $"{key}.{property.Name}", property.Value);
            }
        }
    }
}
