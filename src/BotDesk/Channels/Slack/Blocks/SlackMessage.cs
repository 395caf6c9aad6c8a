using System.Text.Json.Nodes;

namespace BotDesk.Channels.Slack.Blocks;

/// <summary>Cuts what is to be shown to what one message takes; the rest stands behind a button, in dialogs.</summary>
internal static class SlackMessage
{
    private const int BlocksAtTheEnd = 8;
    private const int TextAtTheEnd = SlackLimits.TextPerMessage / 2;
    private const int TextOfButton = 100;

    /// <summary>Room for a button to the next page, and to spare.</summary>
    private const int BlocksPerPage = SlackLimits.BlocksPerModal - 5;

    public static Phrase MoreTitle { get; } = Phrase.Of("channels.slack.showRest");

    /// <returns>The message's blocks, and pages of blocks that did not fit.</returns>
    public static (List<JsonObject> Blocks, List<List<JsonObject>> Pages) Fit(IReadOnlyList<JsonObject> all, string? nonce, Language language)
    {
        if (all.Count <= SlackLimits.BlocksPerMessage && all.Sum(Kit.TextLength) <= SlackLimits.TextPerMessage)
        {
            return ([.. all], []);
        }

        // The buttons at the end act on the whole card, so they stay in sight.
        var room = TextAtTheEnd;
        var tail = all.Reverse().Take(BlocksAtTheEnd).TakeWhile(block => (string?)block["type"] is "actions" or "divider" && (room -= Kit.TextLength(block)) >= 0).Reverse().ToList();
        var (blocks, text) = (SlackLimits.BlocksPerMessage - tail.Count - 1, SlackLimits.TextPerMessage - tail.Sum(Kit.TextLength) - TextOfButton);
        var head = new List<JsonObject>();
        foreach (var block in all.Take(all.Count - tail.Count))
        {
            text -= Kit.TextLength(block);
            if (head.Count == blocks || text < 0)
            {
                break;
            }

            head.Add(block);
        }

        var pages = Divide(all.Skip(head.Count).Take(all.Count - tail.Count - head.Count));
        return ([.. head, Kit.Actions([Kit.Button(MoreTitle.In(language), "more", SlackClick.ShowPage(0, nonce))]), .. tail], pages);
    }

    private static List<List<JsonObject>> Divide(IEnumerable<JsonObject> blocks)
    {
        var pages = new List<List<JsonObject>>();
        var text = 0;
        foreach (var block in blocks)
        {
            var length = Kit.TextLength(block);
            if (pages is not [.., var page] || page.Count == BlocksPerPage || text + length > SlackLimits.TextPerMessage)
            {
                pages.Add(page = []);
                text = 0;
            }

            page.Add(block);
            text += length;
        }

        return pages;
    }
}
