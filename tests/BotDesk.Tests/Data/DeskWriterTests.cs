using BotDesk.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.Data;

/// <summary>Operations and their databases, which come from a pool.</summary>
public class DeskWriterTests : DeskStories
{
    [Story]
    public async Task What_an_operation_gave_back_to_the_pool_it_does_not_touch_again()
    {
        await using var desk = await StartDesk();
        var pool = desk.Services.GetRequiredService<IDbContextFactory<DeskDb>>();
        List<DeskDb> others = [];

        await desk.Services.GetRequiredService<DeskWriter>().WriteAsync(scope =>
        {
            // Whoever comes next may get the same one: all that the pool holds are taken.
            scope.GetRequiredService<DeskDb>().AfterCommit(() => others.AddRange(Enumerable.Range(0, 50).Select(_ => pool.CreateDbContext())));
            return Task.CompletedTask;
        });

        foreach (var other in others)
        {
            Assert.Equal(1, await other.QueryFirstAsync<long?>("SELECT 1"));
            await other.DisposeAsync();
        }
    }
}
