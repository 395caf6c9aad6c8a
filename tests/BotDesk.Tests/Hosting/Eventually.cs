using System.Diagnostics;

namespace BotDesk.Tests;

/// <summary>Asks again and again, without pauses, until something that follows by itself has followed.</summary>
internal static class Eventually
{
    /// <exception cref="TimeoutException">It has not come to that in <see cref="Arrivals.Patience"/>.</exception>
    public static async Task<T> Is<T>(Func<Task<T>> ask, Func<T, bool> isRight)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (isRight(answer))
            {
                return answer;
            }

            if (since.Elapsed > Arrivals.Patience)
            {
                throw new TimeoutException($"Still {answer} after {Arrivals.Patience.TotalSeconds} s.");
            }
        }
    }
}
