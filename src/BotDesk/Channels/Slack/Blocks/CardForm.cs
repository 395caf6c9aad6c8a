using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Channels.Slack.Blocks;

/// <summary>
/// The dialog behind a button that sends inputs: those that stand nearest to it on the card, so that a card with several small forms gets a short
/// dialog for each. It is kept with the message as the card's own elements, and becomes a modal when somebody opens it.
/// </summary>
internal static class CardForm
{
    private const int MostWordsBefore = 2;

    /// <param name="scope">The container in which the button stands that has inputs.</param>
    public static JsonObject Describe(JsonElement action, string title, string verb, JsonElement scope, Language language)
    {
        var leaves = CardBlocks.Leaves(scope).ToList();
        var (first, last) = (leaves.FindIndex(CardReading.IsInput), leaves.FindLastIndex(CardReading.IsInput));
        var start = first;
        while (start > 0 && first - start < MostWordsBefore && leaves[start - 1].IsText())
        {
            start--;
        }

        var end = last;
        while (end + 1 < leaves.Count && leaves[end + 1].IsText() && leaves[end + 1].Each("inlines").Any(run => run.Is("color", "attention")))
        {
            end++;
        }

        var shown = leaves[start..(end + 1)].Where(element => element.IsText() || element.IsInput()).ToList();
        var heading = shown.Find(element => element.IsText() && element.IsHeading() && element.Words().Trim().Length is > 0 and <= SlackLimits.ModalTitle);
        return new JsonObject
        {
            ["title"] = heading.ValueKind == JsonValueKind.Object ? heading.Words().Trim() : title,
            ["submit"] = title,
            ["cancel"] = Phrase.Of("conversation.form.cancel").In(language),
            ["verb"] = verb,
            ["data"] = action.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? JsonNode.Parse(data.GetRawText()) : new JsonObject(),
            ["elements"] = new JsonArray([.. shown.Where(element => heading.ValueKind != JsonValueKind.Object || !JsonElement.DeepEquals(element, heading)).Select(element => JsonNode.Parse(element.GetRawText()))]),
        };
    }

    /// <summary>The modal (https://docs.slack.dev/surfaces/modals).</summary>
    /// <param name="form">As <see cref="Describe"/> made it.</param>
    /// <param name="metadata">What comes back with what was typed.</param>
    /// <param name="typed">What stands in the inputs instead of what stood there; null when nothing was typed yet.</param>
    /// <param name="errors">What is wrong, by input.</param>
    public static JsonObject View(JsonElement form, string metadata, IReadOnlyDictionary<string, string>? typed = null, IReadOnlyDictionary<string, string>? errors = null)
    {
        var blocks = new List<JsonObject>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var words = 0;
        foreach (var element in form.Each("elements"))
        {
            if (element.IsText())
            {
                var text = TextBlocks.Of(element).Where(_ => words < SlackLimits.TextPerMessage / 2).ToList();
                words += text.Sum(Kit.TextLength);
                blocks.AddRange(text);
            }
            else if (seen.Add(element.Text("id")!) && FormInputs.Block(element, typed) is { } input)
            {
                blocks.Add(input);
                if (errors?.GetValueOrDefault(element.Text("id")!) is { Length: > 0 } error)
                {
                    blocks.Add(Kit.Context(Kit.Plain($"⚠ {error}", SlackLimits.ContextText)));
                }
            }
        }

        // Words give way to inputs, of which none may be missing.
        blocks = blocks.Count > SlackLimits.BlocksPerModal ? [.. blocks.Where(block => (string?)block["type"] == "input").Take(SlackLimits.BlocksPerModal)] : blocks;
        return new JsonObject
        {
            ["type"] = "modal",
            ["callback_id"] = Modals.FormCallback,
            ["title"] = Kit.Plain(form.Text("title")!, SlackLimits.ModalTitle),
            ["submit"] = Kit.Plain(form.Text("submit")!, SlackLimits.ModalTitle),
            ["close"] = Kit.Plain(form.Text("cancel") ?? Phrase.Of("conversation.form.cancel").In(Language.English), SlackLimits.ModalTitle),
            ["private_metadata"] = metadata,
            ["blocks"] = new JsonArray([.. blocks]),
        };
    }

    /// <summary>What was typed into the modal, by input, as a click on the card would send it.</summary>
    /// <param name="values">The view's <c>state.values</c>.</param>
    public static Dictionary<string, string> Read(JsonElement form, JsonElement values)
    {
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in form.Each("elements").Where(CardReading.IsInput))
        {
            var id = input.Text("id")!;
            var answered = values.ValueKind == JsonValueKind.Object && values.TryGetProperty(id, out var block) && block.ValueKind == JsonValueKind.Object && block.EnumerateObject().FirstOrDefault() is { Value.ValueKind: JsonValueKind.Object } answer
                ? FormInputs.Read(input, answer.Value)
                : input.InputValue();
            typed.TryAdd(id, answered);
        }

        return typed;
    }
}
