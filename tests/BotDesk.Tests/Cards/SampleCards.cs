using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Cards;

namespace BotDesk.Tests.Cards;

/// <summary>Every template with every one of its samples.</summary>
internal static class SampleCards
{
    public static string Directory { get; } = Path.Combine(AppContext.BaseDirectory, "cards");

    public static CardLibrary Library { get; } = CardLibrary.Load(Directory);

    /// <summary>What the reference makes of each, asked once for all tests.</summary>
    public static Lazy<Task<IReadOnlyDictionary<(string Card, string Sample), ReferenceResult>>> Reference { get; } = new(AskReferenceAsync);

    public static TheoryData<string> Cards() => [.. Library.Cards];

    public static TheoryData<string, string> All()
    {
        var all = new TheoryData<string, string>();
        foreach (var (card, sample) in Names())
        {
            all.Add(card, sample);
        }

        return all;
    }

    public static JsonNode Template(string card) => JsonNode.Parse(File.ReadAllText(Path.Combine(Directory, card + ".json")))!;

    public static JsonElement Data(string card, string sample) => Library.Samples(card).Single(each => each.Key == sample).Value;

    public static JsonNode Render(string card, string sample) => JsonNode.Parse(Library.Render(card, Data(card, sample)))!;

    private static IEnumerable<(string Card, string Sample)> Names() =>
        Library.Cards.SelectMany(card => Library.Samples(card).Select(sample => (card, sample.Key)));

    private static async Task<IReadOnlyDictionary<(string, string), ReferenceResult>> AskReferenceAsync()
    {
        var names = Names().ToArray();
        var results = await AdaptiveCardsReference.ExpandAsync(names.Select(each =>
            ((JsonNode?)Template(each.Card), JsonNode.Parse(Data(each.Card, each.Sample).GetRawText()))));
        return names.Zip(results).ToDictionary(each => each.First, each => each.Second);
    }
}
