using BotDesk.Changes.Calendar;
using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.Changes;

/// <summary>Something that others rely on shall be altered.</summary>
/// <remarks>Its methods change nothing when they refuse.</remarks>
public sealed class Change
{
    public long Id { get; set; }

    /// <summary>Such as <c>CHG3</c>; never reused.</summary>
    public required string Number { get; init; }

    public ChangeType Type { get; set; }

    /// <summary>Key of the template of a standard change; null for every other.</summary>
    public string? Template { get; set; }

    public required string Title { get; set; }

    /// <summary>What exactly is done, and to what.</summary>
    public required string Description { get; set; }

    public required string Why { get; set; }

    public long RequesterId { get; init; }

    public Person Requester { get; init; } = null!;

    /// <summary>Who does it; null while that is not said: then whoever answers for the service.</summary>
    public long? ImplementerId { get; set; }

    public Person? Implementer { get; set; }

    /// <summary>Key of the service it is done to in the first place.</summary>
    public required string Service { get; set; }

    /// <summary>Keys of the others it is done to, with commas between.</summary>
    public string OtherServices { get; set; } = "";

    /// <summary>Servers and the like, as they were typed, with commas between.</summary>
    public string Items { get; set; } = "";

    /// <summary>Key of the environment.</summary>
    public string Environment { get; set; } = "";

    public ChangeRisk Risk { get; set; }

    /// <summary>What the answers about risk add up to; null where none were asked.</summary>
    public int? RiskScore { get; set; }

    /// <summary>The answers, as <see cref="RiskAnswers"/> writes them.</summary>
    public string RiskAnswers { get; set; } = "";

    /// <summary>How one sees that it works.</summary>
    public string TestPlan { get; set; } = "";

    /// <summary>How everything is put back when it goes wrong.</summary>
    public required string RollBack { get; set; }

    /// <summary>Who is told what beside the desk's own news; may be empty.</summary>
    public string Communication { get; set; } = "";

    public DateTimeOffset PlannedStart { get; set; }

    public DateTimeOffset PlannedEnd { get; set; }

    /// <summary>Whether it is asked for although a hard freeze forbids it.</summary>
    public bool WantsException { get; set; }

    public ChangeStatus Status { get; private set; }

    /// <summary>When the implementer said that it can begin as planned.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Until when an incident on one of its services is put down to it.</summary>
    public DateTimeOffset? WatchedUntil { get; set; }

    /// <summary>Null while it has not ended; may still change in the review.</summary>
    public ChangeOutcome? Outcome { get; set; }

    /// <summary>Why somebody has to look at it again before it is closed; null where nobody has to.</summary>
    public Phrase? ReviewReason { get; set; }

    /// <summary>What was learned.</summary>
    public string? Review { get; set; }

    /// <summary>How many people were told before it began; null while nobody was.</summary>
    public int? ToldBefore { get; set; }

    /// <summary>How many were told that it is over.</summary>
    public int? ToldAfter { get; set; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Grows with every change of it: two people at once do not overwrite each other.</summary>
    public int Version { get; private set; }

    public List<ChangeEntry> History { get; } = [];

    /// <summary>Incidents on one of its services in its time or soon after, the first first.</summary>
    public List<ChangeIncident> Incidents { get; } = [];

    /// <summary>Every service it is done to, the first in the first place.</summary>
    public IReadOnlyList<string> Services => [Service, .. OtherServices.Split(',', StringSplitOptions.RemoveEmptyEntries)];

    public Window Planned => new(PlannedStart, PlannedEnd);

    public Refusal? Move(ChangeMove move, DateTimeOffset at)
    {
        if (!ChangeLifecycle.Allows(Status, move, out var to))
        {
            return ChangeDesk.Already(this);
        }

        Status = to;
        Touch(at);
        return null;
    }

    /// <summary>Writes a line of its history.</summary>
    /// <param name="what">In words that follow the author's name: "approved it".</param>
    public void Note(Person? who, Phrase what, string? text, DateTimeOffset at)
    {
        History.Add(new ChangeEntry { At = at, AuthorId = who?.Id, What = what, Text = text });
        Touch(at);
    }

    /// <summary>What decides whether it gets into the way of another.</summary>
    public PlannedChange AsPlanned() => new(Number, Title, Services, ChangeItems.Read(Items), ImplementerId, Planned);

    private void Touch(DateTimeOffset at)
    {
        UpdatedAt = at;
        Version++;
    }
}

/// <summary>A line of a change's history. Only ever added.</summary>
public sealed class ChangeEntry
{
    public long Id { get; set; }

    public long ChangeId { get; set; }

    public DateTimeOffset At { get; init; }

    public long? AuthorId { get; init; }

    /// <summary>Null for the desk itself.</summary>
    public Person? Author { get; init; }

    public required Phrase What { get; init; }

    /// <summary>What was written, as it was typed.</summary>
    public string? Text { get; init; }
}

/// <summary>An incident that came while a change was done or soon after, on one of its services.</summary>
public sealed class ChangeIncident
{
    public long Id { get; set; }

    public long ChangeId { get; set; }

    /// <summary>Such as <c>INC42</c>.</summary>
    public required string Number { get; init; }

    public DateTimeOffset At { get; init; }
}
