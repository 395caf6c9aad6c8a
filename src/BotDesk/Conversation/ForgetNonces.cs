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

    /// <summary>A dialog that nobody has sent by then is closed.</summary>
    public static readonly TimeSpan KeepDialogs = TimeSpan.FromDays(2);

    public async Task FireAsync(DueTimer timer)
    {
        var now = clock.GetUtcNow();
        await db.ExecuteAsync("DELETE FROM used_nonces WHERE used_at < @before", new { before = (now - Keep).ToUnixTimeMilliseconds() });
        await db.ExecuteAsync("DELETE FROM open_dialogs WHERE opened_at < @before", new { before = (now - KeepDialogs).ToUnixTimeMilliseconds() });
    }
}
