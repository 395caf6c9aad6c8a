using System.Text.Json;
using BotDesk.Data;
using BotDesk.Protocol;

namespace BotDesk.Conversation;

/// <summary>Takes activities from a channel: durable before it is acknowledged, handled once however often it is delivered.</summary>
public sealed class ActivityReceiver(DeskWriter writer, ConversationLanes lanes, IEnumerable<IChannel> channels) : IActivityReceiver
{
    /// <summary>How long a response may wait for its answer; channels give up after 10 to 15 seconds and send again.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task<ReceiveResult> ReceiveAsync(Activity activity, CancellationToken cancellationToken)
    {
        var answersInResponse = activity.Type == ActivityTypes.Invoke || activity.DeliveryMode == DeliveryModes.ExpectReplies;
        if (!answersInResponse && !IsUsed(activity.Type))
        {
            return ReceiveResult.Accepted.Instance;
        }

        if (!channels.First(channel => channel.Serves(activity.ChannelId!)).IsAddressed(activity))
        {
            return answersInResponse ? new ReceiveResult.Replies([]) : ReceiveResult.Accepted.Instance;
        }

        // A channel gives every activity an id; one without has nothing by which a second delivery could be told.
        activity.Id ??= Guid.NewGuid().ToString("N");
        var key = ConversationKey.Of(activity.ChannelId!, activity.Conversation!.Id!);
        var json = ActivityJson.Serialize(activity);
        var (row, isNew) = await writer.DoAsync((Inbox inbox) => inbox.AddAsync(key, activity.Id, json), cancellationToken);
        if (!isNew && row.Status != InboxStatus.Pending)
        {
            return Answer(activity, row);
        }

        var handled = lanes.Enqueue(row);
        if (!answersInResponse)
        {
            return ReceiveResult.Accepted.Instance;
        }

        try
        {
            return Answer(activity, await handled.WaitAsync(Deadline, cancellationToken));
        }
        catch (TimeoutException)
        {
            return new ReceiveResult.Refused(503, "The answer took too long; it is kept, and the same activity sent again gets it.");
        }
    }

    /// <summary>An edit, a deletion and a reaction have no effect: what was asked for has been done, and a card says how it stands.</summary>
    private static bool IsUsed(string? type) => type is
        ActivityTypes.Message or ActivityTypes.ConversationUpdate or ActivityTypes.InstallationUpdate or ActivityTypes.Event;

    private static ReceiveResult Answer(Activity activity, InboxRow row)
    {
        if (activity.Type == ActivityTypes.Invoke)
        {
            return new ReceiveResult.Invoke(row.AnswerStatus == 0 ? InvokeResponse.NotImplemented : new InvokeResponse(row.AnswerStatus, row.Answer));
        }

        if (activity.DeliveryMode != DeliveryModes.ExpectReplies)
        {
            return ReceiveResult.Accepted.Instance;
        }

        if (row.Answer is not { Length: > 2 } answer)
        {
            return new ReceiveResult.Replies([]);
        }

        using var replies = JsonDocument.Parse(answer);
        return new ReceiveResult.Replies([.. replies.RootElement.EnumerateArray().Select(reply => new ReadOnlyMemory<byte>(System.Text.Encoding.UTF8.GetBytes(reply.GetRawText())))]);
    }
}
