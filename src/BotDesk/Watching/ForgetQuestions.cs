using BotDesk.Data;
using BotDesk.Timers;

namespace BotDesk.Watching;

/// <summary>Forgets what came of questions a year ago.</summary>
internal sealed class ForgetQuestions(DeskDb db, TimeProvider clock) : ITimerHandler
{
    public const string Kind = "watching.forget";
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public async Task FireAsync(DueTimer timer)
    {
        var before = (clock.GetUtcNow() - Kept).ToUnixTimeMilliseconds();
        await db.ExecuteAsync("DELETE FROM watch_votes WHERE question_id IN (SELECT id FROM watched_questions WHERE at < @before)", new { before });
        await db.ExecuteAsync("DELETE FROM watched_questions WHERE at < @before", new { before });
    }
}
