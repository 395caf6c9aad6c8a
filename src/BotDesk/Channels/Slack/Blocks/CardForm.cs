using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Channels.Slack.Blocks;

/// <summary>
/// The dialog behind a button that sends inputs: those that stand nearest to it on the card, so that a card with several small forms gets a short
/// dialog for each. It is kept with the message as the card's own elements, and becomes a modal when somebody opens it.
/// </summary>
internal static class CardForm
{
    /// <summary>So many words before the inputs belong to them; where a card says more, only those that stand beside an input.</summary>
    public const int MostWordsBefore = 6;
    private const int MostWordsBeside = 2;

    /// <summary>A form with more inputs goes in steps: Slack would take up to 100, but nobody reads that.</summary>
    private const int InputsPerStep = 10;

    /// <summary>Of what stands beneath inputs; Slack takes a modal of 250 KB.</summary>
    private const int MostWords = 30_000;

    /// <param name="scope">The container in which the button stands that has inputs.</param>
    public static JsonObject Describe(JsonElement action, string title, string verb, JsonElement scope, Language language)
    {
        var leaves = CardBlocks.Leaves(scope).ToList();
        var (first, last) = (leaves.FindIndex(CardReading.IsInput), leaves.FindLastIndex(CardReading.IsInput));
        var start = first;
        while (start > 0 && leaves[start - 1].IsText())
        {
            start--;
        }

        start = start == 0 && first <= MostWordsBefore ? start : first - WordsBeside(scope, leaves[first].Text("id")!);

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
            ["language"] = language.Code,
            ["cancel"] = Phrase.Of("conversation.form.cancel").In(language),
            ["verb"] = verb,
            ["data"] = action.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? JsonNode.Parse(data.GetRawText()) : new JsonObject(),
            ["elements"] = new JsonArray([.. shown.Where(element => heading.ValueKind != JsonValueKind.Object || !JsonElement.DeepEquals(element, heading)).Select(element => JsonNode.Parse(element.GetRawText()))]),
        };
    }

    /// <summary>How many words stand right before an input, in the same place.</summary>
    private static int WordsBeside(JsonElement element, string input)
    {
        var children = element.Children().ToList();
        var at = children.FindIndex(child => child.IsInput() && child.Text("id") == input);
        var count = 0;
        while (count < MostWordsBeside && at - count > 0 && !children[at - count].Is("separator") && children[at - count - 1].IsText())
        {
            count++;
        }

        return at >= 0 ? count : children.Select(child => WordsBeside(child, input)).DefaultIfEmpty(0).Max();
    }

    /// <summary>The form's elements, step by step; words stay with the input that they are about.</summary>
    public static IReadOnlyList<IReadOnlyList<JsonElement>> Steps(JsonElement form)
    {
        var elements = form.Each("elements").ToList();
        var inputs = elements.Count(CardReading.IsInput);
        var perStep = inputs <= InputsPerStep ? int.MaxValue : (int)Math.Ceiling(inputs / Math.Ceiling((double)inputs / InputsPerStep));
        var steps = new List<List<JsonElement>> { new() };
        var count = 0;
        foreach (var element in elements)
        {
            if (element.IsInput() && count++ == perStep)
            {
                steps.Add([]);
                count = 1;
            }

            steps[^1].Add(element);
        }

        return steps;
    }

    /// <summary>The step in which an input stands.</summary>
    public static int StepOf(JsonElement form, string input) => Math.Max(0, Steps(form).ToList().FindIndex(step => step.Any(element => element.IsInput() && element.Text("id") == input)));

    /// <summary>The modal (https://docs.slack.dev/surfaces/modals).</summary>
    /// <param name="form">As <see cref="Describe"/> made it.</param>
    /// <param name="metadata">What comes back with what was typed.</param>
    /// <param name="typed">What stands in the inputs instead of what stood there; null when nothing was typed yet.</param>
    /// <param name="errors">What is wrong, by input.</param>
    /// <param name="number">Which step of a long form.</param>
    public static JsonObject View(JsonElement form, string metadata, IReadOnlyDictionary<string, string>? typed = null, IReadOnlyDictionary<string, string>? errors = null, int number = 0)
    {
        var blocks = new List<JsonObject>();
        var (steps, language) = (Steps(form), Language.Of(form.Text("language")) ?? Language.English);
        number = Math.Clamp(number, 0, steps.Count - 1);
        var isLast = number == steps.Count - 1;
        if (steps.Count > 1)
        {
            blocks.Add(Kit.Context(Kit.Plain(Phrase.Of("channels.slack.step", new { number = number + 1, count = steps.Count }).In(language), SlackLimits.ContextText)));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var words = 0;
        foreach (var element in steps[number])
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
                var beneath = FormInputs.Beneath(element, language).Where(block => (words += Kit.TextLength(block)) <= MostWords).ToList();
                blocks.AddRange(beneath);
                if (errors?.GetValueOrDefault(element.Text("id")!) is { Length: > 0 } error)
                {
                    blocks.Add(Kit.Context(Kit.Plain($"⚠ {error}", SlackLimits.ContextText)));
                }
            }
        }

        // Words give way to inputs, of which none may be missing.
        blocks = blocks.Count >= SlackLimits.BlocksPerModal ? [.. blocks.Where(block => (string?)block["type"] == "input").Take(SlackLimits.BlocksPerModal - 1)] : blocks;
        if (number > 0)
        {
            blocks.Add(Kit.Actions([Kit.Button(Phrase.Of("channels.slack.back").In(language), "back", SlackClick.Back)]));
        }

        if (blocks.Count == 0)
        {
            blocks.Add(Kit.Section(Kit.Plain("–", 1)));
        }

        return new JsonObject
        {
            ["type"] = "modal",
            ["callback_id"] = Modals.FormCallback,
            ["title"] = Kit.Plain(form.Text("title")!, SlackLimits.ModalTitle),
            ["submit"] = Kit.Plain(isLast ? form.Text("submit")! : Phrase.Of("channels.slack.next").In(language), SlackLimits.ModalTitle),
            ["close"] = Kit.Plain(form.Text("cancel") ?? Phrase.Of("conversation.form.cancel").In(Language.English), SlackLimits.ModalTitle),
            ["private_metadata"] = metadata,
            ["blocks"] = new JsonArray([.. blocks]),
        };
    }

    /// <summary>What was typed into the modal, by input, as a click on the card would send it.</summary>
    /// <param name="values">The view's <c>state.values</c>.</param>
    /// <param name="number">Which step of a long form was sent.</param>
    public static Dictionary<string, string> Read(JsonElement form, JsonElement values, int number = 0)
    {
        var steps = Steps(form);
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in steps[Math.Clamp(number, 0, steps.Count - 1)].Where(CardReading.IsInput))
        {
            var id = input.Text("id")!;
            var answered = values.ValueKind == JsonValueKind.Object && values.TryGetProperty(FormInputs.BlockId(id), out var block) && block.ValueKind == JsonValueKind.Object && block.EnumerateObject().FirstOrDefault() is { Value.ValueKind: JsonValueKind.Object } answer
                ? FormInputs.Read(input, answer.Value)
                : input.InputValue();
            typed.TryAdd(id, answered);
        }

        return typed;
    }
}
