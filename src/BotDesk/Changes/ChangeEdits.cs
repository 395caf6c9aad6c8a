namespace BotDesk.Changes;

/// <summary>What is different between two versions of a plan, in words that follow "changed".</summary>
internal static class ChangeEdits
{
    public const string Window = "the window";

    private static readonly (string Word, Func<ChangeProposal, string> Of, bool IsScope)[] Parts =
    [
        ("the type", proposal => $"{proposal.Type}:{proposal.Template}", true),
        ("the title", proposal => proposal.Title.Trim(), false),
        ("the description", proposal => proposal.Description.Trim(), true),
        ("the reason", proposal => proposal.Why.Trim(), false),
        ("the services", proposal => string.Join(',', proposal.ServiceKeys.Order(StringComparer.Ordinal)), true),
        ("the items", proposal => string.Join(',', ChangeItems.Read(proposal.Items).Order(StringComparer.Ordinal)), true),
        ("the environment", proposal => proposal.Environment, true),
        ("the implementer", proposal => $"{proposal.ImplementerId}", false),
        ("the risk", proposal => $"{proposal.Risk} {proposal.Answers}", true),
        ("the test plan", proposal => proposal.TestPlan.Trim(), false),
        ("the roll-back", proposal => proposal.RollBack.Trim(), false),
        ("the communication", proposal => proposal.Communication.Trim(), false),
        (Window, proposal => $"{proposal.Window ?? default} {proposal.Window is null} {proposal.WantsException}", true),
    ];

    public static IReadOnlyList<string> Between(ChangeProposal before, ChangeProposal after) => [.. Parts.Where(part => part.Of(before) != part.Of(after)).Select(part => part.Word)];

    /// <summary>Whether those who agreed agreed to something else.</summary>
    public static bool AskAgain(IReadOnlyList<string> edited) => Parts.Any(part => part.IsScope && edited.Contains(part.Word));
}
