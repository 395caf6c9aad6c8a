using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Protocol;

namespace BotDesk.Channels.BotFramework;

/// <summary>What Teams hands over of messages on which somebody does something (Teams, "Define action commands", "Respond to the task module submit action").</summary>
internal static partial class TeamsMessages
{
    /// <summary>The message from whose menu an action was chosen.</summary>
    /// <remarks>
    /// What stands in it is a client's claim, like what somebody types. Where it was said is not taken from there but from the conversation of the
    /// activity, which Teams itself names: what is said in its thread from then on is somebody else's words.
    /// </remarks>
    public static QuotedMessage? Quoted(Activity activity, Func<string, bool> isThread, string host)
    {
        if (activity.Value is not { ValueKind: JsonValueKind.Object } value || !value.TryGetProperty("messagePayload", out var payload)
            || payload.Text("id") is not { } id || activity.Conversation?.Id is not { } conversation)
        {
            return null;
        }

        var user = payload.Find("from", "user");
        var body = payload.Find("body");
        var content = body.Text("content") ?? "";
        return new QuotedMessage(
            ConversationKey.Of(activity.ChannelId!, conversation),
            id,
            TeamsText.Of(body.Text("contentType") == "text" ? null : WithoutBot(content, payload, activity.Recipient?.Id), content, payload.Find("attachments")),
            user.ValueKind == JsonValueKind.Object ? new MessageAuthor(null, user.Text("id"), user.Text("displayName")) : null,
            Link(payload.Text("linkToMessage")) ?? LinkTo(conversation, id, host),
            // A reply is in the thread of the first message, which is what replies belong to.
            isThread(conversation));
    }

    /// <summary>Where a person wrote in a channel of a team. A thread is named by the message under which it hangs, also for that message itself.</summary>
    /// <param name="threadMark">Stands before that message's id.</param>
    public static PublicPlace? PublicPlaceOf(Activity activity, string threadMark)
    {
        // Ids of bots begin with 28: (Teams, "User ID").
        if (activity is not { Conversation: { ConversationType: "channel", Id: { } conversation }, Id: { } id, From.Id: { } from } || activity.From.Role == "bot" || from.StartsWith("28:", StringComparison.Ordinal))
        {
            return null;
        }

        var at = conversation.IndexOf(threadMark, StringComparison.Ordinal);
        var data = activity.ChannelData ?? default;
        var (team, name) = (data.Text("team", "name"), data.Text("channel", "name"));
        return at < 0
            ? new PublicPlace(conversation, conversation + threadMark + id, IsPost: true, Called())
            : new PublicPlace(conversation[..at], conversation, conversation[(at + threadMark.Length)..] == id, Called());

        string? Called() => team is not null && name is not null ? $"{team} › {name}" : name ?? team;
    }

    /// <summary>The body without the bot's own name, which is how it was called and not what was said. Other names stay.</summary>
    /// <remarks>A mention is an <c>at</c> element, which says by its id which of the payload's <c>mentions</c> it is; the Agents Playground leaves the id out.</remarks>
    private static string WithoutBot(string html, JsonElement payload, string? bot)
    {
        if (bot is null || payload.Find("mentions") is not { ValueKind: JsonValueKind.Array } mentions)
        {
            return html;
        }

        var own = mentions.EnumerateArray().Where(mention => mention.Text("mentioned", "application", "id") is { } id && (id == bot || $"28:{id}" == bot)).ToList();
        return own.Count == 0 ? html : Mention().Replace(html, match =>
            own.Exists(mention => match.Groups["id"].Success
                ? mention.Find("id") is { ValueKind: JsonValueKind.Number } id && id.GetRawText() == match.Groups["id"].Value
                : mention.Text("mentionText") is { } text && (text == match.Value || text == match.Groups["name"].Value)) ? "" : match.Value);
    }

    /// <summary>https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams#deep-link-to-a-message</summary>
    /// <param name="host">Where Teams is, which differs with the cloud.</param>
    public static string? LinkTo(string conversationId, string messageId, string host)
    {
        var mark = conversationId.IndexOf(';', StringComparison.Ordinal);
        var place = mark > 0 ? conversationId[..mark] : conversationId;
        return place.StartsWith("19:", StringComparison.Ordinal) ? $"https://{host}/l/message/{Uri.EscapeDataString(place)}/{Uri.EscapeDataString(messageId)}" : null;
    }

    /// <summary>The emoji of a reaction, which Teams names by its code point ("1f440_eyes") or by one of the first six names.</summary>
    public static string? EmojiOf(string reaction)
    {
        var name = CodePoint().Match(reaction);
        return name.Success && int.TryParse(name.Groups["hex"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var point) && point is > 0xff and <= 0x10ffff and not (>= 0xd800 and <= 0xdfff)
            ? char.ConvertFromUtf32(point)
            : reaction.TrimEnd('\ufe0f');
    }

    // Only where Teams itself is: what an agent opens with a click must not lead anywhere else.
    private static string? Link(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0
            && (uri.Host is "teams.microsoft.com" or "gov.teams.microsoft.us" or "teams.cloud.microsoft" or "dod.teams.microsoft.us")
            ? uri.AbsoluteUri
            : null;

    [GeneratedRegex(@"^(?<hex>[0-9a-fA-F]{4,6})(_|$)")]
    private static partial Regex CodePoint();

    [GeneratedRegex("""<at(\s+id="(?<id>\d{1,4})")?[^<>]*>(?<name>[^<]*)</at>""", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mention();
}
