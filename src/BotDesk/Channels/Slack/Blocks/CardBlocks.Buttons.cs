using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Channels.Slack.Blocks;

/// <summary>What can be pressed on a card, as buttons.</summary>
internal sealed partial class CardBlocks
{
    /// <summary>Words that name a small form.</summary>
    private const int MostTitles = 2;

    private readonly List<JsonObject> _longDeeds = [];
    private readonly List<JsonArray> _hidden = [];
    private JsonObject? _formButtons;
    private int _buttons;

    private void AddActions(IEnumerable<JsonElement> actions, JsonElement[] around) =>
        AddBlocks(actions.Select(action => Button(action, around)).OfType<JsonObject>().Chunk(SlackLimits.ElementsPerActions).Select(Kit.Actions));

    /// <returns>Null for an action that cannot be a button.</returns>
    private JsonObject? Button(JsonElement action, JsonElement[] around)
    {
        if (action.Is("isEnabled", "false"))
        {
            return null; // Slack has no button that cannot be pressed
        }

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
        if (action.TryGetProperty("card", out var card) && card.AllActions().ToList() is [var only] && VerbOf(only) is { Length: > 0 } verb && IsForm(card))
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

        var pages = _blocks.Skip(shown).Chunk(SlackLimits.BlocksPerModal - 1).ToList();
        _blocks.RemoveRange(shown, _blocks.Count - shown);

        // The last first, so that each knows where the next is.
        for (var at = pages.Count - 1; at >= 0; at--)
        {
            _hidden.Add(new JsonArray([.. pages[at], .. at == pages.Count - 1 ? [] : (JsonObject[])[Kit.Actions([Kit.Button(SlackMessage.MoreTitle.In(_language), "more", SlackClick.ShowHidden(_hidden.Count - 1, _nonce))])]]));
        }

        return pages.Count > 0 ? Kit.Button(unfolded, actionId, SlackClick.ShowHidden(_hidden.Count - 1, _nonce), action.Text("style")) : null;
    }

    /// <summary>The one thing that can be done in a part of a card that is only there for it; default where it is more than empty inputs with a title.</summary>
    private JsonElement OnlyDeed(JsonElement part) =>
        Leaves(part).ToList() is var leaves && leaves.FindIndex(CardReading.IsInput) is > -1 and <= MostTitles && IsShort(leaves)
        && leaves.TrueForAll(leaf => leaf.IsText() || leaf.Type() == "ActionSet" || (leaf.IsInput() && SlackText.IsBlank(leaf.ShownValue(_language)) && !leaf.TryGetProperty("inlineAction", out _)))
        && leaves.FindLastIndex(CardReading.IsInput) is var last && leaves.Skip(last).All(leaf => !leaf.IsText() || leaf.Each("inlines").All(run => run.Is("color", "attention")))
        && part.AllActions().ToList() is [var only] && VerbOf(only) is not null && !only.Is("needsInput", "false") && !only.Is("associatedInputs", "none") && !part.Everything().Any(element => Taps(element).Any())
            ? only : default;

    /// <summary>Whether a dialog has room for all of its words.</summary>
    private static bool IsShort(IEnumerable<JsonElement> leaves) => leaves.Sum(leaf => leaf.Words().Length) <= SlackLimits.SectionText;

    /// <summary>Only its button: what else stands there is in the dialog. Several stand beside each other.</summary>
    private void AddFormButton(JsonElement deed, JsonElement part, JsonElement[] around)
    {
        if (Button(deed, around) is not { } button)
        {
            return;
        }

        if (_formButtons is not null && _blocks is [.., var last] && last == _formButtons && last["elements"]!.AsArray() is { Count: < SlackLimits.ElementsPerActions } row)
        {
            row.Add((JsonNode)button);
            return;
        }

        AddSeparator(part);
        AddBlock(_formButtons = Kit.Actions([button]));
    }

    /// <summary>Whether it is nothing but inputs, with a word or two before them.</summary>
    private static bool IsForm(JsonElement card) =>
        Leaves(card).Where(leaf => leaf.Type() != "ActionSet").ToList() is var leaves && leaves.Exists(CardReading.IsInput) && leaves.FindIndex(CardReading.IsInput) <= CardForm.MostWordsBefore
        && leaves.TrueForAll(leaf => leaf.IsInput() || leaf.IsText()) && leaves[^1].IsInput() && IsShort(leaves) && !card.Everything().Any(element => Taps(element).Any());

    /// <summary>What a tap on the element does. Slack has no such places, so it is a button beneath.</summary>
    private static IEnumerable<JsonElement> Taps(JsonElement element) => One(element, "selectAction");

    private static IEnumerable<JsonElement> One(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var action) && action.ValueKind == JsonValueKind.Object ? [action] : [];

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
}
