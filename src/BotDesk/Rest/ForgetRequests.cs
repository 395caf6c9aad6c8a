using BotDesk.Data;
using BotDesk.Timers;

namespace BotDesk.Rest;

/// <summary>Forgets, once an hour, the answers to requests with an Idempotency-Key that are older than <see cref="ApiWriter.Remembered"/>.</summary>
internal sealed class ForgetRequests(DeskDb db, TimeProvider clock) : ITimerHandler
{
    public const string Kind = "api.forget";
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    public Task FireAsync(DueTimer timer) =>
        db.ExecuteAsync("DELETE FROM api_requests WHERE at <= @until", new { until = (clock.GetUtcNow() - ApiWriter.Remembered).ToUnixTimeMilliseconds() });
}
