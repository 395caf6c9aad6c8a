namespace BotDesk.Policy;

/// <summary>The policy in force. Whoever works with it takes it once and keeps that one to the end of the work.</summary>
public sealed class PolicySource(DeskPolicy policy) : IOrganisationLanguage
{
    private volatile DeskPolicy _current = policy;

    public DeskPolicy Current => _current;

    Language IOrganisationLanguage.Language => _current.Organisation.Language;

    /// <summary>Puts another one into force, all of it at once.</summary>
    internal void Use(DeskPolicy policy) => _current = policy;
}
