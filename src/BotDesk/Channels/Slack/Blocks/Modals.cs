using System.Text.Json.Nodes;

namespace BotDesk.Channels.Slack.Blocks;

/// <summary>The desk's modals that are no forms.</summary>
internal static class Modals
{
    public const string FormCallback = "form";
    private const string WordsCallback = "words";

    /// <summary>Opened at once, because the permission to open one lasts 3 s; what belongs into it follows.</summary>
    public static JsonObject Loading() => Words("One moment", "One moment…");

    public static JsonObject Words(string title, string text) => View(title, [Kit.Section(Kit.Plain(text, SlackLimits.SectionText))], metadata: null);

    public static JsonObject View(string title, IEnumerable<JsonNode> blocks, string? metadata)
    {
        var view = new JsonObject
        {
            ["type"] = "modal",
            ["callback_id"] = WordsCallback,
            ["title"] = Kit.Plain(title, SlackLimits.ModalTitle),
            ["close"] = Kit.Plain("Close", SlackLimits.ModalTitle),
            ["blocks"] = new JsonArray([.. blocks]),
        };
        if (metadata is not null)
        {
            view["private_metadata"] = metadata;
        }

        return view;
    }
}
