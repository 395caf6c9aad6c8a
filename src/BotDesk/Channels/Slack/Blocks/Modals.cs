using System.Text.Json.Nodes;

namespace BotDesk.Channels.Slack.Blocks;

/// <summary>The desk's modals that are no forms.</summary>
internal static class Modals
{
    public const string FormCallback = "form";
    private const string WordsCallback = "words";

    /// <summary>Opened at once, because the permission to open one lasts 3 s; what belongs into it follows.</summary>
    public static JsonObject Loading(Language language) => Words(Phrase.Of("channels.slack.moment"), Phrase.Of("channels.slack.momentText"), language);

    public static JsonObject Words(Phrase title, Phrase text, Language language) => View(title.In(language), [Kit.Section(Kit.Plain(text.In(language), SlackLimits.SectionText))], metadata: null, language);

    public static JsonObject View(string title, IEnumerable<JsonNode> blocks, string? metadata, Language language)
    {
        var view = new JsonObject
        {
            ["type"] = "modal",
            ["callback_id"] = WordsCallback,
            ["title"] = Kit.Plain(title, SlackLimits.ModalTitle),
            ["close"] = Kit.Plain(Phrase.Of("channels.slack.close").In(language), SlackLimits.ModalTitle),
            ["blocks"] = new JsonArray([.. blocks]),
        };
        if (metadata is not null)
        {
            view["private_metadata"] = metadata;
        }

        return view;
    }
}
