using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Tickets;

/// <summary>
/// What all kinds have in common: "ticket" is only the umbrella, an incident or a service request is the thing.
/// </summary>
/// <remarks>Its methods change nothing when they refuse.</remarks>
public abstract class Ticket : IFollowed
{
    public const int LongestTitle = 120;
    public const int LongestText = 8000;

    public long Id { get; set; }

    /// <summary>Such as <c>INC42</c>; never reused.</summary>
    public required string Number { get; init; }

    public required string Title { get; set; }

    public required string Description { get; set; }

    /// <summary>Where the message can be read from which it was made; null where it was made otherwise.</summary>
    public string? SourceLink { get; set; }

    public long RequesterId { get; set; }

    public Person Requester { get; set; } = null!;

    /// <summary>Key of the service it is about; null when the requester could not say.</summary>
    public string? Service { get; set; }

    /// <summary>Key of the group in whose queue it is.</summary>
    public required string Group { get; set; }

    public long? AssigneeId { get; set; }

    public Person? Assignee { get; set; }

    public TicketStatus Status { get; private set; }

    /// <summary>What messages about it are about: see <see cref="OutboxRow.Topic"/>.</summary>
    public string Topic => TopicOf(Number);

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>Key of the way it ended (<see cref="DeskPolicy.IncidentResolutions"/>); null while it has not.</summary>
    public string? ResolutionCode { get; private set; }

    /// <summary>What was done, as told to the requester.</summary>
    public string? Resolution { get; private set; }

    /// <summary>How often the requester said that it was still broken.</summary>
    public int Reopened { get; private set; }

    /// <summary>1 (bad) to 5 (good), by the requester.</summary>
    public int? Rating { get; private set; }

    /// <summary>Who really helped: the assignee when it was resolved, also after a reassignment.</summary>
    public long? ResolvedById { get; private set; }

    /// <summary>Grows with every change: two people who change one ticket at once do not overwrite each other.</summary>
    public int Version { get; set; }

    public List<TicketEntry> History { get; } = [];

    /// <summary>Pictures and files that were sent for it.</summary>
    public List<TicketFile> Files { get; } = [];

    /// <summary>What it is called before a person, such as "Incident".</summary>
    public abstract Phrase Kind { get; }

    /// <summary>Its place among others: the lower, the sooner.</summary>
    public abstract int Pressing { get; }

    /// <summary>Its priority as people say it ("P2"); null for a kind that has none.</summary>
    public virtual string? PriorityWord => null;

    /// <summary>What was asked for in particular, as people read it. May be empty.</summary>
    public virtual IReadOnlyList<TicketFact> Facts() => [];

    /// <summary>The parts of the work, in order. May be empty.</summary>
    public virtual IReadOnlyList<TicketStep> Steps() => [];

    /// <summary>What this kind has besides, by name, for whoever reads tickets by program.</summary>
    public abstract IReadOnlyDictionary<string, object?> Particulars();

    public static string TopicOf(string number) => $"{TopicPrefix}{number}";

    /// <returns>The number; null when the topic is no ticket.</returns>
    public static string? NumberOf(string? topic) => topic?.StartsWith(TopicPrefix, StringComparison.Ordinal) == true ? topic[TopicPrefix.Length..] : null;

    private const string TopicPrefix = "ticket:";

    public Refusal? Take(Person agent, DateTimeOffset at)
    {
        if (AssigneeId == agent.Id)
        {
            return Refusal.Conflict(Phrase.Of("tickets.alreadyYours", new { Number }));
        }

        return Move(TicketMove.Take, at, () => (AssigneeId, Assignee) = (agent.Id, agent));
    }

    /// <summary>Gives it to a group, and to one of its agents or to nobody.</summary>
    public Refusal? Assign(string group, Person? agent, DateTimeOffset at)
    {
        if (!Status.IsOpen())
        {
            return Refusal.Conflict(Phrase.Of("tickets.assignOnlyOpen", new { Number, status = Status.Word() }));
        }

        (Group, AssigneeId, Assignee) = (group, agent?.Id, agent);
        if (agent is not null && Status == TicketStatus.New)
        {
            return Move(TicketMove.Take, at, static () => { });
        }

        Touch(at);
        return null;
    }

    /// <summary>A part of the work has been done, whoever has the ticket.</summary>
    protected Refusal? Start(DateTimeOffset at) => Move(TicketMove.Start, at, static () => { });

    /// <summary>Nobody has to work on it any more.</summary>
    protected virtual void Ended(DateTimeOffset at)
    {
    }

    /// <summary>Others have to agree first.</summary>
    protected Refusal? Ask(DateTimeOffset at) => Move(TicketMove.Ask, at, static () => { });

    /// <summary>They have agreed: it is for agents now.</summary>
    protected Refusal? Agree(DateTimeOffset at) => Move(TicketMove.Agree, at, static () => { });

    /// <summary>Somebody has not agreed.</summary>
    /// <param name="why">As told to the requester.</param>
    public Refusal? Decline(string why, DateTimeOffset at) => Move(TicketMove.Decline, at, () =>
    {
        Resolution = why;
        Ended(at);
    });

