using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Cards;

/// <summary>
/// Every card the desk can show, by its path below <c>cards/</c> (<c>tickets/list</c>), compiled for each language when the desk starts. Beside each
/// template stands a file of sample data, for the gallery and for tests.
/// </summary>
public sealed class CardLibrary
{
    private const string Extension = ".json";
    private const string SamplesExtension = ".samples.json";

    private readonly string _directory;
    private readonly FrozenDictionary<string, CardTemplate[]> _templates;

    private CardLibrary(string directory, FrozenDictionary<string, CardTemplate[]> templates) => (_directory, _templates) = (directory, templates);

    /// <summary>The paths of all cards, in order.</summary>
    public IEnumerable<string> Cards => _templates.Keys.Order(StringComparer.Ordinal);

    /// <exception cref="CardTemplateException">A template cannot be used, or there is none: the desk must not start.</exception>
    public static CardLibrary Load(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new CardTemplateException($"There are no card templates: {directory} does not exist.");
        }

        var templates = new Dictionary<string, CardTemplate[]>();
        foreach (var file in Directory.EnumerateFiles(directory, "*" + Extension, SearchOption.AllDirectories))
        {
            if (!file.EndsWith(SamplesExtension, StringComparison.Ordinal))
            {
                var card = Path.GetRelativePath(directory, file)[..^Extension.Length].Replace('\\', '/');
                var template = File.ReadAllText(file);
                templates.Add(card, [.. Language.All.Select(language => CardTemplate.Compile(CardWords.Fill(template, card, language), file))]);
            }
        }

        return new CardLibrary(directory, templates.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>The card as UTF-8 JSON, before a channel adapts it.</summary>
    /// <exception cref="CardTemplateException">There is no such card, or the data does not fit it.</exception>
    public byte[] Render(string card, JsonElement data, Language language)
    {
        try
        {
            return Find(card)[language.Number].Expand(data);
        }
        catch (CardTemplateException exception)
        {
            throw new CardTemplateException($"{card}: {exception.Message}", exception);
        }
    }

    /// <inheritdoc cref="Render(string, JsonElement, Language)"/>
    public byte[] Render(string card, JsonNode data, Language language)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, CardJson.WriterOptions))
        {
            data.WriteTo(writer);
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return Render(card, document.RootElement, language);
    }

    /// <summary>The sample data of a card by name, read anew from its file.</summary>
    /// <exception cref="CardTemplateException">The card has no samples.</exception>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Samples(string card)
    {
        Find(card);
        var file = Path.Combine(_directory, card + SamplesExtension);
        return File.Exists(file)
            ? [.. JsonElement.Parse(File.ReadAllBytes(file)).EnumerateObject().Select(sample => KeyValuePair.Create(sample.Name, sample.Value))]
            : throw new CardTemplateException($"{card} has no samples: {file} does not exist.");
    }

    private CardTemplate[] Find(string card) => _templates.TryGetValue(card, out var template)
        ? template
        : throw new CardTemplateException($"There is no card \"{card}\" below {_directory}.");
}
