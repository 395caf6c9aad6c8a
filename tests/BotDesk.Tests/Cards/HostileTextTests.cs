using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Channels.BotFramework;
using BotDesk.Channels.WebChat;
using FsCheck;
using FsCheck.Fluent;

namespace BotDesk.Tests.Cards;

/// <summary>Whatever people type, the card stays a card and shows what they typed.</summary>
public sealed class HostileTextTests
{
    private static readonly string[] Nasty =
    [
        "${$root.nonce}", "`${x}`", "\\${x}", "**bold**", "[a](javascript:alert(1))", "<script>alert(1)</script>", "\"}]}", "\\\"", "\u202eabc", "\u0000\u0001\u001f", "\u2028\u2029",
        "😀👩‍👩‍👧‍👦", "שלום", "{{DATE(2026-01-01T00:00:00Z)}}", new string('W', 3000), "\r\n\t", "&lt;&#0;", "\ufeff\uffff",
    ];

    private static readonly JsonElement Usual = SampleCards.Data("tickets/ticket", "usual");

    private static Arbitrary<string> Texts => Gen.OneOf(
            ArbMap.Default.GeneratorFor<UnicodeString>().Select(text => text.Get ?? ""),
            Gen.Elements(Nasty),
            Gen.ListOf(Gen.Elements(Nasty)).Select(texts => string.Concat(texts)))
        .Select(WithoutLoneSurrogates)
        .ToArbitrary();

    [Fact]
    public void Any_text_comes_back_as_it_was_typed() => Check.QuickThrowOnFailure(Prop.ForAll(Texts, Texts, (title, comment) =>
    {
        var data = JsonNode.Parse(Usual.GetRawText())!;
        (data["title"], data["comments"]![0]!["text"], data["nonce"]) = (title, comment, title);

        var card = JsonNode.Parse(SampleCards.Library.Render("tickets/ticket", data, Language.German))!;

        var texts = RunsOf(card);
        return texts.Contains(title) && texts.Contains(comment)
            && (string?)card["body"]!.AsArray()[^1]!["actions"]![0]!["data"]!["nonce"] == title;
    }));

    [Fact]
    public void Any_text_survives_the_way_through_a_channel_without_turning_into_a_date() => Check.QuickThrowOnFailure(Prop.ForAll(Texts, title =>
    {
        var data = JsonNode.Parse(Usual.GetRawText())!;
        data["title"] = title;
        var card = JsonElement.Parse(SampleCards.Library.Render("tickets/ticket", data, Language.German));

        return new[] { WebChatCard.Adapter.Adapt(card), TeamsCard.Adapter.Adapt(card) }.All(adapted =>
            RunsOf(JsonNode.Parse(adapted)!).Any(text => text.Replace("{{\u2060", "{{", StringComparison.Ordinal) == title)
            && !RunsOf(JsonNode.Parse(adapted)!).Any(text => text.Contains("{{DATE(", StringComparison.Ordinal)));
    }));

    [Fact]
    public void Half_a_character_becomes_a_replacement_and_breaks_nothing()
    {
        var data = JsonNode.Parse(Usual.GetRawText())!;
        data["title"] = "half \ud83d of an emoji";

        var card = JsonNode.Parse(SampleCards.Library.Render("tickets/ticket", data, Language.German))!;

        Assert.Contains("half \ufffd of an emoji", RunsOf(card));
    }

    [NodeFact]
    public async Task The_reference_agrees_on_nasty_texts_in_every_field()
    {
        var cases = SampleCards.Library.Cards.SelectMany(card => Nasty.Select(text => (Card: card, Data: Poison(SampleCards.Library.Samples(card)[0].Value, text)))).ToArray();
        var reference = await AdaptiveCardsReference.ExpandAsync(cases.Select(each => ((JsonNode?)SampleCards.Template(each.Card), each.Data)));

        foreach (var (ours, theirs) in cases.Zip(reference))
        {
            Json.AssertEqual(theirs.Card, JsonNode.Parse(SampleCards.Library.Render(ours.Card, ours.Data!, Language.English)));
        }
    }

    /// <summary>The same data with this text in place of every text in it.</summary>
    private static JsonNode? Poison(JsonElement data, string text) => data.ValueKind switch
    {
        JsonValueKind.String => JsonValue.Create(text),
        JsonValueKind.Array => new JsonArray([.. data.EnumerateArray().Select(item => Poison(item, text))]),
        JsonValueKind.Object => new JsonObject(data.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Poison(property.Value, text)))),
        _ => JsonNode.Parse(data.GetRawText()),
    };

    private static HashSet<string> RunsOf(JsonNode? node) => node switch
    {
        JsonObject run when (string?)run["type"] == "TextRun" => [(string)run["text"]!],
        JsonObject some => [.. some.SelectMany(each => RunsOf(each.Value))],
        JsonArray array => [.. array.SelectMany(RunsOf)],
        _ => [],
    };

    private static string WithoutLoneSurrogates(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
}
