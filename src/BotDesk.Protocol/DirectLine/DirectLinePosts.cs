using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol.DirectLine;

/// <summary>Makes what the bot receives, and what clients see, of what a client sends.</summary>
internal sealed class DirectLinePosts(IOptions<DirectLineOptions> options, TimeProvider time)
{
    private readonly DirectLineOptions _options = options.Value;

    /// <summary>
    /// Who speaks, where and when is decided here: a client's <c>from</c>, <c>channelId</c>, <c>serviceUrl</c>, id and time are only claims.
    /// </summary>
    /// <exception cref="DirectLineException">A client cannot say this.</exception>
    public DirectLinePost Accept(Activity activity, DirectLineConversation conversation, string? name, IReadOnlyList<DirectLineFile> files)
    {
        switch (activity.Type)
        {
            case null or "":
                throw Refused("The activity has no 'type'.");

            // What only a channel can know, such as who joined, or what needs an answer that this channel has no way to give.
            case ActivityTypes.ConversationUpdate or ActivityTypes.InstallationUpdate or ActivityTypes.ContactRelationUpdate or ActivityTypes.Invoke:
                throw Refused($"A Direct Line client cannot send '{activity.Type}'.");
        }

        var clientActivityId = DirectLineChannelData.Of(activity).ClientActivityId;
        if (clientActivityId is { Length: > 256 })
        {
            throw Refused("'channelData.clientActivityID' is too long.");
        }

        activity.Id = Guid.CreateVersion7().ToString("N");
        activity.Timestamp = time.GetUtcNow();
        activity.ChannelId = _options.ChannelId;
        activity.From = User(conversation, name);
        activity.Conversation = new ConversationAccount { Id = conversation.Id };
        activity.DeliveryMode = null; // expectReplies would make the bot answer into nowhere
        activity.RelatesTo = null;
        activity.Recipient = null;
        activity.ServiceUrl = null;

        // The echo: with it the client knows that what it sent has arrived, by channelData.clientActivityID.
        var stream = ActivityJson.Serialize(activity);
        activity.Recipient = Bot();
        activity.ServiceUrl = _options.ServiceUrl;
        return new DirectLinePost(activity, stream, clientActivityId, files);
    }

    /// <summary>What the bot hears when a conversation starts: it and the person have joined.</summary>
    public Activity ConversationUpdate(DirectLineConversation conversation) => new()
    {
        Type = ActivityTypes.ConversationUpdate,
        Id = Guid.CreateVersion7().ToString("N"),
        Timestamp = time.GetUtcNow(),
        ChannelId = _options.ChannelId,
        ServiceUrl = _options.ServiceUrl,
        From = User(conversation, null),
        Recipient = Bot(),
        Conversation = new ConversationAccount { Id = conversation.Id },
        Locale = conversation.Locale,
        MembersAdded = [Bot(), User(conversation, null)],
    };

    private ChannelAccount Bot() => new() { Id = _options.BotId, Name = _options.BotName, Role = "bot" };

    private static ChannelAccount User(DirectLineConversation conversation, string? name) =>
        new() { Id = conversation.UserId, Name = name ?? conversation.UserName, Role = "user" };

    private static DirectLineException Refused(string why) => new(StatusCodes.Status400BadRequest, "BadArgument", why);
}
