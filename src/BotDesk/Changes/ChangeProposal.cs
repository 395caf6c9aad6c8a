using System.Globalization;
using BotDesk.Policy;

namespace BotDesk.Changes;

/// <summary>A change as somebody wrote it into a form: days like 2026-04-01 and times like 18:30, on a clock of theirs.</summary>
/// <param name="Risk"><c>low</c>, <c>medium</c> or <c>high</c>.</param>
/// <param name="TimeZone">IANA name of the zone in which days and times are meant.</param>
public sealed record ChangeProposal(
    string Title, string Description, string Why, string Service, string StartDate, string StartTime, string EndDate, string EndTime, string Risk, string RollBack, string TimeZone)
{
    public const int LongestTitle = 120;

    /// <summary>All texts of a change fit on one approval card.</summary>
    public const int LongestDescription = 2000;
    public const int LongestText = 1000;

    /// <summary>Longer is a project, and hides when the service is really touched.</summary>
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(31);

    /// <summary>Everything that does not fit, by field; empty when it can be filed.</summary>
    public IReadOnlyDictionary<string, Phrase> Check(DeskPolicy policy, DateTimeOffset now)
    {
        var errors = new Dictionary<string, Phrase>(StringComparer.Ordinal);
        Text(errors, "title", Title, LongestTitle, "Say in a few words what you want to change.");
        Text(errors, "description", Description, LongestDescription, "Say what exactly is done, and to what.");
        Text(errors, "why", Why, LongestText, "Say why; those who decide ask for it first.");
        Text(errors, "rollBack", RollBack, LongestText, "Say how everything is put back when it goes wrong.");
        if (policy.FindService(Service) is null)
        {
            errors["service"] = "Choose the service that is changed.";
        }

        if (!TryRisk(out _))
        {
            errors["risk"] = "Choose how badly it can go.";
        }

        Window(errors, now);
        return errors;
    }

    public bool TryRisk(out ChangeRisk risk) => Enum.TryParse(Risk, ignoreCase: true, out risk) && Enum.IsDefined(risk) && !char.IsDigit(Risk[0]);

    /// <summary>The planned window. Only of a proposal that was checked.</summary>
    public (DateTimeOffset Start, DateTimeOffset End) PlannedWindow => (Read(StartDate, StartTime, out _)!.Value, Read(EndDate, EndTime, out _)!.Value);

    private static void Text(Dictionary<string, Phrase> errors, string field, string text, int longest, string empty)
    {
        if (text.Trim().Length == 0)
        {
            errors[field] = empty;
        }
        else if (text.Trim().Length > longest)
        {
            errors[field] = $"Shorten it to {longest} characters ({text.Trim().Length} now).";
        }
    }

    private void Window(Dictionary<string, Phrase> errors, DateTimeOffset now)
    {
        var (start, end) = (Read(StartDate, StartTime, out var wrongStart), Read(EndDate, EndTime, out var wrongEnd));
        if (start is null)
        {
            errors["start"] = wrongStart!;
        }
        else if (start < now)
        {
            errors["start"] = "That time has passed.";
        }

        if (end is null)
        {
            errors["end"] = wrongEnd!;
        }
        else if (start is not null && end <= start)
        {
            errors["end"] = "It has to end after it starts.";
        }
        else if (start is not null && end - start > LongestWindow)
        {
            errors["end"] = $"A window has at most {LongestWindow.Days} days; plan the rest as changes of their own.";
        }
    }

    private DateTimeOffset? Read(string date, string time, out string? wrong)
    {
        if (!DateOnly.TryParseExact(date.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            wrong = date.Trim().Length == 0 ? "Choose a day." : "Write the day like 2026-04-01.";
            return null;
        }

        if (!TimeOnly.TryParseExact(time.Trim(), ["HH:mm", "HH:mm:ss", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour))
        {
            wrong = time.Trim().Length == 0 ? "Choose a time." : "Write the time like 18:30.";
            return null;
        }

        var local = day.ToDateTime(hour);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        if (zone.IsInvalidTime(local) || day.Year is < 2000 or > 2200)
        {
            wrong = zone.IsInvalidTime(local) ? "The clocks are put forward then, so there is no such time; choose another." : "Write the day like 2026-04-01.";
            return null;
        }

        wrong = null;
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
