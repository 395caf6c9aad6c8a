using System.Diagnostics;
using BotDesk.Channels;
using BotDesk.Data;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests;

/// <summary>Lets a fake clock run on whenever everything that has to go out waits for it: no sooner, so that what is sent is sent at its own time.</summary>
internal static class TimeFlow
{
    /// <summary>
    /// Ends when the story does, and everything that was to go out because of it is out. Of a desk whose deliveries are counted: what has leave to go
    /// must have arrived before the clock moves.
    /// </summary>
    /// <returns>How much of the clock's time it took.</returns>
    public static async Task<TimeSpan> FlowsFor(this FakeTime clock, DeskHost desk, Task story)
    {
        var delivery = (CountedDelivery)desk.Services.GetRequiredService<IDelivery>();
        var (since, patience) = (clock.GetUtcNow(), Stopwatch.StartNew());
        while (true)
        {
            var isTold = story.IsCompleted;
            var places = await desk.Row<long>("SELECT count(DISTINCT conversation_key) FROM outbox WHERE done_at IS NULL");
            if (places == 0 && isTold)
            {
                await story;
                return clock.GetUtcNow() - since;
            }

            if (places > 0 && clock.Waiting(typeof(Pacing), typeof(OutboxDispatcher)) >= places && delivery.UnderWay <= clock.Waiting(typeof(Pacing)))
            {
                clock.AdvanceToNext();
            }

            if (patience.Elapsed > Arrivals.Patience * 2)
            {
                throw new TimeoutException($"{places} places still wait to be written to.");
            }
        }
    }
}
