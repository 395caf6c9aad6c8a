using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Channels.Slack;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Conversation;
using BotDesk.Tests.Cards;
using FsCheck;
using FsCheck.Fluent;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>Every card of the desk, and every text that people can write, becomes blocks that Slack takes.</summary>
public sealed class BlockKitTests
{
    private const string Nonce = "0123456789abcdef01234567";

    private static readonly string[] Nasty =
    [
        "<@U0JONAS> <!channel> <https://evil.example|bank>", "*bold* _it_ ~x~ `code`", "&amp; &lt;b&gt;", ":smile: :+1:", "```\nblock\n```", "> quoted", "\u202eabc", "\u0000\u0001", "😀👩‍👩‍👧‍👦", " ", "\n\n",
        new string('W', 4000), string.Concat(Enumerable.Repeat("😀", 2000)), "\ufeff\uffff",
    ];

    public static TheoryData<string, string, string> All => SampleCards.All();

    [Theory]
    [MemberData(nameof(All))]
    public void Every_card_with_every_sample_is_a_message_and_modals_that_Slack_takes(string card, string sample, string language)
    {
        var data = JsonNode.Parse(SampleCards.Data(card, sample).GetRawText())!;
        data["nonce"] = Nonce;
        Keeps(card, SampleCards.Library.Render(card, data, Language.Of(language)!));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_that_can_be_pressed_or_read_is_lost(string card, string sample, string language)
    {
        var rendered = JsonElement.Parse(SampleCards.Library.Render(card, SampleCards.Data(card, sample), Language.Of(language)!));
        var content = CardBlocks.Render(rendered, Nonce, Language.Of(language)!);
        var blocks = JsonSerializer.SerializeToElement(content.Blocks);
        var buttons = SlackReading.Buttons(blocks).Select(button => SlackReading.Title(button).TrimEnd('…')).ToList();
        var read = SlackReading.Text(blocks) + string.Concat(content.Forms.Select(form => form.ToJsonString()));

        var shown = new ShownCard(card, rendered, "");
        Assert.Equal(shown.Buttons.Select(title => title.Trim().TrimEnd('…')[..Math.Min(70, title.Trim().TrimEnd('…').Length)]), buttons.Select(title => title[..Math.Min(70, title.Length)]));
        Assert.All(
            shown.Elements("TextRun").Select(run => SlackText.Clean(run.GetProperty("text").GetString()).Trim()).Where(text => text.Length is > 0 and < 2000 && !SlackText.IsBlank(text)),
            text => Assert.Contains(Squeezed(text)[..Math.Min(60, Squeezed(text).Length)], Squeezed(read), StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_people_write_stands_as_they_wrote_it_and_breaks_nothing()
    {
        foreach (var text in Nasty)
        {
            foreach (var card in SampleCards.Library.Cards)
            {
                foreach (var (_, sample) in SampleCards.Library.Samples(card))
                {
                    var data = Poison(sample, text)!;
                    data["nonce"] = Nonce;
                    Keeps(card, SampleCards.Library.Render(card, data, Language.English));
                }
            }
        }
    }

    [Fact]
    public void Any_words_are_a_message() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.OneOf(ArbMap.Default.GeneratorFor<UnicodeString>().Select(text => text.Get ?? ""), Gen.Elements(Nasty), Gen.ListOf(Gen.Elements(Nasty)).Select(texts => string.Concat(texts))).ToArbitrary(),
        text => BlockRules.OfMessage(Sent(new OutgoingMessage(text, null)).GetProperty("message").GetProperty("blocks")).Count == 0));

    [Fact]
    public void Peoples_words_are_never_formatted()
    {
        const string Typed = "*not bold* <@U0JONAS> & :smile: _x_";
        var data = JsonNode.Parse(SampleCards.Data("tickets/ticket", "usual").GetRawText())!;
        (data["title"], data["description"], data["nonce"]) = (Typed, Typed, Nonce);

        var blocks = Sent(Card("tickets/ticket", SampleCards.Library.Render("tickets/ticket", data, Language.English))).GetProperty("message").GetProperty("blocks");

        var holding = Walk(blocks).Where(each => each.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String && text.GetString()!.Contains("not bold", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, holding.Count);
        Assert.All(holding, each => Assert.Equal(Typed, each.GetProperty("text").GetString()));
        Assert.All(holding, each => Assert.True(each.GetProperty("type").GetString() == "text" || (each.GetProperty("type").GetString() == "plain_text" && !each.GetProperty("emoji").GetBoolean())));
    }

    [Fact]
    public void What_does_not_fit_into_a_message_stands_behind_a_button_and_all_of_it()
    {
        var card = JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = "AdaptiveCard",
            version = "1.5",
            body = Enumerable.Range(0, 400).Select(number => (object)new { type = "RichTextBlock", inlines = new[] { new { type = "TextRun", text = $"Line {number} {new string('x', 100)}" } } })
                .Append(new { type = "ActionSet", actions = new[] { new { type = "Action.Execute", title = "Done", verb = "a.b", data = new { nonce = Nonce } } } }),
        });

        var sent = Sent(Card("x/y", card));

        var message = sent.GetProperty("message").GetProperty("blocks");
        Assert.Empty(BlockRules.OfMessage(message));
        Assert.Equal(["Show the rest…", "Done"], SlackReading.Buttons(message).Select(SlackReading.Title));
        var all = SlackReading.Text(message) + string.Concat(sent.GetProperty("rest").EnumerateArray().Select(SlackReading.Text));
        Assert.All(Enumerable.Range(0, 400), number => Assert.Contains($"Line {number} ", all, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_of_the_six_inputs_is_shown_and_read_back()
    {
        var card = JsonElement.Parse("""
            {
              "type": "AdaptiveCard", "version": "1.5", "body": [
                { "type": "TextBlock", "text": "A form", "style": "heading", "size": "large" },
                { "type": "Input.Text", "id": "words", "label": "Words", "value": "as they were", "isMultiline": true, "maxLength": 40 },
                { "type": "Input.Number", "id": "number", "label": "Number", "value": 3, "min": 1, "max": 9 },
                { "type": "Input.Date", "id": "date", "label": "Date", "value": "2026-03-02" },
                { "type": "Input.Time", "id": "time", "label": "Time", "value": "09:30" },
                { "type": "Input.Toggle", "id": "toggle", "label": "Toggle", "title": "Yes", "value": "on", "valueOn": "on", "valueOff": "off" },
                { "type": "Input.ChoiceSet", "id": "choice", "label": "Choice", "value": "b", "choices": [ { "title": "A", "value": "a" }, { "title": "B", "value": "b" }, { "title": "Long", "value": "LONG" } ] },
                { "type": "Input.ChoiceSet", "id": "some", "label": "Some", "isMultiSelect": true, "value": "a,c", "choices": [ { "title": "A", "value": "a" }, { "title": "C", "value": "c" } ] },
                { "type": "ActionSet", "actions": [ { "type": "Action.Execute", "title": "Send", "verb": "a.b", "data": {} } ] }
              ]
            }
            """.Replace("LONG", new string('l', 200), StringComparison.Ordinal));

        var form = JsonSerializer.SerializeToElement(CardBlocks.Render(card, Nonce, Language.English).Forms.Single());
        var modal = new SlackView("V1", JsonSerializer.SerializeToElement(CardForm.View(form, "{}")), 2);

        Assert.Empty(BlockRules.OfView(modal.Content));
        Assert.Equal("A form", modal.Title);
        var asItStands = CardForm.Read(form, JsonSerializer.SerializeToElement(modal.State(new Dictionary<string, string>())));
        Assert.Equal(
            new Dictionary<string, string> { ["words"] = "as they were", ["number"] = "3", ["date"] = "2026-03-02", ["time"] = "09:30", ["toggle"] = "on", ["choice"] = "b", ["some"] = "a,c" },
            asItStands);
        var changed = CardForm.Read(form, JsonSerializer.SerializeToElement(modal.State(new Dictionary<string, string> { ["toggle"] = "", ["choice"] = "#2", ["some"] = "c", ["date"] = "2027-01-01" })));
        Assert.Equal(("off", new string('l', 200), "c", "2027-01-01"), (changed["toggle"], changed["choice"], changed["some"], changed["date"]));
    }

    [Fact]
    public void Every_other_element_of_Adaptive_Cards_is_shown_too()
    {
        static object Text(string text) => new { type = "TextBlock", text };
        static object Cell(string text) => new { type = "TableCell", items = new[] { Text(text) } };
        var card = JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = "AdaptiveCard",
            version = "1.5",
            body = new object[]
            {
                new { type = "Table", columns = new[] { new { width = 1 }, new { width = 2 } }, rows = new[] { new { type = "TableRow", cells = new[] { Cell("Service"), Cell("State") } }, new { type = "TableRow", cells = new[] { Cell("VPN"), Cell("up") } } } },
                new { type = "ImageSet", images = new[] { new { type = "Image", url = "https://example.com/a.png", altText = "A lift" } } },
                new { type = "Media", altText = "How to reset it", sources = new[] { new { mimeType = "video/mp4", url = "https://example.com/a.mp4" } } },
                new { type = "TextBlock", id = "details", text = "The details", isVisible = false },
            },
            actions = new object[]
            {
                new { type = "Action.ShowCard", title = "Comment", card = new { type = "AdaptiveCard", body = new object[] { new { type = "Input.Text", id = "text", label = "Your comment" } }, actions = new[] { new { type = "Action.Execute", title = "Send it", verb = "a.b", data = new { nonce = Nonce } } } } },
                new { type = "Action.ShowCard", title = "History", card = new { type = "AdaptiveCard", body = new[] { Text("It was opened") } } },
                new { type = "Action.ToggleVisibility", title = "Details", targetElements = new[] { "details" } },
                new { type = "Action.Submit", title = "Old way", data = new { verb = "a.c" } },
            },
        });

        var sent = Sent(Card("x/y", card));

        var blocks = sent.GetProperty("message").GetProperty("blocks");
        Assert.Empty(BlockRules.OfMessage(blocks));
        Assert.Equal(["How to reset it", "Comment…", "History…", "Details…", "Old way"], SlackReading.Buttons(blocks).Select(SlackReading.Title));
        Assert.Contains("VPN", SlackReading.Text(blocks), StringComparison.Ordinal);
        Assert.Contains("A lift", blocks.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("The details", SlackReading.Text(blocks), StringComparison.Ordinal);
        Assert.Equal(["It was opened", "The details"], sent.GetProperty("hidden").EnumerateArray().Select(SlackReading.Text).Select(text => text.Trim(' ', '|')));
        var form = new SlackView("V1", JsonSerializer.SerializeToElement(CardForm.View(sent.GetProperty("forms")[0], "{}")), 1);
        Assert.Equal(("Send it", "text"), (form.Title, Assert.Single(form.Inputs).GetProperty("block_id").GetString()));
    }

    [Fact]
    public void A_long_form_goes_in_steps_and_none_of_its_inputs_is_missing()
    {
        var card = JsonSerializer.SerializeToElement(new
        {
            type = "AdaptiveCard",
            body = Enumerable.Range(0, 23).SelectMany(number => new object[] { new { type = "Input.Text", id = $"f{number}", label = $"Field {number}" }, new { type = "TextBlock", text = $"About {number}" } })
                .Append(new { type = "ActionSet", actions = new[] { new { type = "Action.Execute", title = "Order", verb = "a.b", data = new { nonce = Nonce } } } }),
        });
        var form = JsonSerializer.SerializeToElement(Assert.Single(CardBlocks.Render(card, Nonce, Language.English).Forms));

        var steps = Enumerable.Range(0, 3).Select(number => new SlackView("V1", JsonSerializer.SerializeToElement(CardForm.View(form, "{}", number: number)), 1)).ToList();

        Assert.All(steps, step => Assert.Empty(BlockRules.OfView(step.Content)));
        Assert.Equal(["Next", "Next", "Order"], steps.Select(step => step.Content.GetProperty("submit").GetProperty("text").GetString()));
        Assert.Equal(Enumerable.Range(0, 23).Select(number => $"f{number}"), steps.SelectMany(step => step.Inputs).Select(input => input.GetProperty("block_id").GetString()));
        Assert.Contains("Step 2 of 3", steps[1].Text, StringComparison.Ordinal);
        Assert.Equal(1, CardForm.StepOf(form, "f9"));
    }

    [Fact]
    public void A_choice_of_many_is_in_groups()
    {
        var card = JsonSerializer.SerializeToElement(new
        {
            type = "AdaptiveCard",
            body = new object[]
            {
                new { type = "Input.ChoiceSet", id = "one", label = "One of many", value = "250", choices = Enumerable.Range(0, 300).Select(each => new { title = $"Choice {each} {new string('y', 90)}", value = $"{each}" }) },
                new { type = "ActionSet", actions = new[] { new { type = "Action.Execute", title = "Choose", verb = "a.b" } } },
            },
        });

        var form = JsonSerializer.SerializeToElement(CardBlocks.Render(card, Nonce, Language.English).Forms.Single());
        var view = JsonSerializer.SerializeToElement(CardForm.View(form, "{}"));

        Assert.Empty(BlockRules.OfView(view));
        Assert.Equal(3, new SlackView("V", view, 2).Input("one").GetProperty("element").GetProperty("option_groups").GetArrayLength());
    }

    [Fact]
    public void A_card_is_as_short_to_read_as_it_can_be()
    {
        Assert.Equal(["context", "header", "context", "rich_text", "divider", "context", "rich_text", "rich_text", "actions"], Blocks("approvals/approval", "usual").Select(block => block.GetProperty("type").GetString()));
        Assert.Equal(["Send to requester…", "Save internal note…", "Assign…", "Resolve…"], SlackReading.Buttons(Blocks("tickets/work", "usual")[^1]).Select(SlackReading.Title));

        static List<JsonElement> Blocks(string card, string sample) => [.. JsonSerializer.SerializeToElement(
            CardBlocks.Render(JsonElement.Parse(SampleCards.Library.Render(card, SampleCards.Data(card, sample), Language.English)), Nonce, Language.English).Blocks).EnumerateArray()];
    }

    [Fact]
    public void Our_own_Markdown_becomes_Slacks() => Assert.Equal(
        "*bold* <https://example.com/a|link> &amp; &lt;tag&gt;\n• item", SlackText.FromMarkdown("**bold** [link](https://example.com/a) & <tag>\n- item"));

    private static void Keeps(string path, byte[] card)
    {
        var sent = Sent(Card(path, card));
        Assert.Empty(BlockRules.OfMessage(sent.GetProperty("message").GetProperty("blocks")));
        Assert.InRange(sent.GetProperty("message").GetProperty("text").GetString()!.Length, 1, 4000);
        var metadata = new ModalData(new string('p', 300)).ToString();
        Assert.All(sent.GetProperty("forms").EnumerateArray(), form => Assert.Empty(BlockRules.OfView(JsonSerializer.SerializeToElement(CardForm.View(form, metadata)))));
        Assert.All(sent.GetProperty("rest").EnumerateArray(), page => Assert.Empty(BlockRules.OfView(JsonSerializer.SerializeToElement(Modals.View("The rest", page.EnumerateArray().Select(block => JsonNode.Parse(block.GetRawText())!), metadata, Language.English)))));
    }

    private static OutgoingMessage Card(string path, byte[] card) => new(null, new RenderedCard(path, card, Nonce));

    private static JsonElement Sent(OutgoingMessage message) => JsonElement.Parse(SlackPayload.Write(
        new Chat { Key = "slack|U0JONAS", ChannelId = "slack", ConversationId = "U0JONAS", ServiceUrl = SlackAddress.Of("D0JONAS"), BotId = FakeSlack.Bot }, message));

    private static JsonNode? Poison(JsonElement data, string text) => data.ValueKind switch
    {
        JsonValueKind.String => JsonValue.Create(text),
        JsonValueKind.Array => new JsonArray([.. data.EnumerateArray().Select(item => Poison(item, text))]),
        JsonValueKind.Object => new JsonObject(data.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Poison(property.Value, text)))),
        _ => JsonNode.Parse(data.GetRawText()),
    };

    private static IEnumerable<JsonElement> Walk(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Walk(property.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Walk),
        _ => [],
    };

    private static string Squeezed(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('\u200e' or '…')));

    private sealed record ModalData(string Text);
}
