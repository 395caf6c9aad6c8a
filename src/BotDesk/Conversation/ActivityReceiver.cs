using System.Text.Json;
using BotDesk.Data;
using BotDesk.Protocol;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Conversation;

/// <summary>Takes activities from a channel: durable before it is acknowledged, handled once however often it is delivered.</summary>
public sealed class ActivityReceiver(DeskWriter writer, ConversationLanes lanes, IEnumerable<IChannel> channels, IFollowedMessages followed, IBystander bystander, IDbContextFactory<DeskDb> readers) : IActivityReceiver
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

        if (!await IsHeardAsync(activity, cancellationToken))
        {
            return answersInResponse ? new ReceiveResult.Replies([]) : ReceiveResult.Accepted.Instance;
        }

        // A channel gives every activity an id; one without has nothing by which a second delivery could be told.
        activity.Id ??= Guid.NewGuid().ToString("N");
        var key = ConversationKey.Of(activity.ChannelId!, activity.Conversation!.Id!);
        var json = ActivityJson.Serialize(activity);
        var (row, isNew) = await writer.DoFirstAsync((Inbox inbox) => inbox.AddAsync(key, Hearing.IdOf(activity), json), cancellationToken);
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

    private static bool IsUsed(string? type) => type is
        ActivityTypes.Message or ActivityTypes.MessageUpdate or ActivityTypes.MessageDelete or ActivityTypes.MessageReaction
        or ActivityTypes.ConversationUpdate or ActivityTypes.InstallationUpdate or ActivityTypes.Event;

    private async Task<bool> IsHeardAsync(Activity activity, CancellationToken cancellationToken)
    {
        var channel = channels.First(channel => channel.Serves(activity.ChannelId!));
        if (channel.IsAddressed(activity))
        {
            return true;
        }

        await using (var db = await readers.CreateDbContextAsync(cancellationToken))
        {
            if (await Hearing.ConcernsAsync(channel, followed, db, activity))
            {
                return true;
            }
        }

        return channel.PublicPlaceOf(activity) is { } place && await bystander.NoticeAsync(activity, place, cancellationToken);
    }

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
