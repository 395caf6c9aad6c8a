using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BotDesk.Channels.Slack;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Conversation;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>Cards that nobody would write, of every element and action of version 1.5 and with texts of every length: Slack takes them, and all that they say can be reached.</summary>
public sealed partial class RandomCardTests
{
    private const string Nonce = "0123456789abcdef01234567";
    private const int Cards = 60;

    [Fact]
    public void Any_card_is_taken_by_Slack_and_every_word_of_it_can_be_reached()
    {
        for (var seed = 1; seed <= Cards; seed++)
        {
            var drawn = new Drawing(seed);
            var sent = JsonElement.Parse(SlackPayload.Write(
                new Chat { Key = "slack|U0JONAS", ChannelId = "slack", ConversationId = "U0JONAS", ServiceUrl = SlackAddress.Of("D0JONAS"), BotId = FakeSlack.Bot },
                new OutgoingMessage(null, new RenderedCard("x/y", JsonSerializer.SerializeToUtf8Bytes(drawn.Card), Nonce))));

            var reached = new List<JsonElement> { sent.GetProperty("message").GetProperty("blocks") };
            Taken(seed, BlockRules.OfMessage(reached[0]));
            Assert.InRange(sent.GetProperty("message").GetProperty("text").GetString()!.Length, 1, 4000);
            foreach (var list in new[] { "rest", "hidden" })
            {
                foreach (var page in sent.GetProperty(list).EnumerateArray())
                {
                    var view = JsonSerializer.SerializeToElement(Modals.View("The rest", page.EnumerateArray().Select(block => JsonNode.Parse(block.GetRawText())!), "{}", Language.English));
                    Taken(seed, BlockRules.OfView(view));
                    reached.Add(view);
                }
            }

            foreach (var form in sent.GetProperty("forms").EnumerateArray())
            {
                foreach (var number in Enumerable.Range(0, CardForm.Steps(form).Count))
                {
                    var view = JsonSerializer.SerializeToElement(CardForm.View(form, "{}", number: number));
                    Taken(seed, BlockRules.OfView(view));
                    reached.Add(view);
                }
            }

            // Whatever is opened is opened by a button that can itself be reached.
            var values = reached.SelectMany(SlackReading.Buttons).Where(button => button.TryGetProperty("value", out _)).Select(button => SlackClick.Read(button.GetProperty("value").GetString())!).ToList();
            Assert.All(Enumerable.Range(0, sent.GetProperty("forms").GetArrayLength()), form => Assert.Contains(values, click => click.Form == form));
            Assert.All(Enumerable.Range(0, sent.GetProperty("hidden").GetArrayLength()), hidden => Assert.Contains(values, click => click.Hidden == hidden));

            var read = reached.SelectMany(each => Word().Matches(each.GetRawText()).Select(word => word.Value)).ToHashSet();
            Assert.True(drawn.Words.TrueForAll(read.Contains), $"Card {seed} lost {string.Join(", ", drawn.Words.Except(read))}: {drawn.Card.ToJsonString()}");
        }
    }

    [Fact]
    public void A_text_that_is_longer_than_Slack_takes_comes_back_whole()
    {
        var text = string.Join(' ', Enumerable.Range(0, 1200).Select(number => $"word{number}"));
        var form = JsonSerializer.SerializeToElement(CardBlocks.Render(JsonSerializer.SerializeToElement(new
        {
            type = "AdaptiveCard",
            body = new object[] { new { type = "Input.Text", id = "text", label = "Text", isMultiline = true, value = text }, new { type = "ActionSet", actions = new[] { new { type = "Action.Execute", title = "Send", verb = "a.b" } } } },
        }), Nonce, Language.English).Forms.Single());
        SlackView Shown(Dictionary<string, string>? typed) => new("V", JsonSerializer.SerializeToElement(CardForm.View(form, "{}", typed)), 1);
        Dictionary<string, string> Read(SlackView view, string? typed = null) =>
            CardForm.Read(form, JsonSerializer.SerializeToElement(view.State(typed is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["text"] = typed })));

