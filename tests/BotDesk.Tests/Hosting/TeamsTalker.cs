using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Tests;

/// <summary>Somebody in Teams: activities go to the messaging endpoint, answers come to the connector.</summary>
internal sealed class TeamsTalker(DeskHost desk, string handle, string accountId, string conversationId) : Talker(desk, handle, conversationId)
{
    public override string ChannelId => "msteams";

    protected override Arrivals Arrivals => Desk.Connector.Shown;

    public override Task<Reply> Says(string text) => Sends(Message(text));

    public override async Task<Reply> Clicks(ShownCard card, string button, object? typed = null)
    {
        var activity = Click(card, button, typed);
        var (status, response) = await Posts(activity);
        Assert.Equal(HttpStatusCode.OK, status);
        return Reply.OfClick(response, await AnswersTo(activity["id"]!.GetValue<string>()));
    }

    /// <summary>Sends an activity, and reads what answers it.</summary>
    public async Task<Reply> Sends(JsonObject activity)
    {
        var (status, _) = await Posts(activity);
        Assert.Equal(HttpStatusCode.Accepted, status);
        return await AnswersTo(activity["id"]!.GetValue<string>());
    }

    /// <summary>Asks for the answer in the response, as a channel does that cannot be called.</summary>
    public async Task<Reply> SaysExpectingReplies(string text, string? activityId = null)
    {
        var activity = Message(text);
        (activity["deliveryMode"], activity["id"]) = ("expectReplies", activityId);
        var (status, response) = await Posts(activity);
        Assert.Equal(HttpStatusCode.OK, status);
        return Reply.Of(response.GetProperty("activities").EnumerateArray().Select(each => new Arrival(ConversationId, "", IsUpdate: false, each)));
    }

    /// <summary>Posts an activity as the channel does, with what the protocol asks for filled in.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> Posts(JsonObject activity) => await Desk.PostsActivity(Filled(activity));

    /// <summary>The activity with everything that the channel adds, a new id included where it has none.</summary>
    public JsonObject Filled(JsonObject activity)
    {
        activity["id"] ??= Guid.NewGuid().ToString("N");
        activity["channelId"] ??= ChannelId;
        activity["serviceUrl"] ??= Desk.Connector.Url;
        activity["from"] ??= new JsonObject { ["id"] = accountId, ["name"] = Handle };
        activity["recipient"] ??= new JsonObject { ["id"] = "28:desk", ["name"] = "BotDesk" };
        activity["conversation"] ??= new JsonObject { ["id"] = ConversationId, ["conversationType"] = "personal", ["tenantId"] = "tenant" };
        return activity;
    }

    public static JsonObject Click(ShownCard card, string button, object? typed = null)
    {
        var (verb, data) = card.Press(button, typed);
        return Click(verb, data);
    }

    public static JsonObject Click(string verb, JsonObject data) => new()
    {
        ["type"] = "invoke",
        ["name"] = "adaptiveCard/action",
        ["id"] = Guid.NewGuid().ToString("N"),
        ["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data }, ["trigger"] = "manual" },
    };
}
