namespace BotDesk.Tests;

/// <summary>Lets so many through; the others wait until whoever asked gives up.</summary>
internal sealed class Gate(int count)
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = count;

    /// <summary>Ends when somebody waits.</summary>
    public Task IsShut => _first.Task.WaitAsync(Arrivals.Patience);

    public async Task PassAsync(CancellationToken gaveUp)
    {
        if (Interlocked.Decrement(ref _left) < 0)
        {
            _first.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, gaveUp);
        }
    }
}
