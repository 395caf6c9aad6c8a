using BotDesk.Data;
using BotDesk.Timers;

namespace BotDesk.Conversation;

/// <summary>Forgets, once a day, which clicks counted so long ago that their cards are gone from view.</summary>
/// <remarks>The outbox forgets a card's message after 90 days, and with it how to bring the card up to date; what it counted is kept twice as long.</remarks>
internal sealed class ForgetNonces(DeskDb db, TimeProvider clock) : ITimerHandler
{
    public const string Kind = "nonces.forget";
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);
    public static readonly TimeSpan Keep = TimeSpan.FromDays(180);

    public Task FireAsync(DueTimer timer) =>
        db.ExecuteAsync("DELETE FROM used_nonces WHERE used_at < @before", new { before = (clock.GetUtcNow() - Keep).ToUnixTimeMilliseconds() });
}
