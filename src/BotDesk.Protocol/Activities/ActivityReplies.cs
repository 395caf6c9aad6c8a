using System.Text.RegularExpressions;

namespace BotDesk.Protocol;

/// <summary>Questions a bot asks of every activity, and the answers the specification gives.</summary>
public static partial class ActivityReplies
{
    /// <summary>
    /// What is needed to say something in this conversation later. Refresh a stored one at every turn, because a channel may
    /// move a conversation to another <c>serviceUrl</c>.
    /// </summary>
    public static ConversationReference GetConversationReference(this Activity activity) => new()
    {
        // botbuilder: the id of a conversationUpdate cannot be replied to in Direct Line and Web Chat.
        ActivityId = IsReplyable(activity) ? activity.Id : null,
        User = activity.From,
        Bot = activity.Recipient,
        Conversation = activity.Conversation,
        ChannelId = activity.ChannelId,
        ServiceUrl = activity.ServiceUrl,
        Locale = activity.Locale,
    };

    /// <summary>
    /// A message from the bot to whoever sent <paramref name="activity"/>. It carries no <c>id</c>, <c>timestamp</c> or
    /// <c>serviceUrl</c>, which a bot does not send (specification, "Activity", bot to channel).
    /// </summary>
    public static Activity CreateReply(this Activity activity, string? text = null) => new()
    {
        Type = ActivityTypes.Message,
        ChannelId = activity.ChannelId,
        From = activity.Recipient,
        Recipient = activity.From,
        Conversation = activity.Conversation,
        ReplyToId = IsReplyable(activity) ? activity.Id : null,
        Locale = activity.Locale,
        Text = text,
    };

    /// <summary>The mentions in the activity, in the order of its entities.</summary>
    public static IEnumerable<Mention> Mentions(this Activity activity)
    {
        foreach (var entity in activity.Entities ?? [])
        {
            if (entity.AsMention() is { } mention)
            {
                yield return mention;
            }
        }
    }

    /// <summary>Whether a card is in it: somebody put one in from the compose box.</summary>
    public static bool HasCard(this Activity activity) =>
        activity.Attachments?.Any(attachment => attachment.ContentType == Attachment.AdaptiveCardContentType) == true;

    /// <summary>Whether the bot itself is addressed by name.</summary>
    public static bool MentionsRecipient(this Activity activity) =>
        activity.Recipient?.Id is { } bot && activity.Mentions().Any(mention => mention.Mentioned.Id == bot);

    /// <summary>
    /// The text without the bot's own name: <c>"&lt;at&gt;Desk&lt;/at&gt; my tickets"</c> becomes <c>"my tickets"</c>. Names of other people stay,
    /// because they belong to what was said. Only what the entities call a mention of the recipient is removed; where such an
    /// entity has no text, <c>&lt;at&gt;NAME&lt;/at&gt;</c> is looked for (botbuilder, <c>RemoveMentionText</c>).
    /// </summary>
    /// <remarks>
    /// A card that somebody put in from the compose box is an attachment, and leaves a mark in the text where it stands. That is no word either
    /// (seen in the Agents Playground, which sends it as plain text).
    /// </remarks>
    /// <returns>The text, trimmed; empty when there is none.</returns>
    public static string TextWithoutMentions(this Activity activity)
    {
        var text = activity.Text ?? string.Empty;
        if (text.Contains("InputExtension", StringComparison.Ordinal))
        {
            text = CardMark().Replace(text, string.Empty);
        }

        if (activity.Entities is { Count: > 0 } && activity.Recipient?.Id is { } bot)
        {
            foreach (var mention in activity.Mentions())
            {
                if (mention.Mentioned.Id == bot)
                {
                    text = Remove(text, mention);
                }
            }
        }

        return text.Trim();
    }

    private static string Remove(string text, Mention mention)
    {
        if (mention.Text is { } written)
        {
            return written.Length == 0 ? text : text.Replace(written, string.Empty, StringComparison.OrdinalIgnoreCase);
        }

        return mention.Mentioned.Name is { Length: > 0 } name
            ? AtElement().Replace(text, match => string.Equals(match.Groups[1].Value, name, StringComparison.OrdinalIgnoreCase) ? string.Empty : match.Value)
            : text;
    }

    private static bool IsReplyable(Activity activity) =>
        activity.Type != ActivityTypes.ConversationUpdate || activity.ChannelId is not ("directline" or "webchat");

    [GeneratedRegex("""<span[^<>]{0,200}itemtype="http://schema\.skype\.com/InputExtension"[^<>]{0,200}>\s*(<span[^<>]{0,200}></span>\s*)?</span>""", RegexOptions.IgnoreCase)]
    private static partial Regex CardMark();

    [GeneratedRegex("<at[^<>]{0,200}>([^<]{0,1000})</at>", RegexOptions.IgnoreCase)]
    private static partial Regex AtElement();
}
