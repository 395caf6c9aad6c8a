using System.Text.Json;
using BotDesk.Protocol;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>Where something was said or clicked.</summary>
/// <param name="Place">The conversation it belongs to.</param>
/// <param name="Channel">The Slack channel of it.</param>
/// <param name="ReplyThread">The thread that an answer goes to where the conversation is wider than it.</param>
internal sealed record SlackSpot(SlackPlace Place, string Channel, string? ReplyThread = null);

/// <summary>What happened in Slack as activities of the desk's own protocol.</summary>
internal static class SlackActivities
{
    public static Activity Message(SlackSpot spot, string user, string? team, string bot, string id, string text, IList<Attachment>? attachments = null)
    {
        var activity = New(ActivityTypes.Message, spot, user, team, bot, id);
        (activity.Text, activity.Attachments) = (text, attachments);
        return activity;
    }

    /// <summary>A click, as a channel sends it that has no answer in the response.</summary>
    public static Activity Click(SlackSpot spot, string user, string? team, string bot, string id, JsonElement value)
    {
        var activity = New(ActivityTypes.Message, spot, user, team, bot, id);
        activity.Value = value;
        return activity;
    }

    /// <summary>A form that was sent from a modal, which waits for the answer.</summary>
    public static Activity Submit(SlackSpot spot, string user, string? team, string bot, string id, JsonElement data)
    {
        var activity = New(ActivityTypes.Invoke, spot, user, team, bot, id);
        (activity.Name, activity.Value) = (InvokeNames.TaskSubmit, JsonSerializer.SerializeToElement(new { data }));
        return activity;
    }

    /// <summary>A click whose answer stands in a modal, which waits for it.</summary>
    public static Activity Ask(SlackSpot spot, string user, string? team, string bot, string id, JsonElement data)
    {
        var activity = New(ActivityTypes.Invoke, spot, user, team, bot, id);
        (activity.Name, activity.Value) = (InvokeNames.TaskFetch, JsonSerializer.SerializeToElement(new { data }));
        return activity;
    }

    /// <summary>Something chosen from the menu of a message, which waits for the dialog.</summary>
    /// <param name="message">As Slack handed it over.</param>
    public static Activity Menu(SlackSpot spot, string user, string? team, string bot, string id, string command, JsonElement message)
    {
        var activity = New(ActivityTypes.Invoke, spot, user, team, bot, id);
        (activity.Name, activity.Value) = (InvokeNames.ComposeExtensionFetchTask, JsonSerializer.SerializeToElement(new { commandId = command, message }));
        return activity;
    }

    /// <summary>A message was changed, or taken back where there is no text.</summary>
    public static Activity Change(SlackSpot spot, string user, string? team, string bot, string id, string? text, string at)
    {
        var activity = New(text is null ? ActivityTypes.MessageDelete : ActivityTypes.MessageUpdate, spot, user, team, bot, id);
        (activity.Text, activity.Timestamp) = (text, double.TryParse(at, System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null);
        return activity;
    }

    /// <param name="on">The message under the emoji.</param>
    public static Activity Reaction(SlackSpot spot, string user, string? team, string bot, string id, string emoji, string on)
    {
        var activity = New(ActivityTypes.MessageReaction, spot, user, team, bot, id);
        (activity.ReplyToId, activity.ReactionsAdded) = (on, [new MessageReaction { Type = emoji }]);
        return activity;
    }

    /// <summary>Said to others, in a thread that is followed.</summary>
    public static void Overhear(Activity activity) => activity.ChannelData = JsonSerializer.SerializeToElement(new { overheard = true });

    public static bool IsOverheard(Activity activity) => activity.ChannelData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("overheard", out _);

    /// <summary>Somebody opened the direct messages with the bot.</summary>
    public static Activity Came(SlackSpot spot, string user, string? team, string bot, string id)
    {
        var activity = New(ActivityTypes.ConversationUpdate, spot, user, team, bot, id);
        activity.MembersAdded = [new ChannelAccount { Id = user }];
        return activity;
    }

    /// <summary>Says that the bot was spoken to by name; the name itself is no longer in the text.</summary>
    public static Entity Mention(string bot) => JsonSerializer.Deserialize<Entity>(JsonSerializer.Serialize(new { type = "mention", mentioned = new { id = bot }, text = "" }), JsonSerializerOptions.Web)!;

    private static Activity New(string type, SlackSpot spot, string user, string? team, string bot, string id) => new()
    {
        Type = type,
        Id = SlackActivityId.Of(id, spot.ReplyThread),
        ChannelId = SlackChannel.Id,
        ServiceUrl = SlackAddress.Of(spot.Channel),
        From = new ChannelAccount { Id = user, Role = "user" },
        Recipient = new ChannelAccount { Id = bot, Role = "bot" },
        Conversation = new ConversationAccount { Id = spot.Place.Id, IsGroup = !SlackPlace.IsPerson(spot.Place.Base), TenantId = team },
    };
}
