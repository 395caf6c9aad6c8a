using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Notifications;

/// <summary>When and where somebody wants to be told things; nobody has them who never asked for anything.</summary>
public sealed class NotificationPreferences
{
    /// <summary>Whose they are.</summary>
    public long PersonId { get; init; }

    /// <summary>Minutes after midnight on their clock; null: no quiet hours.</summary>
    public int? QuietFrom { get; set; }

    /// <summary>As <see cref="QuietFrom"/>.</summary>
    public int? QuietUntil { get; set; }

    /// <inheritdoc cref="QuietHours.Weekends"/>
    public bool QuietWeekends { get; set; }

    /// <summary>Whether they want no news at all until they say otherwise.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Id of the channel in which they want to be told; null: where they were last.</summary>
    public string? Channel { get; set; }

    /// <summary>As they are kept here.</summary>
    public QuietHours Quiet
    {
        get => new(Time(QuietFrom), Time(QuietUntil), QuietWeekends);
        set => (QuietFrom, QuietUntil, QuietWeekends) = (Minutes(value.From), Minutes(value.Until), value.Weekends);
    }

    private static TimeOnly? Time(int? minutes) => minutes is { } count ? TimeOnly.MinValue.AddMinutes(count) : null;

    private static int? Minutes(TimeOnly? time) => time is { } at ? (int)at.ToTimeSpan().TotalMinutes : null;
}

/// <summary>Something of which somebody wants no news.</summary>
public sealed class MutedSubject
{
    public long PersonId { get; init; }

    /// <summary>Such as <c>INC42</c>.</summary>
    public required string Number { get; init; }
}

/// <summary>Something that somebody is told when their quiet hours end.</summary>
public sealed record HeldNotice
{
    public long Id { get; init; }

    public long PersonId { get; init; }

    public DateTimeOffset HeldAt { get; init; }

    /// <inheritdoc cref="Notice.About"/>
    public string? About { get; init; }

    /// <summary>Whether it is no more than news.</summary>
    public bool IsNews { get; init; }

    /// <summary>What to say; null for a card.</summary>
    public Phrase? Words { get; init; }

    /// <summary>Path of a card's template.</summary>
    public string? Card { get; init; }

    /// <summary>What the template binds, as JSON.</summary>
    public string? Model { get; init; }

    /// <summary>What a card keeps telling the state of, instead of template and model.</summary>
    public string? Subject { get; init; }
}

internal sealed class NotificationPreferencesConfiguration : IEntityTypeConfiguration<NotificationPreferences>, IEntityTypeConfiguration<MutedSubject>, IEntityTypeConfiguration<HeldNotice>
{
    public void Configure(EntityTypeBuilder<NotificationPreferences> builder)
    {
        builder.ToTable("notification_preferences");
        builder.HasKey(preferences => preferences.PersonId);
        builder.Property(preferences => preferences.PersonId).ValueGeneratedNever();
        builder.Ignore(preferences => preferences.Quiet);
    }

    public void Configure(EntityTypeBuilder<MutedSubject> builder)
    {
        builder.ToTable("muted_subjects");
        builder.HasKey(muted => new { muted.PersonId, muted.Number });
    }

    public void Configure(EntityTypeBuilder<HeldNotice> builder)
    {
        builder.ToTable("held_notices");
        builder.Property(held => held.Words).HasConversion(StoredPhrase.Converter!);
    }
}
