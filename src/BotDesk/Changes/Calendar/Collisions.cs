namespace BotDesk.Changes.Calendar;

/// <summary>What a change touches, and when: all that decides whether two get into each other's way.</summary>
/// <param name="Services">Keys.</param>
/// <param name="Items">Names, as <see cref="ChangeItems"/> spells them.</param>
public sealed record PlannedChange(string Number, string Title, IReadOnlyCollection<string> Services, IReadOnlyCollection<string> Items, long? ImplementerId, Window When);

/// <summary>Why two changes get into each other's way.</summary>
public enum CollisionReason
{
    /// <summary>Both touch the same named thing, such as a server.</summary>
    SameItem,
    SameService,

    /// <summary>One touches a service on which a service of the other depends.</summary>
    RelatedService,

    /// <summary>One person would have to do both.</summary>
    SameImplementer,
}

/// <summary>Another change at the same time that gets into the way, and why, the gravest reason first.</summary>
public sealed record Collision(PlannedChange Other, IReadOnlyList<CollisionReason> Reasons);

/// <summary>Finds what gets into each other's way.</summary>
public static class Collisions
{
    /// <param name="related">Keys of the services that feel it when the change's own are touched.</param>
    /// <param name="others">May hold the change itself and such as are at other times.</param>
    public static IReadOnlyList<Collision> Find(PlannedChange change, IReadOnlySet<string> related, IEnumerable<PlannedChange> others) =>
    [
        .. others.Where(other => other.Number != change.Number && other.When.Overlaps(change.When))
            .Select(other => new Collision(other, [.. Reasons(change, related, other)]))
            .Where(collision => collision.Reasons.Count > 0)
            .OrderBy(collision => collision.Reasons[0]).ThenBy(collision => collision.Other.When.Start),
    ];

    private static IEnumerable<CollisionReason> Reasons(PlannedChange change, IReadOnlySet<string> related, PlannedChange other)
    {
        if (other.Items.Any(change.Items.Contains))
        {
            yield return CollisionReason.SameItem;
        }

        if (other.Services.Any(change.Services.Contains))
        {
            yield return CollisionReason.SameService;
        }
        else if (other.Services.Any(related.Contains))
        {
            yield return CollisionReason.RelatedService;
        }

        if (change.ImplementerId is { } implementer && other.ImplementerId == implementer)
        {
            yield return CollisionReason.SameImplementer;
        }
    }
}
