using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <param name="TimeZone">In which times are shown to somebody whose own zone is not known.</param>
/// <param name="SupportHours">When people answer, as the organisation says it: "Monday to Friday, 08:00 to 18:00".</param>
/// <param name="Open">The same for the desk to reckon with. Null: always.</param>
/// <param name="Phone">For those who cannot chat. Null when there is none.</param>
/// <param name="Email">Null when there is none.</param>
public sealed record Organisation(string Name, TimeZoneInfo TimeZone, string SupportHours, OpeningHours? Open, string? Phone, string? Email)
{
    internal static Organisation Read(YamlSection? section) => section is null
        ? new Organisation("", TimeZoneInfo.Utc, "", null, null, null)
        : new Organisation(
            section.Text("name"),
            section.TimeZone("timeZone"),
            section.Text("supportHours"),
            OpeningHours.Read(section),
            section.TextOrNull("phone"),
            section.TextOrNull("email"));
}
