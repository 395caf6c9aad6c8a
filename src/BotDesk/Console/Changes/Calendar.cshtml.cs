using System.Globalization;
using BotDesk.Access;
using BotDesk.Audit;
using BotDesk.Changes;
using BotDesk.Changes.Calendar;
using BotDesk.Data;
using BotDesk.Policy;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace BotDesk.Console.Changes;

/// <summary><c>/console/changes/calendar</c>: what is planned, day by day, with freezes, maintenance windows and what gets into each other's way.</summary>
internal sealed class CalendarModel(
    SignedInPerson signedIn, PlannedChanges planned, ChangeReach reach, CalendarFeeds feeds, DeskWriter writer, PolicySource policy, TicketTimes times, IOptions<DeskOptions> options, TimeProvider clock) : ConsolePage(signedIn)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    private List<Change> _changes = [];

    /// <summary>The first day that is shown.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Whether four weeks and more are shown, and not one.</summary>
    public bool IsMonth { get; private set; }

    /// <summary>Key; null: all.</summary>
    public string? Service { get; private set; }

    public IReadOnlyList<CalendarDay> Days { get; private set; } = [];

    public IReadOnlyList<CalendarFeed> Feeds { get; private set; } = [];

    /// <summary>How changes went in the last twelve months, by service and type.</summary>
    public IReadOnlyList<SuccessRate> Rates { get; private set; } = [];

    public Refusal? Refusal { get; private set; }

    public IReadOnlyList<Service> Services => policy.Current.Services;

    public string Heading => IsMonth ? From.ToString("MMMM yyyy", English) : $"{From.ToString("d MMMM", English)} to {Last.ToString("d MMMM yyyy", English)}";

    public string Zone => times.Zone(Reader).Id;

    private DateOnly Last => IsMonth ? From.AddMonths(1).AddDays(-1) : From.AddDays(6);

    public async Task<IActionResult> OnGetAsync(string? from, string? view, string? service)
    {
        await LoadAsync(from, view, service);
        return Page();
    }

    /// <summary>Another address for a calendar, or one less.</summary>
    public async Task<IActionResult> OnPostAsync(string? from, string? view, string? service, [FromForm] string? feed, [FromForm] long? revoke)
    {
        Refusal = await writer.WriteAsync(async scope =>
        {
            scope.GetRequiredService<Acting>().Via = "console";
            var own = scope.GetRequiredService<CalendarFeeds>();
            return revoke is { } id ? (await own.RevokeAsync(Reader, id)).Refusal : (await own.CreateAsync(Reader, feed is { Length: > 0 } ? feed : null)).Refusal;
        });
        if (Refusal is null)
        {
            return RedirectToPage(new { from, view, service });
        }

        await LoadAsync(from, view, service);
        Response.StatusCode = Refusal.Kind.HttpStatus();
        return Page();
    }

    /// <summary>The page so many steps on, or with another view.</summary>
    public string Address(int steps = 0, bool? month = null)
    {
        var isMonth = month ?? IsMonth;
        var first = steps == 0 && month is null ? From : isMonth ? new DateOnly(From.Year, From.Month, 1).AddMonths(steps) : From.AddDays(7 * steps);
        return Url.Page("/Changes/Calendar", new { from = first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), view = isMonth ? "month" : "week", service = Service })!;
    }

    public string AddressOf(CalendarFeed feed) => (options.Value.AddressOf(feeds.PathOf(feed)) ?? new Uri(new Uri($"{Request.Scheme}://{Request.Host}"), feeds.PathOf(feed))).AbsoluteUri;

    public string ServiceName(string key) => policy.Current.FindService(key)?.Name.In(Reader.Language) ?? key;

    public string Hours(Window when, DateOnly day)
    {
        var (start, end) = (Local(when.Start), Local(when.End));
        var (today, tomorrow) = (day.ToDateTime(TimeOnly.MinValue), day.AddDays(1).ToDateTime(TimeOnly.MinValue));
        return start <= today && end >= tomorrow ? "all day"
            : start < today ? $"until {end:HH:mm}"
            : end > tomorrow ? $"from {start:HH:mm}"
            : $"{start:HH:mm} to {(end == tomorrow ? "24:00" : end.ToString("HH:mm", CultureInfo.InvariantCulture))}";
    }

    /// <summary>Numbers of the other changes that get into the way of this one, among those that are shown.</summary>
    public IReadOnlyList<string> InTheWay(Change change) =>
        [.. Collisions.Find(change.AsPlanned(), policy.Current.RelatedTo(change.Services), _changes.Where(other => other.Status.IsPlanned()).Select(other => other.AsPlanned())).Select(collision => collision.Other.Number)];

    private async Task LoadAsync(string? from, string? view, string? service)
    {
        IsMonth = view == "month";
        var day = DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked.Year is > 2000 and < 2200 ? asked : DateOnly.FromDateTime(Local(clock.GetUtcNow()));
        From = IsMonth ? new DateOnly(day.Year, day.Month, 1) : day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        Service = policy.Current.FindService(service)?.Key;
        var zone = times.Zone(Reader);
        var range = new Window(Midnight(From, zone), Midnight(Last.AddDays(1), zone));
        _changes = await planned.InAsync(range, Service);
        var calendar = policy.Current.Changes is null ? null : ChangeCalendar.Of(policy.Current);
        var freezes = (calendar?.Freezes(range) ?? []).Where(hit => Concerns(hit.Freeze.Scope)).ToList();
        var maintenance = (calendar?.Maintenance(range) ?? []).Where(each => Concerns(each.Maintenance.Scope)).ToList();
        Days = [.. Enumerable.Range(0, Last.DayNumber - From.DayNumber + 1).Select(offset => From.AddDays(offset)).Select(date =>
        {
            var window = new Window(Midnight(date, zone), Midnight(date.AddDays(1), zone));
            return new CalendarDay(
                date, date == DateOnly.FromDateTime(Local(clock.GetUtcNow())),
                [.. freezes.Where(hit => hit.When.Overlaps(window))],
                [.. maintenance.Where(each => each.When.Overlaps(window))],
                [.. _changes.Where(change => change.Planned.Overlaps(window))]);
        })];
        (Feeds, Rates) = (await feeds.OfAsync(Reader), await reach.RatesAsync(Service));
    }

    private bool Concerns(ChangeScope scope) => Service is null || scope.Services.IsEmpty || scope.Services.Contains(Service);

    private DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, times.Zone(Reader)).DateTime;

    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone) => zone.InstantOf(day.ToDateTime(TimeOnly.MinValue));
}

/// <summary>A day of the calendar.</summary>
internal sealed record CalendarDay(DateOnly Date, bool IsToday, IReadOnlyList<FreezeHit> Freezes, IReadOnlyList<(MaintenanceWindow Maintenance, Window When)> Maintenance, IReadOnlyList<Change> Changes);
