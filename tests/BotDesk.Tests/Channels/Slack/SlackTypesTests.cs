using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Tests.Cards;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>Slack's own <c>@slack/types</c> say how much fits where, and which properties there are: our limits are these, and every card keeps to them.</summary>
public sealed partial class SlackTypesTests
{
    /// <summary>What the desk shows, and what it is called there.</summary>
    private const string Interfaces =
        "section=SectionBlock header=HeaderBlock context=ContextBlock divider=DividerBlock actions=ActionsBlock rich_text=RichTextBlock input=InputBlock image=ImageBlock+UrlImageObject "
        + "button=Button plain_text_input=PlainTextInput number_input=NumberInput static_select=StaticSelect multi_static_select=MultiStaticSelect checkboxes=Checkboxes radio_buttons=RadioButtons "
        + "datepicker=Datepicker timepicker=Timepicker plain_text=PlainTextElement mrkdwn=MrkdwnElement text=RichTextText link=RichTextLink rich_text_section=RichTextSection "
        + "rich_text_preformatted=RichTextPreformatted modal=ModalView";

    private static readonly Lazy<string> Types = new(() =>
    {
        var project = typeof(SlackTypesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "TestProjectDirectory").Value!;
        var folder = Path.Combine(project, "node_modules", "@slack", "types", "dist");
        return string.Concat(new[] { "block-kit/blocks.d.ts", "block-kit/block-elements.d.ts", "block-kit/composition-objects.d.ts", "block-kit/extensions.d.ts", "views.d.ts" }.Select(file => File.ReadAllText(Path.Combine(folder, file)) + "\n"));
    });

    public static TheoryData<string, string, int> Limits => new()
    {
        { "Block", "block_id", SlackLimits.Id },
        { "ActionsBlock", "elements", SlackLimits.ElementsPerActions },
        { "HeaderBlock", "text", SlackLimits.HeaderText },
        { "ImageBlock", "alt_text", SlackLimits.ImageAlt },
        { "InputBlock", "label", SlackLimits.Label },
        { "SectionBlock", "text", SlackLimits.SectionText },
        { "SectionBlock", "fields", SlackLimits.FieldText },
        { "Button", "text", SlackLimits.ButtonText },
        { "Button", "value", SlackLimits.ButtonValue },
        { "Button", "url", SlackLimits.Url },
        { "Button", "accessibility_label", SlackLimits.AccessibilityLabel },
        { "Action", "action_id", SlackLimits.Id },
        { "Placeholdable", "placeholder", SlackLimits.Placeholder },
        { "Checkboxes", "options", SlackLimits.OptionsPerButtons },
        { "RadioButtons", "options", SlackLimits.OptionsPerButtons },
        { "StaticSelect", "options", SlackLimits.OptionsPerSelect },
        { "MultiStaticSelect", "options", SlackLimits.OptionsPerSelect },
        { "PlainTextOption", "text", SlackLimits.OptionText },
        { "OptionDescriptor", "value", SlackLimits.OptionValue },
        { "OptionDescriptor", "description", SlackLimits.OptionDescription },
        { "ModalView", "title", SlackLimits.ModalTitle },
        { "ModalView", "submit", SlackLimits.ModalTitle },
        { "ModalView", "close", SlackLimits.ModalTitle },
        { "BaseView", "private_metadata", SlackLimits.PrivateMetadata },
    };

    [NodeTheory]
    [MemberData(nameof(Limits))]
    public void Our_limits_are_Slacks(string type, string property, int ours) => Assert.Equal(ours, Limit(type, property));

    [NodeFact]
    public void Every_card_with_every_sample_has_only_properties_that_Slack_knows()
    {
        var known = Interfaces.Split(' ').Select(each => each.Split('=')).ToDictionary(each => each[0], each => each[1].Split('+').SelectMany(Properties).ToHashSet());
        Assert.All(known, each => Assert.Contains("type", each.Value));
        foreach (var card in SampleCards.Library.Cards)
        {
            foreach (var (_, sample) in SampleCards.Library.Samples(card))
            {
                var content = CardBlocks.Render(JsonElement.Parse(SampleCards.Library.Render(card, sample, Language.English)), "n", Language.English);
                Check(JsonSerializer.SerializeToElement(content.Blocks));
                content.Forms.ToList().ForEach(form => Check(JsonSerializer.SerializeToElement(CardForm.View(JsonSerializer.SerializeToElement(form), "{}"))));
            }
        }

        void Check(JsonElement node)
        {
            if (node.ValueKind == JsonValueKind.Array)
            {
                node.EnumerateArray().ToList().ForEach(Check);
            }
            else if (node.ValueKind == JsonValueKind.Object)
            {
                if (node.TryGetProperty("type", out var type))
                {
                    Assert.True(known.TryGetValue(type.GetString()!, out var properties), $"Slack knows no {type}.");
                    Assert.All(node.EnumerateObject(), property => Assert.True(properties.Contains(property.Name), $"{type} has no {property.Name}."));
                }

                node.EnumerateObject().ToList().ForEach(property => Check(property.Value));
            }
        }
    }

    /// <summary>The largest number of what is said about the property.</summary>
    private static int Limit(string type, string property)
    {
        var about = Regex.Match(Body(type).Text, $@"/\*\*(?<about>(?:(?!\*/).)*)\*/\s*{property}\??:", RegexOptions.Singleline).Groups["about"].Value.Replace("*", " ", StringComparison.Ordinal);
        return Maximum().Matches(about).Select(match => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
    }

    private static HashSet<string> Properties(string type)
    {
        var (text, bases) = Body(type);
        return [.. Property().Matches(text).Select(match => match.Groups["name"].Value), .. bases.SelectMany(Properties)];
    }

    private static (string Text, IEnumerable<string> Bases) Body(string type)
    {
        var found = Regex.Match(Types.Value, $@"(?:interface|type) {type}\b(?:<[^>]*>)?(?: extends (?<bases>[^{{]+))? ?(?:= )?\{{(?<text>.*?)\n\}}(?: & (?<more>[^;]+);)?", RegexOptions.Singleline);
        return (found.Groups["text"].Value, Name().Matches(found.Groups["bases"].Value + " " + found.Groups["more"].Value).Select(match => match.Value).Where(name => name != type && Types.Value.Contains($" {name} ", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"max(?:imum)?\b[^.]*?(?<number>\d+)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Maximum();

    [GeneratedRegex(@"^ {4}(?<name>[a-z_]+)\??:", RegexOptions.Multiline)]
    private static partial Regex Property();

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+\b")]
    private static partial Regex Name();
}
