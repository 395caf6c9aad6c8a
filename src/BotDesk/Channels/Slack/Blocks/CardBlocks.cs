using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Channels.Slack.Blocks;

/// <summary>
/// A card as Block Kit: every element of Adaptive Cards 1.5, those first that our cards use (cards/README.md). A message cannot hold what a card's inputs need, so what stands in them is
/// shown as words, and a button that sends them opens a dialog (<see cref="CardForm"/>).
/// </summary>
internal sealed partial class CardBlocks
{
    private const int LongestShownValue = 500;

    private readonly List<JsonObject> _blocks = [];
    private readonly List<JsonObject> _forms = [];
    private readonly JsonElement _card;
    private readonly string? _nonce;
    private readonly Language _language;
    private JsonObject? _labelled;

    private CardBlocks(JsonElement card, string? nonce, Language language) => (_card, _nonce, _language) = (card, nonce, language);

    /// <param name="card">After its template was expanded.</param>
    /// <param name="nonce">Of this rendering: by it a click finds the forms.</param>
    /// <param name="language">What the card is written in.</param>
    public static CardContent Render(JsonElement card, string? nonce, Language language)
    {
        var blocks = new CardBlocks(card, nonce, language);
        blocks.AddAll(card.Each("body"), [card]);
        blocks.AddActions(card.Each("actions").Concat(Taps(card)), [card]);
        var summary = string.Join(" – ", Leaves(card).Where(CardReading.IsText).Select(text => text.Words().Trim()).Where(words => !SlackText.IsBlank(words)).Take(3));
        return new CardContent(blocks._blocks, blocks._forms, blocks._longDeeds, summary) { Hidden = blocks._hidden };
    }

    /// <summary>The elements in it that hold no others, in order.</summary>
    public static IEnumerable<JsonElement> Leaves(JsonElement element) =>
        element.Children().SelectMany(child => child.Type() is "Container" or "ColumnSet" or "Column" || child.Children().Any() ? Leaves(child) : [child]);

    /// <param name="around">What the elements stand in, from the card inwards.</param>
    private void AddAll(IEnumerable<JsonElement> elements, JsonElement[] around)
    {
        foreach (var element in elements)
        {
            Add(element, around);
        }
    }

    private void Add(JsonElement element, JsonElement[] around)
    {
        if (element.Type() == "Container" && OnlyDeed(element) is { ValueKind: JsonValueKind.Object } deed)
        {
            AddFormButton(deed, element, [.. around, element]);
            return;
        }

        AddSeparator(element);
        switch (element.Type())
        {
            case "TextBlock" or "RichTextBlock":
                AddText(element);
                AddActions(element.Each("inlines").SelectMany(Taps).Where(tap => tap.Type() != "Action.OpenUrl"), around);
                break;
            case "Container" when element.Each("items").ToList() is [_, ..] items && items.All(TextBlocks.IsCode):
                AddBlocks(items.SelectMany(item => TextBlocks.Divided(TextBlocks.Elements(item))).Select(part => Kit.RichText(Kit.RichPreformatted(part.Select(WithoutStyle)))));
                break;
            case "Container" when IsLabelled(element):
                AddLabelled(element.Each("items").First().Words().Trim(), TextBlocks.Elements(element.Each("items").Last()));
                break;
            case "ColumnSet" or "TableRow":
                AddColumns(element, around);
                break;
            case "FactSet":
                AddFacts(element);
                break;
            case "Image":
                AddImage(element);
                break;
            case "Media" when element.Each("sources").Select(source => source.Text("url")).FirstOrDefault(url => url is not null && TextBlocks.IsAddress(url)) is { } media:
                AddBlock(Kit.Actions([Kit.LinkButton(element.Text("altText") is { Length: > 0 } alt ? SlackText.Clean(alt) : Phrase.Of("channels.slack.open").In(_language), $"{_buttons++}:media", media)]));
                break;
            case "Media":
                AddPictureless(element);
                break;
            case "ActionSet":
                AddActions(element.Each("actions"), around);
                break;
            case var _ when element.IsInput():
                AddAnswer(element);
                AddActions(One(element, "inlineAction"), [.. around, element]);
                break;
            default:
                AddAll(element.Children(), [.. around, element]);
                break;
        }

        AddActions(Taps(element), around);
    }

    /// <summary>Small lines that stand close together are one block.</summary>
    private void AddText(JsonElement element)
    {
        var isClose = element.Is("spacing", "none", "small") && !element.Is("separator");
        foreach (var block in TextBlocks.Of(element))
        {
            if (isClose && _blocks is [.., var last] && SmallText(last) is { } before && SmallText(block) is { } text && before.Length + text.Length < SlackLimits.ContextText)
            {
                last["elements"]![0]!["text"] = $"{before}\n{text}";
            }
            else
            {
                AddBlock(block);
            }
        }
    }