        var first = Shown(null);
        Assert.Contains("goes on", first.Text, StringComparison.Ordinal);
        Assert.Equal(text, Read(first)["text"]);
        var changed = Read(first, "Other words, and ");
        Assert.StartsWith("Other words, and word", changed["text"], StringComparison.Ordinal);
        Assert.EndsWith("word1199", changed["text"], StringComparison.Ordinal);
        Assert.Equal("Other words, and ", Shown(changed).Input("text").GetProperty("element").GetProperty("initial_value").GetString());
        Assert.Equal("", Read(first, "")["text"]);
    }

    [GeneratedRegex(@"Q\d+Q")]
    private static partial Regex Word();

    private static void Taken(int seed, List<string> wrong) => Assert.True(wrong.Count == 0, $"Card {seed}: {string.Join("; ", wrong)}");

    /// <summary>A card by a number, with the words that a reader has to find.</summary>
    private sealed class Drawing
    {
        private static readonly string[] Between = [" ", " & ", " <b> ", "\n", " **bold** ", " [link](https://example.com/a?b=c&d=e) ", " 😀 ", "\n- item ", " *x* ", "\u0001"];

        private readonly Random _random;
        private int _last;

        public Drawing(int seed)
        {
            _random = new Random(seed);
            Card = new JsonObject { ["type"] = "AdaptiveCard", ["version"] = "1.5", ["body"] = Elements(_random.Next(1, seed % 10 == 0 ? 60 : 9), 0), ["actions"] = Actions(_random.Next(0, 4), 0) };
            if (Card["body"]!.AsArray().Count > 3)
            {
                Card["selectAction"] = Action(1);
            }
        }

        public JsonObject Card { get; }

        /// <summary>Those that say something; each stands there once.</summary>
        public List<string> Words { get; } = [];

        private JsonArray Elements(int count, int depth) => new([.. Enumerable.Range(0, count).Select(_ => (JsonNode)Element(depth))]);

        private JsonArray Actions(int count, int depth) => new([.. Enumerable.Range(0, count).Select(_ => (JsonNode)Action(depth))]);

        private JsonObject Element(int depth)
        {
            var element = _random.Next(depth < 3 ? 15 : 10) switch
            {
                0 => Of("TextBlock", ("text", Text()), ("weight", Any("bolder", null)), ("size", Any("large", "small", null)), ("style", Any("heading", null, null)), ("isSubtle", _random.Next(3) == 0), ("wrap", true)),
                1 => Of("RichTextBlock", ("inlines", new JsonArray([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => (JsonNode)Run())]))),
                2 => Of("FactSet", ("facts", new JsonArray([.. Enumerable.Range(0, _random.Next(1, 14)).Select(_ => (JsonNode)new JsonObject { ["title"] = Short(), ["value"] = Text() })]))),
                3 => Of("Image", ("url", Any("https://example.com/a.png", "http://localhost/x.png", "data:image/png;base64,AA==")), ("altText", Short())),
                4 => Of("ImageSet", ("images", new JsonArray(Of("Image", ("url", "https://example.com/b.png"), ("altText", Short()))))),
                5 => Of("Media", ("altText", Short()), ("sources", new JsonArray(new JsonObject { ["url"] = Any("https://example.com/a.mp4", "ftp://x"), ["mimeType"] = "video/mp4" }))),
                6 => Of("ActionSet", ("actions", Actions(_random.Next(1, 30), 2))),
                7 or 8 or 9 => Input(),
                10 => Of("Container", ("items", Elements(_random.Next(0, 5), depth + 1)), ("style", Any("emphasis", null))),
                11 => Of("ColumnSet", ("columns", new JsonArray([.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => (JsonNode)Of("Column", ("width", Any("auto", "24px", "stretch")), ("items", Elements(_random.Next(0, 3), depth + 1))))]))),
                12 => Of("Table", ("rows", new JsonArray([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => (JsonNode)Of("TableRow", ("cells", new JsonArray([.. Enumerable.Range(0, 3).Select(_ => (JsonNode)Of("TableCell", ("items", Elements(_random.Next(0, 2), depth + 1))))]))))]))),
                _ => Of("Container", ("items", Elements(_random.Next(1, 12), depth + 1))),
            };
            if (_random.Next(12) == 0 && element["type"]!.GetValue<string>() is "Container" or "ColumnSet" or "Image")
            {
                element["selectAction"] = Action(2);
            }

            element["separator"] = _random.Next(4) == 0;
            return element;
        }

        private JsonObject Input()
        {
            var id = $"i{++_last}";
            JsonArray Choices() => new([.. Enumerable.Range(0, Any(1, 3, 12, 101, 250)).Select(number => (JsonNode)new JsonObject { ["title"] = _random.Next(20) == 0 ? Text(60) : Short(), ["value"] = _random.Next(9) == 0 ? new string('v', 90) : $"v{number % 40}" })]);
            var input = _random.Next(6) switch
            {
                0 => Of("Input.Text", ("maxLength", Any<JsonNode?>(null, 10, 5000)), ("isMultiline", true), ("regex", "^a"), ("placeholder", Any(new string('p', 300), "Type", " ")), ("value", Any("", "short", new string('w', 200)))),
                1 => Of("Input.Number", ("min", 1), ("max", 9), ("value", Any<JsonNode?>(3, "x", null))),
                2 => Of("Input.Date", ("value", Any("2026-02-30", "2026-03-01", ""))),
                3 => Of("Input.Time", ("value", Any("25:00", "09:30", ""))),
                4 => Of("Input.Toggle", ("title", _random.Next(5) == 0 ? Text(60) : Short()), ("value", Any("true", "false"))),
                _ => Of("Input.ChoiceSet", ("choices", Choices()), ("style", Any("expanded", "compact", "filtered")), ("isMultiSelect", _random.Next(2) == 0), ("value", Any("v1", "v1,v2", ""))),
            };
            (input["id"], input["label"], input["isRequired"]) = (id, Any("A label", new string('l', 2500)), true);
            if (input["type"]!.GetValue<string>() is "Input.Toggle" or "Input.ChoiceSet")
            {
                // They are read where the form opens: beside a button of its own.
                return Of("Container", ("items", new JsonArray(input, Of("ActionSet", ("actions", new JsonArray(Of("Action.Execute", ("title", Short()), ("verb", "a.b"))))))));
            }

            return input;
        }

        private JsonObject Action(int depth) => (depth < 2 ? _random.Next(6) : _random.Next(3)) switch
        {
            0 => Of("Action.OpenUrl", ("title", Short()), ("url", "https://example.com/x")),
            1 => Of("Action.Submit", ("title", Short()), ("data", new JsonObject { ["verb"] = "a.b", ["much"] = new string('d', _random.Next(4) == 0 ? 3000 : 5) })),
            2 or 3 => Of("Action.Execute", ("title", Short()), ("verb", "a.b"), ("style", Any("positive", "destructive", null)), ("associatedInputs", Any("none", "auto", null)), ("tooltip", Any(new string('t', 200), null))),
            4 => Of("Action.ShowCard", ("title", Short()), ("card", Of("AdaptiveCard", ("body", new JsonArray([Of("TextBlock", ("text", Text())), .. Elements(Any(1, 3, 3, 40), 3).Select(each => each!.DeepClone())])), ("actions", Actions(_random.Next(0, 3), depth + 1))))),
            _ => Of("Action.ToggleVisibility", ("title", "Toggle"), ("targetElements", new JsonArray("nowhere"))),
        };

        private JsonObject Run() => Of("TextRun", ("text", Text()), ("weight", Any("bolder", null)), ("fontType", Any("monospace", null, null)), ("selectAction", _random.Next(5) == 0 ? Of("Action.OpenUrl", ("url", "https://example.com/y")) : null));

        /// <summary>A few letters, of which all can be shown.</summary>
        private string Short() => Word();

        /// <summary>Of any length, with a word at each end and some between.</summary>
        private string Text(int most = 1200)
        {
            var filling = Math.Min(most, Any(0, 0, 0, 1, 5, 60, 400, 1200));
            return string.Concat(Enumerable.Range(0, filling).Select(_ => Any(Between) + new string((char)('a' + _random.Next(26)), _random.Next(1, 12))).Prepend(Word()).Append(" " + Word()));
        }

        private string Word()
        {
            Words.Add($"Q{++_last}Q");
            return Words[^1];
        }

        private T Any<T>(params T[] choices) => choices[_random.Next(choices.Length)];

        private static JsonObject Of(string type, params (string Name, JsonNode? Value)[] properties)
        {
            var element = new JsonObject { ["type"] = type };
            foreach (var (name, value) in properties)
            {
                element[name] = value;
            }

            return element;
        }
    }
}
