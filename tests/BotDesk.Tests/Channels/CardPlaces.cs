using System.Text.Json.Nodes;
using BotDesk.Tests.Channels.Slack;

namespace BotDesk.Tests.Channels;

/// <summary>Where a card about a change stands.</summary>
/// <param name="Key">Of the conversation.</param>
/// <param name="Text">What the card says now.</param>
/// <param name="Cards">How often it was shown there as something new.</param>
internal sealed record CardPlace(string Key, Func<string> Text, Func<int> Cards)
{
    /// <summary>How many have to agree still.</summary>
    public int Open() => Text().Split("has not decided yet").Length - 1;
}

/// <summary>Jonas shows a change in many places.</summary>
internal static class CardPlaces
{
    /// <param name="conversation">A chat of his, or a thread in a channel.</param>
    public static async Task<CardPlace> ShowsInTeams(this DeskHost desk, string number, string conversation)
    {
        var talker = desk.As("jonas", conversation);
        var isGroup = conversation.StartsWith("19:", StringComparison.Ordinal);
        var card = (await talker.Sends(new JsonObject
        {
            ["type"] = "message",
            ["text"] = $"<at>BotDesk</at> {number}",
            ["conversation"] = new JsonObject { ["id"] = conversation, ["conversationType"] = isGroup ? "channel" : "personal", ["isGroup"] = isGroup, ["tenantId"] = "tenant" },
            ["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>BotDesk</at>", ["mentioned"] = new JsonObject { ["id"] = "28:desk", ["name"] = "BotDesk" } }),
        })).Card("changes/change");
        return new CardPlace(
            talker.ConversationKey,
            () => talker.Shown.Last(shown => shown.ActivityId == card.ActivityId).Card!.Text,
            () => talker.Shown.Count(shown => !shown.IsUpdate && shown.Card?.Template == "changes/change"));
    }

    /// <param name="channel">In which each time is a thread of its own.</param>
    public static async Task<CardPlace> ShowsInSlack(this DeskHost desk, FakeSlack slack, string number, string channel)
    {
        var card = (await desk.InSlack(slack, "U0JONAS").SaysIn(channel, $"<@{FakeSlack.Bot}> {number}")).Card("changes/change");
        return new CardPlace(
            $"slack|{channel}:{card.Thread}",
            () => slack.Screen.Messages.Single(message => message.Channel == channel && message.Ts == card.Ts).Text,
            () => slack.Screen.Messages.Count(message => message.Channel == channel && message.Thread == card.Thread && message.Name == "changes/change"));
    }

    public static async Task<CardPlace> ShowsInWebChat(this DeskHost desk, string number)
    {
        var talker = await desk.AsInWebChat("jonas");
        var card = (await talker.Says(number)).Card("changes/change");
        return new CardPlace(
            talker.ConversationKey,
            () => talker.Shown.Last(shown => shown.ActivityId == card.ActivityId).Card!.Text,
            () => talker.Shown.Count(shown => !shown.IsUpdate && shown.Card?.Template == "changes/change"));
    }
}
