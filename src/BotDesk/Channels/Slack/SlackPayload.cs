using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Conversation;

namespace BotDesk.Channels.Slack;

/// <summary>
/// A message as the outbox keeps it: what Slack gets, and beside it what Slack has no room for until somebody asks (forms, long deeds, the rest of a
/// long card).
/// </summary>
internal static class SlackPayload
{
    public const string CardEvent = "botdesk_card";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(Chat chat, OutgoingMessage message)
    {
        var (content, rest, sent) = Parts(chat, message);
        return JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject { ["message"] = sent, ["team"] = chat.TenantId, ["forms"] = new JsonArray([.. content.Forms]), ["deeds"] = new JsonArray([.. content.LongDeeds]), ["hidden"] = new JsonArray([.. content.Hidden]), ["rest"] = Pages(rest) },
            Relaxed);
    }

    /// <summary>What a modal shows that somebody opened without a message: each card in it with what belongs to it.</summary>
    public static byte[] Dialog(Chat chat, IReadOnlyList<OutgoingMessage> shown)
    {
        var (blocks, cards) = (new JsonArray(), new JsonArray());
        int? form = null;
        foreach (var message in shown)
        {
            var (content, rest, sent) = Parts(chat, message);
            foreach (var block in sent["blocks"]!.AsArray().ToList())
            {
                blocks.Add(block!.DeepClone());
            }

            // A card that is a form is shown as what it is; a card that has small ones opens each when it is asked for.
            form = shown.Count == 1 && content.Forms.Count > 0 && message.Card!.Path.EndsWith("/form", StringComparison.Ordinal) ? 0 : null;
            cards.Add((JsonNode)new JsonObject
            {
                ["nonce"] = message.Card?.Nonce,
                ["forms"] = new JsonArray([.. content.Forms]),
                ["deeds"] = new JsonArray([.. content.LongDeeds]),
                ["hidden"] = new JsonArray([.. content.Hidden]),
                ["rest"] = Pages(rest),
            });
        }

        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["blocks"] = blocks, ["cards"] = cards, ["form"] = form }, Relaxed);
    }

    private static JsonArray Pages(IEnumerable<List<JsonObject>> rest) => new([.. rest.Select(page => (JsonNode)new JsonArray([.. page]))]);

    private static (CardContent Content, List<List<JsonObject>> Pages, JsonObject Sent) Parts(Chat chat, OutgoingMessage message)
    {
        var language = message.Card?.Language ?? Language.English;
        var content = message.Card is { } card ? Render(card) : CardContent.Of(message.Text ?? "");
        var (blocks, rest) = SlackMessage.Fit(content.Blocks, message.Card?.Nonce, language);
        if (blocks.Count == 0)
        {
            blocks.Add(Kit.Section(Kit.Plain("–", 1)));
        }

        var summary = SlackText.Shorten(SlackText.Clean(content.Summary), SlackLimits.Fallback);
        var sent = new JsonObject
        {
            ["channel"] = SlackAddress.ChannelOf(chat.ServiceUrl),
            ["text"] = SlackText.Escape(SlackText.IsBlank(summary) ? Phrase.Of("channels.slack.message").In(language) : summary),
            ["blocks"] = new JsonArray([.. blocks]),
            ["unfurl_links"] = false,
            ["unfurl_media"] = false,
        };
        if (SlackPlace.Parse(chat.ConversationId).Thread is { } thread)
        {
            sent["thread_ts"] = thread;
        }

        if (message.Card is { Path: var path })
        {
            // Which card it is can be told from the message itself (https://docs.slack.dev/messaging/message-metadata).
            sent["metadata"] = new JsonObject { ["event_type"] = CardEvent, ["event_payload"] = new JsonObject { ["name"] = path } };
        }

        return (content, rest, sent);
    }

    /// <summary>What Slack gets.</summary>
    public static (JsonObject Message, string? Team) Message(byte[] payload)
    {
        var stored = JsonNode.Parse(payload)!.AsObject();
        return (stored["message"]!.DeepClone().AsObject(), (string?)stored["team"]);
    }

    private static CardContent Render(RenderedCard card)
    {
        using var document = JsonDocument.Parse(card.Json);
        return CardBlocks.Render(document.RootElement, card.Nonce, card.Language);
    }
}
