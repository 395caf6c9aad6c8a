using System.Globalization;
using BotDesk.Policy;

namespace BotDesk.Changes;

/// <summary>A change as somebody wrote it into a form: days like 2026-04-01 and times like 18:30, on a clock of theirs.</summary>
public sealed record ChangeProposal
{
    public ChangeType Type { get; init; }

    /// <summary>Key of a template; of a standard change alone.</summary>
    public string Template { get; init; } = "";

    public string Title { get; init; } = "";

    public string Description { get; init; } = "";

    public string Why { get; init; } = "";

    /// <summary>Keys, with commas between; the first is the one it is done to in the first place.</summary>
    public string Services { get; init; } = "";

    /// <summary>Servers and the like, with commas or line breaks between.</summary>
    public string Items { get; init; } = "";

    /// <summary>Key; empty: the policy's first.</summary>
    public string Environment { get; init; } = "";

    /// <summary>Who does it; null: nobody in particular.</summary>
    public long? ImplementerId { get; init; }

    public RiskAnswers Answers { get; init; } = RiskAnswers.None;

    /// <summary><c>low</c>, <c>medium</c> or <c>high</c>, where no questions are answered.</summary>
    public string Risk { get; init; } = "";

    public string TestPlan { get; init; } = "";

    public string RollBack { get; init; } = "";

    public string Communication { get; init; } = "";

    public string StartDate { get; init; } = "";

    public string StartTime { get; init; } = "";

    public string EndDate { get; init; } = "";

    public string EndTime { get; init; } = "";

    /// <summary>IANA name of the zone in which days and times are meant.</summary>
    public string TimeZone { get; init; } = "UTC";

    public bool WantsException { get; init; }

    public IReadOnlyList<string> ServiceKeys => [.. Services.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];

    /// <summary>The planned window, where both ends can be read.</summary>
    public Calendar.Window? Window => ProposedTime.Read(StartDate, StartTime, TimeZone, out _) is { } start && ProposedTime.Read(EndDate, EndTime, TimeZone, out _) is { } end && start < end
        ? new Calendar.Window(start, end)
        : null;

    /// <summary>How badly it can go by the answers, or else by what was chosen; null where neither is complete.</summary>
    public (ChangeRisk Level, int? Score)? Judged(ChangePolicy policy) =>
        policy.Risk is { } questions && Answers.Score(questions) is { } score ? (questions.Level(score), score)
        : (policy.Risk is null || Answers.ByQuestion.IsEmpty) && TryRisk(Risk, out var risk) ? (risk, null)
        : policy.FindTemplate(Template) is { } template ? (template.Risk, null)
        : null;

    /// <summary>The change as it stands, in UTC, to be changed in part.</summary>
    public static ChangeProposal Of(Change change) => new()
    {
        Type = change.Type,
        Template = change.Template ?? "",
        Title = change.Title,
        Description = change.Description,
        Why = change.Why,
        Services = string.Join(',', change.Services),
        Items = change.Items,
        Environment = change.Environment,
        ImplementerId = change.ImplementerId,
        Answers = RiskAnswers.Parse(change.RiskAnswers),
        Risk = change.Risk.ToString(),
        TestPlan = change.TestPlan,
        RollBack = change.RollBack,
        Communication = change.Communication,
        StartDate = ProposedTime.Day(change.PlannedStart.UtcDateTime),
        StartTime = ProposedTime.Exactly(change.PlannedStart.UtcDateTime),
        EndDate = ProposedTime.Day(change.PlannedEnd.UtcDateTime),
        EndTime = ProposedTime.Exactly(change.PlannedEnd.UtcDateTime),
        WantsException = change.WantsException,
    };

    /// <summary>The same with the template's own words where nothing was written.</summary>
    public ChangeProposal Completed(ChangePolicy? policy) => policy?.FindTemplate(Template) is not { } template ? this : this with
    {
        // As the rest of a template, which has one language.
        Title = Or(Title, template.Name.In(Language.English)),
        Description = Or(Description, template.Description),
        Why = Or(Why, template.Why),
        Services = Or(Services, template.Service),
        Environment = Or(Environment, template.Environment),
        TestPlan = Or(TestPlan, template.TestPlan),
        RollBack = Or(RollBack, template.RollBack),
        Communication = Or(Communication, template.Communication ?? ""),
    };

    /// <summary>The same in another window, told in the same time zone.</summary>
    public ChangeProposal At(Calendar.Window window)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var (start, end) = (TimeZoneInfo.ConvertTime(window.Start, zone).DateTime, TimeZoneInfo.ConvertTime(window.End, zone).DateTime);
        return this with { StartDate = ProposedTime.Day(start), StartTime = ProposedTime.Hour(start), EndDate = ProposedTime.Day(end), EndTime = ProposedTime.Hour(end) };
    }

    public static bool TryRisk(string text, out ChangeRisk risk) => Enum.TryParse(text, ignoreCase: true, out risk) && Enum.IsDefined(risk) && !char.IsDigit(text[0]);

    private static string Or(string written, string otherwise) => written.Trim().Length > 0 ? written : otherwise;
}

/// <summary>Days and times as they are written in a form.</summary>
internal static class ProposedTime
{
    public static string Day(DateTime local) => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Hour(DateTime local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Exactly(DateTime local) => local.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <param name="wrong">Why it is no instant.</param>
    public static DateTimeOffset? Read(string date, string time, string timeZone, out Phrase? wrong)
    {
        if (!DateOnly.TryParseExact(date.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            wrong = date.Trim().Length == 0 ? Phrase.Of("changes.wrong.dayMissing") : Phrase.Of("changes.wrong.day");
            return null;
        }

        if (!TimeOnly.TryParseExact(time.Trim(), ["HH:mm", "HH:mm:ss", "HH:mm:ss.fff", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour))
        {
            wrong = time.Trim().Length == 0 ? Phrase.Of("changes.wrong.timeMissing") : Phrase.Of("changes.wrong.time");
            return null;
        }

        var local = day.ToDateTime(hour);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        if (zone.IsInvalidTime(local) || day.Year is < 2000 or > 2200)
        {
            wrong = zone.IsInvalidTime(local) ? Phrase.Of("changes.wrong.noSuchTime") : Phrase.Of("changes.wrong.day");
            return null;
        }

        wrong = null;
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