    private static string? SmallText(JsonObject block) =>
        (string?)block["type"] == "context" && block["elements"] is JsonArray { Count: 1 } only && (string?)only[0]!["type"] == "plain_text" ? (string?)only[0]!["text"] : null;

    private void AddSeparator(JsonElement element)
    {
        if (element.Is("separator") && _blocks is [.., var last] && (string?)last["type"] != "divider")
        {
            AddBlock(Kit.Divider());
        }
    }

    private void AddColumns(JsonElement set, JsonElement[] around)
    {
        var columns = set.Each("columns").Concat(set.Each("cells")).ToList();
        var within = (JsonElement[])[.. around, set];
        var texts = columns.Where(column => column.Each("items").All(CardReading.IsText)).ToList();
        var buttons = columns.Where(column => column.Each("items").Any() && column.Each("items").All(item => item.Type() == "ActionSet")).ToList();
        if (buttons.Count == columns.Count)
        {
            AddActions(buttons.SelectMany(Actions), [.. within, .. buttons.Take(1)]);
        }
        else if (texts.Count == columns.Count - 1 && buttons is [var one] && Actions(one).ToList() is [var action] && Lines(texts) is { Length: > 0 and <= SlackLimits.SectionText } words && Button(action, [.. within, one]) is { } button)
        {
            var section = Kit.Section(Kit.Plain(words, SlackLimits.SectionText));
            section["accessory"] = button;
            AddBlock(section);
        }
        else if (texts.Count == columns.Count && columns is [var marker, var item] && set.Type() == "ColumnSet" && Lines([marker]) is { Length: <= 6 } mark)
        {
            AddItem(marker, mark, item);
        }
        else if (texts.Count == columns.Count && columns.Count is > 1 and <= SlackLimits.FieldsPerSection && columns.All(column => Lines([column]).Length <= SlackLimits.FieldText) && Lines(columns).Length > 0)
        {
            AddBlock(Kit.Fields(columns.Select(column => Kit.Plain(Lines([column]) is { Length: > 0 } words ? words : "–", SlackLimits.FieldText))));
        }
        else
        {
            foreach (var column in columns)
            {
                AddAll(column.Each("items"), [.. within, column]);
            }
        }

        AddActions(columns.SelectMany(Taps), within);
    }

    /// <summary>An item of a list: its mark, and what it says beside it, further in the deeper it lies.</summary>
    private void AddItem(JsonElement markerColumn, string mark, JsonElement column)
    {
        var indent = markerColumn.Text("width") is { } width && width.EndsWith("px", StringComparison.Ordinal) && int.TryParse(width[..^2], out var pixels) ? Math.Clamp((pixels - 24) / 20, 0, 8) : 0;
        var first = true;
        foreach (var part in column.Each("items").SelectMany(item => TextBlocks.Divided(item.Type() == "TextBlock" ? [Kit.Words(item.Words())] : TextBlocks.Elements(item))))
        {
            AddBlock(Kit.RichText(Kit.RichSection(first ? [Kit.Words($"{new string('\u00a0', indent * 4)}{mark}\u00a0"), .. part] : part)));
            first = false;
        }
    }

    /// <summary>Facts beside each other; one that is too long for that stands by itself.</summary>
    private void AddFacts(JsonElement set)
    {
        var fields = new List<JsonObject>();
        foreach (var fact in set.Each("facts"))
        {
            var (title, value) = (SlackText.Clean(fact.Text("title")).Trim(), SlackText.Clean(fact.Text("value")));
            if (SlackText.IsBlank(title) && SlackText.IsBlank(value))
            {
                continue;
            }

            var mrkdwn = SlackText.IsBlank(title) ? SlackText.FromMarkdown(value) : $"*{SlackText.Escape(title)}*\n{SlackText.FromMarkdown(value)}";
            if (mrkdwn.Length <= SlackLimits.FieldText)
            {
                fields.Add(Kit.Mrkdwn(mrkdwn, SlackLimits.FieldText));
                continue;
            }

            AddBlocks(fields.Chunk(SlackLimits.FieldsPerSection).Select(Kit.Fields));
            fields.Clear();
            AddBlocks(SlackText.SplitMrkdwn(mrkdwn, SlackLimits.SectionText).Where(part => !SlackText.IsBlank(part)).Select(part => Kit.Section(Kit.Mrkdwn(part, SlackLimits.SectionText))));
        }

        AddBlocks(fields.Chunk(SlackLimits.FieldsPerSection).Select(Kit.Fields));
    }

