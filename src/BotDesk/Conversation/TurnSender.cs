using BotDesk.Conversation.Attachments;
using BotDesk.People;
using BotDesk.Protocol;

namespace BotDesk.Conversation;

/// <summary>Who sent an activity and what came with it, as far as the channel had to be asked: before the turn, and outside of its transaction.</summary>
/// <param name="Row">Of the inbox.</param>
/// <param name="Direct">Where they are written to directly; null unless it had to be asked.</param>
internal sealed record TurnSender(long Row, SenderProfile? Profile, ReceivedFiles Files, DirectPlace? Direct, QuotedMessage? Quoted)
{
    /// <summary>Of whom the channel has told nothing.</summary>
    public static TurnSender Unknown(long row) => new(row, null, ReceivedFiles.None, null, null);

    /// <exception cref="HttpRequestException">The channel cannot say now.</exception>
    public static async Task<TurnSender> AskAsync(long row, IChannel channel, FileArrival files, Activity activity, DirectPlace? direct) => new(
        row,
        await channel.FindSenderAsync(activity, CancellationToken.None),
        await files.ReadAsync(channel, activity, CancellationToken.None),
        direct,
        await channel.FindQuotedAsync(activity, CancellationToken.None));
}
