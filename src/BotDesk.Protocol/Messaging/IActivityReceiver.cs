namespace BotDesk.Protocol;

/// <summary>The bot's side of the messaging endpoint: takes activities whose sender was authenticated.</summary>
public interface IActivityReceiver
{
    /// <summary>
    /// Commits the activity durably before it returns, because a channel that got its 202 never sends it again. For an invoke and
    /// for <c>expectReplies</c> it waits for the answer. The same activity may come more than once, and from several requests at a time.
    /// </summary>
    /// <exception cref="Exception">Answered with 500, after which the channel sends the activity again.</exception>
    Task<ReceiveResult> ReceiveAsync(Activity activity, CancellationToken cancellationToken);
}
