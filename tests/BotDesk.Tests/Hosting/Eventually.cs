using System.Diagnostics;

namespace BotDesk.Tests;

/// <summary>Asks again and again, without pauses, until something that follows by itself has followed.</summary>
internal static class Eventually
{
    /// <summary>Asks until there is an answer.</summary>
    /// <param name="what">What is waited for, as the failure names it.</param>
    public static async Task<T> Answers<T>(Func<Task<T?>> ask, string what) where T : class
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < Arrivals.Patience)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }
        }

        throw new TimeoutException($"Waited {Arrivals.Patience.TotalSeconds} s for {what}.");
    }

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
