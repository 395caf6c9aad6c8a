using BotDesk.Data;
using BotDesk.Timers;

namespace BotDesk.Tickets.Files;

/// <summary>Forgets files for which no ticket came: nobody but their sender ever saw them.</summary>
internal sealed class ForgetHeldFiles(DeskDb db, TimeProvider clock) : ITimerHandler
{
    public const string Kind = "tickets.forgetHeldFiles";
    public static readonly TimeSpan Every = TimeSpan.FromHours(6);

    public async Task FireAsync(DueTimer timer)
    {
        var before = (clock.GetUtcNow() - TicketFiles.HeldFor).ToUnixTimeMilliseconds();
        await db.ExecuteAsync("DELETE FROM ticket_file_contents WHERE file_id IN (SELECT id FROM ticket_files WHERE ticket_id IS NULL AND sent_at < @before)", new { before });
        await db.ExecuteAsync("DELETE FROM ticket_files WHERE ticket_id IS NULL AND sent_at < @before", new { before });
    }
}
