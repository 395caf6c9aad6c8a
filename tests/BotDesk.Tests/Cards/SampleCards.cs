using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Cards;

namespace BotDesk.Tests.Cards;

/// <summary>Every template with every one of its samples, in every language.</summary>
internal static class SampleCards
{
    public static string Directory { get; } = Path.Combine(AppContext.BaseDirectory, "cards");

    public static CardLibrary Library { get; } = CardLibrary.Load(Directory);

    /// <summary>What the reference makes of each, asked once for all tests.</summary>
    public static Lazy<Task<IReadOnlyDictionary<(string Card, string Sample, string Language), ReferenceResult>>> Reference { get; } = new(AskReferenceAsync);

    public static TheoryData<string> Cards() => [.. Library.Cards];

    public static TheoryData<string, string, string> All()
    {
        var all = new TheoryData<string, string, string>();
        foreach (var (card, sample, language) in Names())
        {
            all.Add(card, sample, language);
        }

        return all;
    }

    public static string Source(string card) => File.ReadAllText(Path.Combine(Directory, card + ".json"));

    public static JsonNode Template(string card, string language = "en") => JsonNode.Parse(CardWords.Fill(Source(card), card, Language.Of(language)!))!;

    public static JsonElement Data(string card, string sample) => Library.Samples(card).Single(each => each.Key == sample).Value;

    public static JsonNode Render(string card, string sample, string language = "en") => JsonNode.Parse(Library.Render(card, Data(card, sample), Language.Of(language)!))!;

    private static IEnumerable<(string Card, string Sample, string Language)> Names() =>
        Library.Cards.SelectMany(card => Library.Samples(card).SelectMany(sample => Language.All.Select(language => (card, sample.Key, language.Code))));

    private static async Task<IReadOnlyDictionary<(string, string, string), ReferenceResult>> AskReferenceAsync()
    {
        var names = Names().ToArray();
        var results = await AdaptiveCardsReference.ExpandAsync(names.Select(each =>
            ((JsonNode?)Template(each.Card, each.Language), JsonNode.Parse(Data(each.Card, each.Sample).GetRawText()))));
        return names.Zip(results).ToDictionary(each => each.First, each => each.Second);
    }
}
