using System.Net;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Watching;

/// <summary>A channel of a team in which people write to each other, as Teams tells a bot that may read it.</summary>
/// <param name="after">How many messages there were before.</param>
internal sealed class TeamsChannel(DeskHost desk, int after = 0, string id = "19:it-help@thread.tacv2")
{
    private int _last = after;

    public DeskHost Desk { get; } = desk;

    public string Key => $"msteams|{id}";

    /// <summary>Begins a thread with a message that mentions nobody.</summary>
    /// <param name="expectsAnswer">Whether it is looked for under the message.</param>
    /// <returns>The thread, and the card that answers it; null where there is silence.</returns>
    public async Task<(Post Post, ShownCard? Answer)> Asks(string handle, string text, Action<JsonObject>? change = null, string? name = null, bool expectsAnswer = true)
    {
        var post = new Post($"17000000{++_last:00000}", $"{id};messageid=17000000{_last:00000}");
        var message = await Writes(post, handle, text, post.Id, change, name);
        return (post, await AnswerTo(post, message, expectsAnswer));
    }

    /// <summary>Mentions the bot at the top of the channel.</summary>
    /// <returns>What it says.</returns>
    public async Task<string> Tells(string handle, string text)
    {
        var at = $"17000000{++_last:00000}";
        var talker = Desk.As(handle, $"{id};messageid={at}");
        var message = Channels.BotFramework.TeamsInputTests.Mentioning($"<at>BotDesk</at> {text}");
        (message["id"], message["conversation"], message["channelData"]) = (at, Place(talker.ConversationId), Data());
        return (await talker.Sends(message)).Text;
    }

    /// <summary>Writes in a thread, without mentioning anybody.</summary>
    public async Task<ShownCard?> Replies(Post post, string handle, string text)
    {
        var message = await Writes(post, handle, text, $"17000000{++_last:00000}", null, null);
        return await AnswerTo(post, message);
    }

    public async Task Deletes(Post post, string handle) => Assert.Equal(HttpStatusCode.Accepted, (await Desk.As(handle, post.Thread).Posts(new JsonObject
    {
        ["type"] = "messageDelete",
        ["id"] = post.Id,
        ["conversation"] = Place(post.Thread),
        ["channelData"] = new JsonObject { ["eventType"] = "softDeleteMessage" },
    })).Status);

    /// <summary>How the card reads after somebody pressed one of its buttons, for everybody in the thread.</summary>
    public async Task<ShownCard> Presses(string handle, Post post, ShownCard card, string button)
    {
        var talker = Desk.As(handle, post.Thread);
        var click = TeamsTalker.Click(card, button);
        click["conversation"] = Place(post.Thread);
        var (status, response) = await talker.Posts(click);
        Assert.Equal(HttpStatusCode.OK, status);
        await Desk.HandledAsync(talker.ConversationKey, click["id"]!.GetValue<string>());
        return Reply.OfClick(response, new Reply([], [])).Replacement!;
    }

    public static JsonObject Message(Post post, string text, string? messageId = null) => new()
    {
        ["type"] = "message",
        ["id"] = messageId ?? post.Id,
        ["text"] = text,
        ["conversation"] = Place(post.Thread),
        ["channelData"] = Data(),
    };

    private async Task<JsonObject> Writes(Post post, string handle, string text, string messageId, Action<JsonObject>? change, string? name)
    {
        var talker = name is null ? Desk.As(handle, post.Thread) : new TeamsTalker(Desk, name, $"29:{handle}", post.Thread);
        var message = talker.Filled(Message(post, text, messageId));
        change?.Invoke(message);
        Assert.Equal(HttpStatusCode.Accepted, (await talker.Posts(message)).Status);
        return message;
    }

    /// <summary>What came as the answer, once it was handled; nothing was kept of what is not answered.</summary>
    private async Task<ShownCard?> AnswerTo(Post post, JsonObject message, bool isHere = true)
    {
        var (key, messageId) = ($"msteams|{post.Thread}", message["id"]!.GetValue<string>());
        if (await Desk.Row<long>("SELECT count(*) FROM inbox WHERE conversation_key = @key AND activity_id = @messageId", new { key, messageId }) == 0)
        {
            return null;
        }

        var count = await Desk.HandledAsync(key, messageId);
        return count == 0 || !isHere ? null : await Desk.As("jonas", post.Thread).Receives("watching/answer");
    }

    private static JsonObject Data() => new() { ["team"] = new JsonObject { ["name"] = "Larkfield" }, ["channel"] = new JsonObject { ["name"] = "IT help" } };

    private static JsonObject Place(string conversation) => new() { ["id"] = conversation, ["conversationType"] = "channel", ["isGroup"] = true, ["tenantId"] = "tenant" };
}

/// <param name="Id">Of the message that began it.</param>
/// <param name="Thread">The channel's id of the conversation under it.</param>
internal sealed record Post(string Id, string Thread);
