namespace BotDesk.Texts;

/// <summary>Says in which language people are told what concerns them while nothing tells which they speak.</summary>
public interface IOrganisationLanguage
{
    Language Language { get; }
}
