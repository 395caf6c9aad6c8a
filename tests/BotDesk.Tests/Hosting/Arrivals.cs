using System.Text.Json;

namespace BotDesk.Tests;

/// <summary>Something that reached a client: a new activity, or an old one in a new state.</summary>
/// <param name="IsUpdate">Whether an activity with this id had been shown before.</param>
internal sealed record Arrival(string ConversationId, string ActivityId, bool IsUpdate, JsonElement Activity)
{
    public string? Text => Activity.TryGetProperty("text", out var text) ? text.GetString() : null;

    public string? ReplyToId => Activity.TryGetProperty("replyToId", out var id) ? id.GetString() : null;

    public string? PictureUrl =>
        Activity.TryGetProperty("attachments", out var attachments) && attachments.GetArrayLength() > 0
        && attachments[0].GetProperty("contentType").GetString()!.StartsWith("image/", StringComparison.Ordinal)
            ? attachments[0].GetProperty("contentUrl").GetString()
            : null;

    public ShownCard? Card => ShownCard.Of(Activity, ActivityId);
}

/// <summary>What reached a client, in order; waits for what has not come yet.</summary>
internal sealed class Arrivals
{
    /// <summary>How long a test waits for what must come: long, because it ends as soon as it comes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<Arrival> _all = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<Arrival> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    public void Add(Arrival arrival)
    {
        TaskCompletionSource more;
        lock (_lock)
        {
            _all.Add(arrival);
            (more, _more) = (_more, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        more.SetResult();
    }

    /// <summary>The first answer that is not null; asked again whenever something arrives.</summary>
    public async Task<T> WaitFor<T>(Func<IReadOnlyList<Arrival>, T?> find, string what) where T : class
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task more;
            IReadOnlyList<Arrival> all;
            lock (_lock)
            {
                (more, all) = (_more.Task, [.. _all]);
            }

            if (find(all) is { } found)
            {
                return found;
            }

            try
            {
                await more.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Waited {Patience.TotalSeconds} s for {what}. Came: {string.Join("; ", all.Select(arrival => arrival.Text ?? arrival.Card?.Template))}");
            }
        }
    }
}
