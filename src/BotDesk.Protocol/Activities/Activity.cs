using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotDesk.Protocol;

/// <summary>
/// What a channel and a bot say to each other: a message, an event, an invoke… (Bot Framework Activity 3.4.)
/// Fields that are not named here are kept in <see cref="Extensions"/> and written again, and unknown values of
/// <see cref="Type"/> are accepted, because the specification tells receivers to ignore what they do not know.
/// </summary>
public sealed class Activity : IJsonOnDeserialized
{
    /// <summary>One of <see cref="ActivityTypes"/>, or something newer.</summary>
    public string? Type { get; set; }

    /// <summary>The channel's own id of this activity; a bot's activity has none until the channel answered (A2020).</summary>
    public string? Id { get; set; }

    [JsonConverter(typeof(LenientDateTimeOffset))]
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>The sender's wall clock. Only as trustworthy as the sender.</summary>
    [JsonConverter(typeof(LenientDateTimeOffset))]
    public DateTimeOffset? LocalTimestamp { get; set; }

    /// <summary>IANA name of the sender's time zone.</summary>
    public string? LocalTimezone { get; set; }

    /// <summary>Where replies go: base address of the connector. Trusted only once it matched the token of the request.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary>"msteams", "directline", "webchat", "slack", "emulator"…</summary>
    public string? ChannelId { get; set; }

    public ChannelAccount? From { get; set; }

    public ConversationAccount? Conversation { get; set; }

    public ChannelAccount? Recipient { get; set; }

    public string? ReplyToId { get; set; }

    /// <summary>BCP 47 tag of the language of <see cref="Text"/>.</summary>
    public string? Locale { get; set; }

    public string? Text { get; set; }

    /// <summary>"markdown" (the default), "plain" or "xml".</summary>
    public string? TextFormat { get; set; }

    public string? Speak { get; set; }

    public string? InputHint { get; set; }

    public string? Summary { get; set; }

    /// <summary>"list" (the default) or "carousel".</summary>
    public string? AttachmentLayout { get; set; }

    public IList<Attachment>? Attachments { get; set; }

    public SuggestedActions? SuggestedActions { get; set; }

    public IList<Entity>? Entities { get; set; }

    /// <summary>The name of an invoke or an event, for example <c>adaptiveCard/action</c>.</summary>
    public string? Name { get; set; }

    public string? ValueType { get; set; }

    /// <summary>Payload of an event or invoke; for a card's <c>Action.Submit</c> the data together with the inputs.</summary>
    public JsonElement? Value { get; set; }

    public ConversationReference? RelatesTo { get; set; }

    public IList<ChannelAccount>? MembersAdded { get; set; }

    public IList<ChannelAccount>? MembersRemoved { get; set; }

    public IList<MessageReaction>? ReactionsAdded { get; set; }

    public IList<MessageReaction>? ReactionsRemoved { get; set; }

    public string? TopicName { get; set; }

    /// <summary>What an <c>installationUpdate</c> says: "add", "remove", "add-upgrade", "remove-upgrade".</summary>
    public string? Action { get; set; }

    /// <summary>Why a conversation ended (<c>endOfConversation</c>).</summary>
    public string? Code { get; set; }

    public string? Label { get; set; }

    /// <summary>"low", "normal" or "high".</summary>
    public string? Importance { get; set; }

    /// <summary>One of <see cref="DeliveryModes"/>.</summary>
    public string? DeliveryMode { get; set; }

    [JsonConverter(typeof(LenientDateTimeOffset))]
    public DateTimeOffset? Expiration { get; set; }

    /// <summary>What only this channel knows. See <see cref="TeamsChannelData"/> and <see cref="DirectLineChannelData"/>.</summary>
    public JsonElement? ChannelData { get; set; }

    /// <summary>Fields that this model does not name; written back as they came.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extensions { get; set; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        // A2115: callerId is set by the bot's own authentication; what stands on the wire is a claim of the sender.
        Extensions?.Remove("callerId");
        if (Extensions is { Count: 0 })
        {
            Extensions = null;
        }

        (Attachments, Entities) = (WithoutNulls(Attachments), WithoutNulls(Entities));
        (MembersAdded, MembersRemoved) = (WithoutNulls(MembersAdded), WithoutNulls(MembersRemoved));
        (ReactionsAdded, ReactionsRemoved) = (WithoutNulls(ReactionsAdded), WithoutNulls(ReactionsRemoved));
    }

    // "attachments": [null] is legal JSON; nobody downstream should have to think of it.
    private static IList<T>? WithoutNulls<T>(IList<T>? list) where T : class
    {
        for (var i = (list?.Count ?? 0) - 1; i >= 0; i--)
        {
            if (list![i] is null)
            {
                list.RemoveAt(i);
            }
        }

        return list;
    }
}
