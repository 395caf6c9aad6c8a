namespace BotDesk.Changes;

/// <summary>What is different between two versions of a plan, part by part.</summary>
internal static class ChangeEdits
{
    public const string Window = "window";

    private static readonly (string Part, Phrase Word, Func<ChangeProposal, string> Of, bool IsScope)[] Parts =
    [
        ("kind", Phrase.Of("changes.edit.kind"), proposal => $"{proposal.Type}:{proposal.Template}", true),
        ("title", Phrase.Of("changes.edit.title"), proposal => proposal.Title.Trim(), false),
        ("description", Phrase.Of("changes.edit.description"), proposal => proposal.Description.Trim(), true),
        ("why", Phrase.Of("changes.edit.why"), proposal => proposal.Why.Trim(), false),
        ("services", Phrase.Of("changes.edit.services"), proposal => string.Join(',', proposal.ServiceKeys.Order(StringComparer.Ordinal)), true),
        ("items", Phrase.Of("changes.edit.items"), proposal => string.Join(',', ChangeItems.Read(proposal.Items).Order(StringComparer.Ordinal)), true),
        ("environment", Phrase.Of("changes.edit.environment"), proposal => proposal.Environment, true),
        ("implementer", Phrase.Of("changes.edit.implementer"), proposal => $"{proposal.ImplementerId}", false),
        ("risk", Phrase.Of("changes.edit.risk"), proposal => $"{proposal.Risk} {proposal.Answers}", true),
        ("testPlan", Phrase.Of("changes.edit.testPlan"), proposal => proposal.TestPlan.Trim(), false),
        ("rollBack", Phrase.Of("changes.edit.rollBack"), proposal => proposal.RollBack.Trim(), false),
        ("communication", Phrase.Of("changes.edit.communication"), proposal => proposal.Communication.Trim(), false),
        (Window, Phrase.Of("changes.edit.window"), proposal => $"{proposal.Window ?? default} {proposal.Window is null} {proposal.WantsException}", true),
    ];

    public static IReadOnlyList<string> Between(ChangeProposal before, ChangeProposal after) => [.. Parts.Where(part => part.Of(before) != part.Of(after)).Select(part => part.Part)];

    /// <summary>The parts in words.</summary>
    public static Phrase Words(IReadOnlyList<string> edited) => Phrase.Join(", ", Parts.Where(part => edited.Contains(part.Part)).Select(part => part.Word));

    /// <summary>Whether those who agreed agreed to something else.</summary>
    public static bool AskAgain(IReadOnlyList<string> edited) => Parts.Any(part => part.IsScope && edited.Contains(part.Part));
}