    private void AddImage(JsonElement image)
    {
        var alt = SlackText.Clean(image.Text("altText")) is { } given && !SlackText.IsBlank(given) ? given : Phrase.Of("channels.slack.picture").In(_language);
        if (image.Text("url") is { } url && TextBlocks.IsAddress(url) && new Uri(url) is { Scheme: "https", IsLoopback: false })
        {
            AddBlock(new JsonObject { ["type"] = "image", ["image_url"] = url, ["alt_text"] = SlackText.Shorten(alt, SlackLimits.ImageAlt) });
        }
        else
        {
            // Slack fetches pictures itself, and refuses the message when it cannot.
            AddPictureless(image);
        }
    }

    private void AddPictureless(JsonElement element)
    {
        var alt = SlackText.Clean(element.Text("altText")) is { } given && !SlackText.IsBlank(given) ? given : Phrase.Of("channels.slack.picture").In(_language);
        AddBlock(Kit.Context(Kit.Plain($"[{alt}]", SlackLimits.ContextText)));
    }

    /// <summary>What stands in an input, where something does; it is changed in the dialog.</summary>
    private void AddAnswer(JsonElement input)
    {
        var value = SlackText.Clean(input.ShownValue(_language));
        if (SlackText.IsBlank(value))
        {
            return;
        }

        var label = SlackText.Clean(input.Text("label")) is { } given && !SlackText.IsBlank(given) ? given : input.Text("id")!;
        AddLabelled(SlackText.Shorten(label, SlackLimits.HeaderText), [Kit.Words(SlackText.Shorten(value, LongestShownValue))]);
    }

    /// <summary>What is said under a label in bold; one under the other in one block, so that they stand close together.</summary>
    private void AddLabelled(string label, IEnumerable<JsonObject> words)
    {
        var said = Kit.RichSection([Kit.Words($"{label}\n", bold: true), .. words]);
        if (_labelled is not null && _blocks is [.., var last] && last == _labelled && Kit.TextLength(_labelled) + Kit.TextLength(said) <= SlackLimits.SectionText)
        {
            _labelled["elements"]!.AsArray()[^1]!["elements"]!.AsArray().Add((JsonNode)Kit.Words("\n"));
            _labelled["elements"]!.AsArray().Add((JsonNode)said);
        }
        else
        {
            AddBlock(_labelled = Kit.RichText(said));
        }
    }

    /// <summary>A small label with what it is about beneath.</summary>
    private static bool IsLabelled(JsonElement container) =>
        container.Each("items").ToList() is [var label, var words] && label.Type() == "RichTextBlock" && words.Type() == "RichTextBlock" && !words.IsHeading()
        && label.Each("inlines").All(run => run.Is("size", "small") && run.Is("weight", "bolder")) && label.Words().Trim() is { Length: > 0 and <= SlackLimits.HeaderText } text && !text.Contains('\n', StringComparison.Ordinal)
        && words.Words() is { Length: <= SlackLimits.SectionText / 2 } said && !SlackText.IsBlank(said) && !container.Everything().Any(element => Taps(element).Any());

    private void AddBlocks(IEnumerable<JsonObject> blocks)
    {
        foreach (var block in blocks)
        {
            AddBlock(block);
        }
    }

    private void AddBlock(JsonObject block) => _blocks.Add(block);

    private static IEnumerable<JsonElement> Actions(JsonElement column) => column.Each("items").SelectMany(item => item.Each("actions"));

    private static string Lines(IEnumerable<JsonElement> columns) =>
        string.Join('\n', columns.SelectMany(column => column.Each("items")).Select(item => item.Words().Trim()).Where(words => !SlackText.IsBlank(words)));

    private static JsonObject WithoutStyle(JsonObject element)
    {
        element.Remove("style");
        return element;
    }
}

/// <summary>A card, rendered but not yet cut to what one message takes.</summary>
/// <param name="Forms">Dialogs that its buttons open, by index.</param>
/// <param name="LongDeeds">What buttons do whose data does not fit into their value, by index.</param>
/// <param name="Summary">Its first words, for notifications.</param>
internal sealed record CardContent(IReadOnlyList<JsonObject> Blocks, IReadOnlyList<JsonObject> Forms, IReadOnlyList<JsonObject> LongDeeds, string Summary)
{
    /// <summary>What buttons unfold, by index.</summary>
    public IReadOnlyList<JsonArray> Hidden { get; init; } = [];

    /// <summary>Words without a card.</summary>
    public static CardContent Of(string text) => new([.. TextBlocks.OfWords(text)], [], [], text);
}
