namespace BotDesk.Protocol;

/// <summary>What became of an activity, and with it what the channel is answered.</summary>
public abstract record ReceiveResult
{
    private ReceiveResult()
    {
    }

    /// <summary>Taken, to be worked on later: 202. For an invoke it means that nobody handles it: 501.</summary>
    public sealed record Accepted : ReceiveResult
    {
        public static Accepted Instance { get; } = new();
    }

    /// <summary>The answer to <c>expectReplies</c>: 200 <c>{"activities":[…]}</c>.</summary>
    /// <param name="Activities">Each one activity as JSON, in the order to be shown.</param>
    public sealed record Replies(IReadOnlyList<ReadOnlyMemory<byte>> Activities) : ReceiveResult
    {
        public static Replies Of(params IEnumerable<Activity> activities) =>
            new([.. activities.Select(activity => new ReadOnlyMemory<byte>(ActivityJson.Serialize(activity)))]);
    }

    /// <summary>The answer to an invoke.</summary>
    public sealed record Invoke(InvokeResponse Response) : ReceiveResult;

    /// <summary>Not taken, and sending it again would not help.</summary>
    /// <param name="Status">HTTP status, 400 to 599.</param>
    /// <param name="Reason">For the sender's developer, as the problem's <c>detail</c>.</param>
    public sealed record Refused(int Status, string Reason) : ReceiveResult;
}
