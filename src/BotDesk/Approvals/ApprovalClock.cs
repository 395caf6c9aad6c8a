using System.Globalization;
using BotDesk.Timers;

namespace BotDesk.Approvals;

/// <summary>Reminds those who have not answered.</summary>
internal sealed class RemindApprovers(ApprovalDesk desk) : ITimerHandler
{
    public Task FireAsync(DueTimer timer) => desk.RemindAsync(long.Parse(timer.Subject, CultureInfo.InvariantCulture));
}

/// <summary>Asks the next in line when the time to answer is over.</summary>
internal sealed class EscalateApproval(ApprovalDesk desk) : ITimerHandler
{
    public Task FireAsync(DueTimer timer) => desk.EscalateAsync(long.Parse(timer.Subject, CultureInfo.InvariantCulture));
}

/// <summary>Somebody said until when they are away, and that is now.</summary>
internal sealed class EndAbsence(AbsenceDesk desk) : ITimerHandler
{
    public Task FireAsync(DueTimer timer) => desk.EndedAsync(long.Parse(timer.Subject, CultureInfo.InvariantCulture));
}