    /// <summary>Waits for the requester's answer.</summary>
    public Refusal? Wait(DateTimeOffset at) => Move(TicketMove.Wait, at, static () => { });

    /// <summary>The requester wrote: what waited for them goes on.</summary>
    public void Answered(DateTimeOffset at)
    {
        if (TicketLifecycle.Allows(Status, TicketMove.Answer, out var to))
        {
            Status = AssigneeId is null ? TicketStatus.New : to;
        }

        Touch(at);
    }

    /// <summary>Restores service; the requester still has to confirm before it closes.</summary>
    public Refusal? Resolve(string code, string text, Person? by, DateTimeOffset at) =>
        Move(TicketMove.Resolve, at, () =>
        {
            (ResolutionCode, Resolution, ResolvedAt, ResolvedById) = (code, text, at, by?.Id);
            Ended(at);
        });

    /// <summary>The requester agrees that it is done.</summary>
    public Refusal? Confirm(DateTimeOffset at) => Move(TicketMove.Confirm, at, () =>
    {
        ResolvedAt ??= at;
        Ended(at);
    });

    /// <summary>The requester has let the time pass in which to say that it is still broken.</summary>
    public Refusal? Lapse(DateTimeOffset at) => Move(TicketMove.Lapse, at, static () => { });

    /// <summary>The requester says that it is still broken, or broken again.</summary>
    public Refusal? Reopen(DateTimeOffset at)
    {
        var refusal = Move(TicketMove.Reopen, at, () =>
        {
            Reopened++;
            (ResolvedAt, ResolutionCode, Resolution, Rating) = (null, null, null, null);
        });
        if (refusal is null && AssigneeId is null)
        {
            Status = TicketStatus.New;
        }

        return refusal;
    }

    public Refusal? Withdraw(DateTimeOffset at) => WhyNotWithdraw() ?? Move(TicketMove.Withdraw, at, () => Ended(at));

    /// <summary>What has been done that cannot be taken back; null when nothing has.</summary>
    public virtual Refusal? WhyNotWithdraw() => null;

    /// <param name="stars">1 to 5.</param>
    public Refusal? Rate(int stars, DateTimeOffset at)
    {
        if (stars is < 1 or > 5)
        {
            return Refusal.Invalid("stars", Phrase.Of("tickets.starsUnknown"));
        }

        if (Status is not (TicketStatus.Resolved or TicketStatus.Closed))
        {
            return Refusal.Conflict(Phrase.Of("tickets.rateTooEarly", new { Number, status = Status.Word() }));
        }

        Rating = stars;
        Touch(at);
        return null;
    }

    /// <summary>Somebody wrote into it.</summary>
    public void Touch(DateTimeOffset at)
    {
        UpdatedAt = at;
        Version++;
    }

    private Refusal? Move(TicketMove move, DateTimeOffset at, Action change)
    {
        if (!TicketLifecycle.Allows(Status, move, out var to))
        {
            return Refusal.Conflict(Status == TicketStatus.Approval
                ? Phrase.Of("tickets.waitsForApproval", new { Number })
                : Phrase.Of("tickets.alreadyIs", new { Number, status = Status.Word() }));
        }

        Status = to;
        change();
        Touch(at);
        return null;
    }
}

/// <summary>A question of a form and what was answered.</summary>
public sealed record TicketFact(Phrase Label, Phrase Text);

/// <summary>A part of the work on a ticket.</summary>
/// <param name="Key">Names it within the ticket.</param>
/// <param name="Group">Key of the group that does it.</param>
/// <param name="Word">Where it stands: "to do", "done".</param>
/// <param name="IsOpen">Whether it can be done now.</param>
/// <param name="IsDone">Whether it was done.</param>
/// <param name="IsEnded">Whether nobody has to do it any more.</param>
/// <param name="By">Who ended it.</param>
/// <param name="Note">What was done, as the requester reads it.</param>
public sealed record TicketStep(string Key, Phrase Name, string Group, Phrase Word, bool IsOpen, bool IsDone, bool IsEnded, Person? By, DateTimeOffset? At, string? Note);

internal sealed class TicketConfiguration : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> builder)
    {
        builder.ToTable("tickets");
        builder.HasDiscriminator<string>("kind");
        builder.Ignore(ticket => ticket.Topic);
        builder.HasIndex(ticket => ticket.Number).IsUnique();
        builder.HasIndex(ticket => new { ticket.RequesterId, ticket.UpdatedAt });
        builder.HasIndex(ticket => new { ticket.Status, ticket.Group });
        builder.Property(ticket => ticket.Version).IsConcurrencyToken();
        builder.HasOne(ticket => ticket.Requester).WithMany().HasForeignKey(ticket => ticket.RequesterId);
        builder.HasOne(ticket => ticket.Assignee).WithMany().HasForeignKey(ticket => ticket.AssigneeId);
        builder.HasMany(ticket => ticket.History).WithOne().HasForeignKey(entry => entry.TicketId);
    }
}
