using BotDesk.Protocol;

namespace BotDesk.Access;

/// <summary>The one rule for who is let in without proving who they are: in Development, programs and people on this very machine.</summary>
internal sealed class LocalDevelopment(IHostEnvironment environment)
{
    /// <summary>What is said loudly at the start.</summary>
    public const string Announcement = "Development: everybody on this machine is let in without signing in, by chat, API and console. Never expose this port.";

    public bool LetsIn(HttpContext context) => environment.IsDevelopment() && LocalCaller.IsLocal(context);
}
