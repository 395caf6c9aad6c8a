namespace BotDesk.Policy;

/// <summary>The policy in force. Whoever works with it takes it once and keeps that one to the end of the work.</summary>
public sealed class PolicySource(DeskPolicy policy)
{
    public DeskPolicy Current { get; } = policy;
}
