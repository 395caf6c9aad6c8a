using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <param name="TimeZone">In which times are shown to somebody whose own zone is not known.</param>
/// <param name="SupportHours">When people answer, as the organisation says it: "Monday to Friday, 08:00 to 18:00".</param>
/// <param name="Open">The same for the desk to reckon with. Null: always.</param>
/// <param name="Phone">For those who cannot chat. Null when there is none.</param>
/// <param name="Email">Null when there is none.</param>
/// <param name="VerifiedDomains">Domains whose addresses the organisation gives out itself, in lower case: who has one in two channels is one person.</param>
public sealed record Organisation(
    string Name, TimeZoneInfo TimeZone, Phrase SupportHours, OpeningHours? Open, string? Phone, string? Email, ImmutableArray<string> VerifiedDomains)
{
    /// <summary>That of people of whom nothing tells which they speak.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>Whether the address is the organisation's own, and so says who somebody is.</summary>
    public bool Vouches(string address) =>
        address.LastIndexOf('@') is > 0 and var at && VerifiedDomains.Contains(address[(at + 1)..].ToLowerInvariant());

    /// <param name="name">IANA name of somebody's own zone; null where it is not known.</param>
    /// <returns>The organisation's where theirs is not known.</returns>
    public TimeZoneInfo ZoneOf(string? name) => name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZone;

    internal static Organisation Read(YamlSection? section) => section is null
        ? new Organisation("", TimeZoneInfo.Utc, "", null, null, null, [])
        : new Organisation(
            section.Text("name"),
            section.TimeZone("timeZone"),
            section.Wording("supportHours"),
            OpeningHours.Read(section),
            section.TextOrNull("phone"),
            section.TextOrNull("email"),
            section.Domains("verifiedDomains"))
        {
            Language = Language.All[section.ParsedOrNull<int>("language", Spoken) ?? Language.English.Number],
        };

    private static (int? Value, string? Wrong) Spoken(string text) =>
        Language.All.FirstOrDefault(language => language.Code == text) is { } language ? (language.Number, null) : (null, $"is none that the desk speaks: {string.Join(", ", Language.All)}");
}
