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

        return JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject
            {
                ["message"] = sent,
                ["forms"] = new JsonArray([.. content.Forms]),
                ["deeds"] = new JsonArray([.. content.LongDeeds]),
                ["rest"] = new JsonArray([.. rest.Select(page => (JsonNode)new JsonArray([.. page]))]),
            },
            Relaxed);
    }

    /// <summary>What Slack gets.</summary>
    public static JsonObject Message(byte[] payload) => JsonNode.Parse(payload)!["message"]!.DeepClone().AsObject();

    private static CardContent Render(RenderedCard card)
    {
        using var document = JsonDocument.Parse(card.Json);
        return CardBlocks.Render(document.RootElement, card.Nonce, card.Language);
    }
}
