using System.Collections.Immutable;
using BotDesk.Policy;

namespace BotDesk.Changes.Calendar;

/// <summary>A freeze that a window falls into.</summary>
/// <param name="When">The time of the freeze, and not only the part of it that the window touches.</param>
public sealed record FreezeHit(Freeze Freeze, Window When);

/// <summary>When changes may be, should be and must not be, by the policy. It knows nothing of the changes that there are.</summary>
/// <param name="organisation">The time zone of schedules that name none.</param>
public sealed class ChangeCalendar(ChangePolicy policy, TimeZoneInfo organisation)
{
    /// <summary>How far ahead a free window is looked for.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(120);

    /// <summary>Windows are proposed at the full quarter of an hour.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    public static ChangeCalendar Of(DeskPolicy policy) => new(policy.Changes!, policy.Organisation.TimeZone);

    /// <summary>The freezes that a change falls into, hard ones first.</summary>
    public IReadOnlyList<FreezeHit> Freezes(IReadOnlyCollection<string> services, string environment, Window window) =>
    [
        .. policy.Freezes.Where(freeze => freeze.Scope.Covers(services, environment))
            .SelectMany(freeze => Occurrences.In(window, freeze.When, organisation).Select(when => new FreezeHit(freeze, when)))
            .OrderByDescending(hit => hit.Freeze.Kind).ThenBy(hit => hit.When.Start),
    ];

    /// <summary>Every freeze in a stretch of time, whatever it concerns.</summary>
    public IReadOnlyList<FreezeHit> Freezes(Window range) =>
        [.. policy.Freezes.SelectMany(freeze => Occurrences.In(range, freeze.When, organisation).Select(when => new FreezeHit(freeze, when))).OrderBy(hit => hit.When.Start)];

    /// <summary>Every maintenance window in a stretch of time, whatever it concerns.</summary>
    public IReadOnlyList<(MaintenanceWindow Maintenance, Window When)> Maintenance(Window range) =>
        [.. policy.Maintenance.SelectMany(each => Occurrences.In(range, each.When, organisation).Select(when => (each, when))).OrderBy(pair => pair.when.Start)];

    /// <summary>Those of the services that have maintenance windows and none that the window lies within.</summary>
    public IReadOnlyList<string> OutsideMaintenance(IReadOnlyCollection<string> services, string environment, Window window) =>
        [.. services.Where(service => Kept(service, environment, window) is { } kept && !kept.Any(each => each.Contains(window)))];

    /// <summary>The earliest window of this length that falls into no freeze, lies within the maintenance windows of every service that has some, and touches nothing that is taken.</summary>
    /// <param name="taken">Windows of other changes that must not be touched, in any order.</param>
    /// <returns>Null when there is none before the <see cref="Horizon"/>.</returns>
    public Window? NextFree(IReadOnlyCollection<string> services, string environment, TimeSpan length, DateTimeOffset after, IEnumerable<Window> taken)
    {
        var range = new Window(after, after + Horizon);
        var blocked = policy.Freezes.Where(freeze => freeze.Scope.Covers(services, environment))
            .SelectMany(freeze => Occurrences.In(range, freeze.When, organisation)).Concat(taken.Where(window => window.Overlaps(range)))
            .OrderBy(window => window.Start).ToImmutableArray();
        var kept = services.Select(service => Kept(service, environment, range)).OfType<ImmutableArray<Window>>().ToList();
        for (var start = Rounded(after); start + length <= range.End;)
        {
            var window = new Window(start, start + length);
            var moved = PastBlocks(window, blocked) ?? IntoKept(window, kept, range.End);
            if (moved is null)
            {
                return window;
            }

            start = Rounded(moved.Value);
        }

        return null;
    }

    /// <summary>The maintenance windows of a service, those that touch joined; null when it has none.</summary>
    private ImmutableArray<Window>? Kept(string service, string environment, Window range)
    {
        var own = policy.Maintenance.Where(each => each.Scope.Covers([service], environment)).ToList();
        if (own.Count == 0)
        {
            return null;
        }

        var joined = ImmutableArray.CreateBuilder<Window>();
        foreach (var window in own.SelectMany(each => Occurrences.In(range, each.When, organisation)).OrderBy(window => window.Start))
        {
            if (joined.Count > 0 && window.Start <= joined[^1].End)
            {
                joined[^1] = joined[^1] with { End = window.End > joined[^1].End ? window.End : joined[^1].End };
            }
            else
            {
                joined.Add(window);
            }
        }

        return joined.ToImmutable();
    }

    /// <returns>Where to go on, after all that the window touches; null when it touches nothing.</returns>
    private static DateTimeOffset? PastBlocks(Window window, ImmutableArray<Window> blocked)
    {
        DateTimeOffset? past = null;
        foreach (var block in blocked)
        {
            if (block.Start >= window.End)
            {
                break;
            }

            if (block.Overlaps(window) && (past is null || block.End > past))
            {
                past = block.End;
            }
        }

        return past;
    }

    /// <returns>Where to go on, at the next maintenance window that is long enough; null when the window lies within one of each service.</returns>
    private static DateTimeOffset? IntoKept(Window window, List<ImmutableArray<Window>> kept, DateTimeOffset end)
    {
        DateTimeOffset? into = null;
        foreach (var own in kept.Where(own => !own.Any(each => each.Contains(window))))
        {
            var next = own.Where(each => each.Start > window.Start).Select(each => (DateTimeOffset?)each.Start).FirstOrDefault() ?? end;
            into = next > (into ?? DateTimeOffset.MinValue) ? next : into;
        }

        return into;
    }

    private static DateTimeOffset Rounded(DateTimeOffset at) => new((at.UtcTicks + Step.Ticks - 1) / Step.Ticks * Step.Ticks, TimeSpan.Zero);
}
