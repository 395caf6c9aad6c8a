using System.Globalization;
using System.Security.Cryptography;
using BotDesk.Audit;
using BotDesk.Changes.Calendar;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;

namespace BotDesk.Changes;

/// <summary>An address under which somebody's calendar follows changes.</summary>
public sealed class CalendarFeed
{
    public long Id { get; set; }

    /// <summary>Whose it is.</summary>
    public long PersonId { get; init; }

    /// <summary>Key of the service whose changes it shows; null: the person's own, those that they asked for or do.</summary>
    public string? Service { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it shows nothing any more.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class CalendarFeedConfiguration : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> builder) => builder.ToTable("calendar_feeds");
}

/// <summary>
/// Gives out addresses for calendars, and what is read under them. Calendar programs sign in nowhere, so the address itself is the key: it is
/// sealed with the desk's data protection keys, opens one feed, and can be revoked.
/// </summary>
public sealed class CalendarFeeds(DeskDb db, PlannedChanges planned, PeopleDesk people, PolicySource policy, AuditTrail audit, IDataProtectionProvider protection, IOptions<DeskOptions> options, TimeProvider clock)
{
    private const int MostOfOne = 20;

    private static readonly TimeSpan Back = TimeSpan.FromDays(30);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(365);
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(30);

    private readonly IDataProtector _keys = protection.CreateProtector("BotDesk.Changes.CalendarFeeds");

    public Task<List<CalendarFeed>> OfAsync(Person person) =>
        db.Set<CalendarFeed>().Where(feed => feed.PersonId == person.Id && feed.RevokedAt == null).OrderBy(feed => feed.Id).ToListAsync();

    /// <param name="service">Key; null: the person's own changes. Those of a whole service are for who works at the desk or answers for it.</param>
    public async Task<Outcome<CalendarFeed>> CreateAsync(Person person, string? service)
    {
        if (service is not null && (policy.Current.FindService(service) is not { } known || !(person.MaySeeConsole || known.Owner == person.Handle)))
        {
            return Refusal.NotFound(Phrase.Of("changes.feed.noService"));
        }

        if (await db.Set<CalendarFeed>().CountAsync(feed => feed.PersonId == person.Id && feed.RevokedAt == null) >= MostOfOne)
        {
            return Refusal.Conflict(Phrase.Of("changes.feed.tooMany", new { most = MostOfOne }));
        }

        var feed = new CalendarFeed { PersonId = person.Id, Service = service, CreatedAt = clock.GetUtcNow() };
        db.Add(feed);
        audit.Add(person, "calendar.created", person.Handle, new { service });
        await db.SaveChangesAsync();
        return feed;
    }

    /// <summary>The same one again where there is one already.</summary>
    public async Task<Outcome<CalendarFeed>> GiveAsync(Person person, string? service) =>
        (await OfAsync(person)).Find(feed => feed.Service == service) is { } feed ? feed : await CreateAsync(person, service);

    public async Task<Outcome<CalendarFeed>> RevokeAsync(Person person, long id)
    {
        if (await db.Set<CalendarFeed>().AsTracking().FirstOrDefaultAsync(feed => feed.Id == id && feed.PersonId == person.Id && feed.RevokedAt == null) is not { } feed)
        {
            return Refusal.NotFound(Phrase.Of("changes.feed.notThere"));
        }

        feed.RevokedAt = clock.GetUtcNow();
        audit.Add(person, "calendar.revoked", person.Handle, new { service = feed.Service });
        return feed;
    }

    /// <summary>The path under which the feed is read.</summary>
    public string PathOf(CalendarFeed feed) => $"/calendar/{_keys.Protect(feed.Id.ToString(CultureInfo.InvariantCulture))}.ics";

    /// <summary>The calendar behind an address.</summary>
    /// <returns>Null when it was never given out, or is revoked, or whoever it was given to may no longer see it.</returns>
    public async Task<string?> ReadAsync(string key)
    {
        if (Open(key) is not { } id || await db.Set<CalendarFeed>().FirstOrDefaultAsync(feed => feed.Id == id && feed.RevokedAt == null) is not { } feed
            || await people.FindAsync(feed.PersonId) is not { } person)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (feed.Service is null)
        {
            return Write(Phrase.Of("changes.feed.own", new { person.Name }).In(person.Language), await planned.OfAsync(person.Id, now - Back));
        }

        return policy.Current.FindService(feed.Service) is { } service && (person.MaySeeConsole || service.Owner == person.Handle)
            ? Write(Phrase.Of("changes.feed.service", new { service.Name }).In(person.Language), await planned.InAsync(new Window(now - Back, now + Ahead), service.Key))
            : null;
    }

    private string Write(string name, List<Change> changes) => ICalendar.Write(name, Refresh, changes.Select(Event));

    private CalendarEvent Event(Change change)
    {
        var services = string.Join(", ", change.Services.Select(key => policy.Current.FindService(key)?.Name.ToString() ?? key));
        return new CalendarEvent(
            $"{change.Number}@{options.Value.PublicUrl?.Host ?? "botdesk"}", change.Version, change.Status is ChangeStatus.Assessed or ChangeStatus.Approval ? "TENTATIVE" : "CONFIRMED",
            change.Planned, change.UpdatedAt, $"{change.Number} {change.Title}",
            $"{services}. {change.Risk} risk. {ChangeWords.Status(change.Status).In(Language.English)}.{(change.Implementer is { } doing ? $" Done by {doing.Name}." : "")}\n\n{change.Description}\n\nRoll-back: {change.RollBack}",
            options.Value.AddressOf($"/console/changes/{change.Number}"));
    }

    private long? Open(string key)
    {
        try
        {
            return long.TryParse(_keys.Unprotect(key), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary><c>/calendar/{key}.ics</c>.</summary>
internal static class CalendarFeedEndpoints
{
    private const int LongestKey = 500;

    public static void MapCalendarFeeds(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/calendar/{key}.ics", GetAsync).AllowAnonymous().WithMetadata(new Access.OwnAuthentication(ChecksOrigin: true)).ExcludeFromDescription();

    private static async Task<IResult> GetAsync(string key, CalendarFeeds feeds, HttpContext context)
    {
        if (key.Length > LongestKey || await feeds.ReadAsync(key) is not { } calendar)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "private, max-age=300";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Text(calendar, ICalendar.ContentType, System.Text.Encoding.UTF8);
    }
}
