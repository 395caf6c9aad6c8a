using BotDesk.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Changes;

/// <summary>How badly a change can go.</summary>
public enum ChangeRisk
{
    Low,
    Medium,
    High,
}

/// <summary>Something that others rely on shall be altered, and somebody has to agree first.</summary>
/// <remarks>Its methods change nothing when they refuse.</remarks>
public sealed class Change
{
    public long Id { get; set; }

    /// <summary>Such as <c>CHG3</c>; never reused.</summary>
    public required string Number { get; init; }

    public required string Title { get; set; }

    /// <summary>What exactly is done, and to what.</summary>
    public required string Description { get; set; }

    public required string Why { get; set; }

    public long RequesterId { get; init; }

    public Person Requester { get; init; } = null!;

    /// <summary>Key of the service it is done to.</summary>
    public required string Service { get; set; }

    public ChangeRisk Risk { get; set; }

    /// <summary>How everything is put back when it goes wrong.</summary>
    public required string RollBack { get; set; }

    public DateTimeOffset PlannedStart { get; set; }

    public DateTimeOffset PlannedEnd { get; set; }

    public ChangeStatus Status { get; private set; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Grows with every change of it: two people at once do not overwrite each other.</summary>
    public int Version { get; private set; }

    public List<ChangeEntry> History { get; } = [];

    public Refusal? Move(ChangeMove move, DateTimeOffset at)
    {
        if (!ChangeLifecycle.Allows(Status, move, out var to))
        {
            return Refusal.Conflict($"{Number} is already {Status.Word().ToLowerInvariant()}.");
        }

        Status = to;
        Touch(at);
        return null;
    }

    /// <summary>Writes a line of its history.</summary>
    /// <param name="what">In words that follow the author's name: "approved it".</param>
    public void Note(Person? who, string what, string? text, DateTimeOffset at)
    {
        History.Add(new ChangeEntry { At = at, AuthorId = who?.Id, What = what, Text = text });
        Touch(at);
    }

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

    public required string What { get; init; }

    /// <summary>What was written, as it was typed.</summary>
    public string? Text { get; init; }
}

internal sealed class ChangeConfiguration : IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<Change> builder)
    {
        builder.ToTable("changes");
        builder.HasIndex(change => change.Number).IsUnique();
        builder.Property(change => change.Version).IsConcurrencyToken();
        builder.HasOne(change => change.Requester).WithMany().HasForeignKey(change => change.RequesterId);
        builder.HasMany(change => change.History).WithOne().HasForeignKey(entry => entry.ChangeId);
    }
}

internal sealed class ChangeEntryConfiguration : IEntityTypeConfiguration<ChangeEntry>
{
    public void Configure(EntityTypeBuilder<ChangeEntry> builder)
    {
        builder.ToTable("change_entries");
        builder.HasOne(entry => entry.Author).WithMany().HasForeignKey(entry => entry.AuthorId);
    }
}
