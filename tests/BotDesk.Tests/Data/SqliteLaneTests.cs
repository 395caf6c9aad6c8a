using System.Collections.Concurrent;
using BotDesk.Data;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.Data;

/// <summary>SQLite's one writer, and who goes first.</summary>
public sealed class SqliteLaneTests
{
    [Fact]
    public async Task What_somebody_waits_for_overtakes_what_waits_already()
    {
        await using var desk = await DeskHost.StartAsync();
        var writer = desk.Services.GetRequiredService<DeskWriter>();
        var (goesOn, done) = (new TaskCompletionSource(), new ConcurrentQueue<string>());
        var running = writer.WriteAsync(_ => goesOn.Task);

        List<Task> all = [running, .. Enumerable.Range(0, 100).Select(number => writer.WriteAsync(_ => Does($"{number}")))];
        all.AddRange(Enumerable.Range(0, 2).Select(number => writer.DoFirstAsync((DeskDb _) => Does($"first {number}"))));
        goesOn.SetResult();
        await Task.WhenAll(all);

        Assert.Equal(["first 0", "first 1", .. Enumerable.Range(0, 100).Select(number => $"{number}")], done);

        Task<bool> Does(string what)
        {
            done.Enqueue(what);
            return Task.FromResult(true);
        }
    }
}
