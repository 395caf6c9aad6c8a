using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BotDesk.Tests.Cards;

/// <summary>The rules of cards/README.md, read off every template.</summary>
public sealed partial class CardTemplateLintTests
{
    private static readonly HashSet<string> Elements =
    [
        "AdaptiveCard", "TextBlock", "RichTextBlock", "TextRun", "Container", "ColumnSet", "Column", "FactSet", "Image", "ActionSet",
        "Input.Text", "Input.Number", "Input.Date", "Input.Time", "Input.Toggle", "Input.ChoiceSet",
        "Action.Execute", "Action.OpenUrl",
    ];

    // What a client reads as Markdown may hold these fields, because they are words of ours. There are none so far.
    private static readonly HashSet<string> OwnWords = [];

    // A channel that has only Action.Submit carries the verb among the data, beside the inputs.
    private static readonly HashSet<string> ReservedNames = ["verb", "msteams", "type"];

    public static TheoryData<string> Cards => SampleCards.Cards();

    [Theory]
    [MemberData(nameof(Cards))]
    public void Only_elements_that_every_channel_shows_well_are_used(string card)
    {
        Assert.All(Typed(card), each => Assert.Contains((string)each["type"]!, Elements));
        Assert.All(Objects(card), each => Assert.Null(each["fallback"]));
        Assert.All(Objects(card).Where(each => each["selectAction"] is not null), each => Assert.Equal("TextRun", (string?)each["type"]));
        Assert.All(Of(card, "AdaptiveCard"), each => Assert.Null(each["actions"]));
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void The_card_is_of_version_1_5_and_has_samples(string card)
    {
        Assert.Equal("AdaptiveCard", (string?)SampleCards.Template(card)["type"]);
        Assert.Equal("1.5", (string?)SampleCards.Template(card)["version"]);

        var samples = SampleCards.Library.Samples(card).Select(each => each.Key).ToArray();
        Assert.True(samples.Length >= 4, "A usual sample, a long one, a minimal one and a hostile one are wanted.");
        Assert.Contains("minimal", samples);
        Assert.Contains("hostile", samples);
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void Text_from_people_is_never_read_as_Markdown(string card)
    {
        var markdown = Of(card, "TextBlock").Select(each => each["text"])
            .Concat(Of(card, "FactSet").SelectMany(each => each["facts"]!.AsArray()).SelectMany(fact => new[] { fact!["title"], fact["value"] }));

        Assert.All(
            markdown.SelectMany(text => Binding().Matches((string)text!).Select(match => match.Groups[1].Value)),
            bound => Assert.True(OwnWords.Contains(bound), $"${{{bound}}} goes into Markdown. Use a TextRun, or list it here if it is only ever our own words."));
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void Every_input_has_a_label_and_a_name_of_its_own(string card)
    {
        var inputs = Typed(card).Where(each => ((string)each["type"]!).StartsWith("Input.", StringComparison.Ordinal)).ToArray();

        Assert.All(inputs, input => Assert.False(string.IsNullOrWhiteSpace((string?)input["label"]), $"{input["id"]} has no label."));
        Assert.All(inputs, input => Assert.Matches(@"^([a-z][A-Za-z]*|\$\{id\})$", (string?)input["id"]));
        Assert.All(inputs, input => Assert.DoesNotContain((string)input["id"]!, ReservedNames));
        Assert.All(inputs, input => Assert.Null(input["isRequired"]));
        // One whose name comes with the data is one of several kinds of input, of which each field has one.
        Assert.Distinct(inputs.Select(input => (string?)input["id"]).Where(id => id != "${id}"));
        Assert.All(inputs.Where(input => (string?)input["type"] == "Input.Text"), input => Assert.InRange((int)input["maxLength"]!, 1, 3000));
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void Every_action_has_a_verb_of_a_practice_and_names_that_no_input_has(string card)
    {
        var inputs = Typed(card).Select(each => (string?)each["id"]).OfType<string>().ToHashSet();

        Assert.All(Of(card, "Action.Execute"), action =>
        {
            Assert.Matches(@"^[a-z][A-Za-z]+\.[a-z][A-Za-z]+$", (string?)action["verb"]);
            Assert.False(string.IsNullOrWhiteSpace((string?)action["title"]));
            var data = Assert.IsType<JsonObject>(action["data"]).Select(each => each.Key).ToArray();
            Assert.DoesNotContain(data, name => ReservedNames.Contains(name) || inputs.Contains(name));
        });
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void What_changes_something_carries_a_nonce(string card)
    {
        string[] onlyShow = ["conversation.say", "knowledge.read", "tickets.show", "tickets.list", "tickets.queue", "tickets.work", "approvals.show", "changes.show", "serviceRequests.browse", "serviceRequests.order", "serviceRequests.tasks", "serviceRequests.task"];

        Assert.All(
            Of(card, "Action.Execute").Where(action => !onlyShow.Contains((string?)action["verb"])),
            action => Assert.Contains((string?)action["data"]!["nonce"], (string[])["${nonce}", "${$root.nonce}"]));
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void At_most_one_button_of_a_card_stands_out_at_a_time(string card)
    {
        foreach (var (sample, _) in SampleCards.Library.Samples(card))
        {
            var positive = Descendants(SampleCards.Render(card, sample)).Count(each => (string?)each["style"] == "positive");
            Assert.True(positive <= 1, $"{sample} has {positive}.");
        }
    }

    private static IEnumerable<JsonObject> Of(string card, string type) => Typed(card).Where(each => (string?)each["type"] == type);

    private static IEnumerable<JsonObject> Typed(string card) => Objects(card).Where(each => each.ContainsKey("type"));

    private static IEnumerable<JsonObject> Objects(string card) => Descendants(SampleCards.Template(card));

    private static IEnumerable<JsonObject> Descendants(JsonNode? node) => node switch
    {
        JsonObject some => some.SelectMany(each => Descendants(each.Value)).Prepend(some),
        JsonArray array => array.SelectMany(Descendants),
        _ => [],
    };

    [GeneratedRegex(@"\$\{(.*?)\}")]
    private static partial Regex Binding();
}
