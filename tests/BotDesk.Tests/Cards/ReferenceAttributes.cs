namespace BotDesk.Tests.Cards;

/// <summary>A fact that needs Node.js and the npm packages. Skipped where they are missing; on a build server it fails instead.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReferenceFactAttribute : FactAttribute
{
    public ReferenceFactAttribute() => Skip = AdaptiveCardsReference.MissingReason;
}

/// <inheritdoc cref="ReferenceFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReferenceTheoryAttribute : TheoryAttribute
{
    public ReferenceTheoryAttribute() => Skip = AdaptiveCardsReference.MissingReason;
}
