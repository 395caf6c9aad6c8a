using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Channels.Slack.Blocks;

/// <summary>
/// A card as Block Kit: every element of Adaptive Cards 1.5, those first that our cards use (cards/README.md). A message cannot hold what a card's inputs need, so what stands in them is
/// shown as words, and a button that sends them opens a dialog (<see cref="CardForm"/>).
/// </summary>
internal sealed class CardBlocks
{
    private const int LongestShownValue = 500;

    private readonly List<JsonObject> _blocks = [];
    private readonly List<JsonObject> _forms = [];
    private readonly List<JsonObject> _longDeeds = [];
    private readonly List<JsonArray> _hidden = [];
    private readonly JsonElement _card;
    private readonly string? _nonce;
    private readonly Language _language;
    private JsonObject? _answers;
    private int _buttons;

    private CardBlocks(JsonElement card, string? nonce, Language language) => (_card, _nonce, _language) = (card, nonce, language);

    /// <param name="card">After its template was expanded.</param>
    /// <param name="nonce">Of this rendering: by it a click finds the forms.</param>
    /// <param name="language">What the card is written in.</param>
    public static CardContent Render(JsonElement card, string? nonce, Language language)
    {
        var blocks = new CardBlocks(card, nonce, language);
        blocks.AddAll(card.Each("body"), [card]);
        blocks.AddActions(card.Each("actions"), [card]);
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
        if (element.Is("separator") && _blocks is [.., var last] && (string?)last["type"] != "divider")
        {
            AddBlock(Kit.Divider());
        }

        switch (element.Type())
        {
            case "TextBlock" or "RichTextBlock":
                AddBlocks(TextBlocks.Of(element));
                break;
            case "Container" when element.Each("items").ToList() is [_, ..] items && items.All(TextBlocks.IsCode):
                AddBlocks(items.SelectMany(item => TextBlocks.Divided(TextBlocks.Elements(item))).Select(part => Kit.RichText(Kit.RichPreformatted(part.Select(WithoutStyle)))));
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
            case "ActionSet":
                AddActions(element.Each("actions"), around);
                break;
            case var _ when element.IsInput():
                AddAnswer(element);
                break;
            default:
                AddAll(element.Children(), [.. around, element]);
                break;
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
        else if (texts.Count == columns.Count && columns is [var marker, var item] && Lines([marker]) is { Length: <= 6 } mark)
        {
            AddItem(marker, mark, item);
        }
        else if (texts.Count == columns.Count && columns.Count is > 1 and <= SlackLimits.FieldsPerSection && columns.All(column => Lines([column]).Length is > 0 and <= SlackLimits.FieldText))
        {
            AddBlock(Kit.Fields(columns.Select(column => Kit.Plain(Lines([column]), SlackLimits.FieldText))));
        }
        else
        {
            foreach (var column in columns)
            {
                AddAll(column.Each("items"), [.. within, column]);
            }
        }
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

    private void AddFacts(JsonElement set)
    {
        var facts = set.Each("facts")
            .Select(fact => (Title: SlackText.Clean(fact.Text("title")), Value: SlackText.Clean(fact.Text("value"))))
            .Where(fact => !SlackText.IsBlank(fact.Title) || !SlackText.IsBlank(fact.Value))
            .Select(fact => Kit.Mrkdwn($"*{SlackText.Escape(fact.Title)}*\n{SlackText.FromMarkdown(fact.Value)}", SlackLimits.FieldText));
        AddBlocks(facts.Chunk(SlackLimits.FieldsPerSection).Select(Kit.Fields));
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
            AddBlock(Kit.Context(Kit.Plain($"[{alt}]", SlackLimits.ContextText)));
        }
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
        var answer = Kit.RichSection([Kit.Words($"{SlackText.Shorten(label, SlackLimits.HeaderText)}\n", bold: true), Kit.Words(SlackText.Shorten(value, LongestShownValue))]);
        if (_answers is not null && _blocks is [.., var last] && last == _answers)
        {
            var before = _answers["elements"]!.AsArray()[^1]!["elements"]!.AsArray()[^1]!;
            before["text"] = (string?)before["text"] + "\n";
            _answers["elements"]!.AsArray().Add((JsonNode)answer);
        }
        else
        {
            AddBlock(_answers = Kit.RichText(answer));
        }
    }

    private void AddActions(IEnumerable<JsonElement> actions, JsonElement[] around) =>
        AddBlocks(actions.Select(action => Button(action, around)).OfType<JsonObject>().Chunk(SlackLimits.ElementsPerActions).Select(Kit.Actions));

    /// <returns>Null for an action that cannot be a button.</returns>
    private JsonObject? Button(JsonElement action, JsonElement[] around)
    {
        var title = SlackText.Clean(action.Text("title")) is { } given && !SlackText.IsBlank(given) ? given : Phrase.Of("channels.slack.open").In(_language);
        if (action.Type() == "Action.OpenUrl")
        {
            return action.Text("url") is { } url && TextBlocks.IsAddress(url) ? Kit.LinkButton(title, $"{_buttons++}:link", url) : null;
        }

        if (action.Type() is "Action.ShowCard" or "Action.ToggleVisibility")
        {
            return Unfolding(action, title);
        }

        if (VerbOf(action) is not { Length: > 0 } verb)
        {
            return null;
        }

        var actionId = SlackText.Shorten($"{_buttons++}:{verb}", SlackLimits.Id);
        var scope = action.Is("associatedInputs", "none") ? default : Array.FindLast(around, each => each.Inputs().Any());
        if (scope.ValueKind == JsonValueKind.Object && !action.Is("needsInput", "false"))
        {
            _forms.Add(CardForm.Describe(action, title, verb, scope, _language));
            return Kit.Button(Kit.Opening(title), actionId, SlackClick.OpenForm(_forms.Count - 1, _nonce), action.Text("style"), action.Text("tooltip"));
        }

        var data = WithAnswers(action.TryGetProperty("data", out var its) ? its : default, scope);
        var value = SlackClick.Deed(verb, data);
        if (value.Length > SlackLimits.ButtonValue)
        {
            _longDeeds.Add(new JsonObject { ["verb"] = verb, ["data"] = JsonNode.Parse(data.GetRawText()) });
            value = SlackClick.LongDeed(_longDeeds.Count - 1, _nonce);
        }

        return Kit.Button(title, actionId, value, action.Text("style"), action.Text("tooltip"));
    }

    /// <summary>A message cannot unfold: what would show stands in a dialog. A card that is one form is that form.</summary>
    private JsonObject? Unfolding(JsonElement action, string title)
    {
        var (actionId, unfolded) = (SlackText.Shorten($"{_buttons++}:more", SlackLimits.Id), Kit.Opening(title));
        if (action.TryGetProperty("card", out var card) && card.Inputs().Any() && card.AllActions().ToList() is [var only] && VerbOf(only) is { Length: > 0 } verb)
        {
            _forms.Add(CardForm.Describe(only, only.Text("title") is { Length: > 0 } send ? send : title, verb, card, _language));
            return Kit.Button(unfolded, actionId, SlackClick.OpenForm(_forms.Count - 1, _nonce), action.Text("style"));
        }

        var shown = _blocks.Count;
        if (card.ValueKind == JsonValueKind.Object)
        {
            AddAll(card.Each("body"), [card]);
            AddActions(card.Each("actions"), [card]);
        }
        else
        {
            var targets = action.Each("targetElements").Select(target => target.ValueKind == JsonValueKind.String ? target.GetString() : target.Text("elementId")).ToHashSet();
            AddAll(_card.Everything().Where(element => element.Text("id") is { } id && targets.Contains(id)), [_card]);
        }

        _hidden.Add(new JsonArray([.. _blocks.Skip(shown).Take(SlackLimits.BlocksPerModal - 1)]));
        _blocks.RemoveRange(shown, _blocks.Count - shown);
        return _hidden[^1].Count > 0 ? Kit.Button(unfolded, actionId, SlackClick.ShowHidden(_hidden.Count - 1, _nonce), action.Text("style")) : null;
    }

    private static string? VerbOf(JsonElement action) => action.Text("verb") ?? (action.TryGetProperty("data", out var data) ? data.Text("verb") : null);

    /// <summary>The button's data, with what stands in the inputs over it.</summary>
    private static JsonElement WithAnswers(JsonElement data, JsonElement scope)
    {
        var answers = scope.Inputs().Where(input => input.InputValue().Length > 0).ToList();
        if (answers.Count == 0)
        {
            return data;
        }

        var merged = data.ValueKind == JsonValueKind.Object ? JsonNode.Parse(data.GetRawText())!.AsObject() : [];
        answers.ForEach(input => merged[input.Text("id")!] = input.InputValue());
        return JsonSerializer.SerializeToElement(merged);
    }

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
