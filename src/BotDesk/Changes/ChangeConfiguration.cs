using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace BotDesk.Changes;

internal sealed class ChangeConfiguration : IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<Change> builder)
    {
        builder.ToTable("changes");
        builder.HasIndex(change => change.Number).IsUnique();
        builder.Property(change => change.Version).IsConcurrencyToken();

        // The convention that keeps words instead of numbers does not see what can be null.
        builder.Property(change => change.Outcome).HasConversion<string>();
        builder.Property(change => change.ReviewReason).HasConversion((ValueConverter)StoredPhrase.Converter);
        builder.Ignore(change => change.Services).Ignore(change => change.Planned);
        builder.HasOne(change => change.Requester).WithMany().HasForeignKey(change => change.RequesterId);
        builder.HasOne(change => change.Implementer).WithMany().HasForeignKey(change => change.ImplementerId);
        builder.HasMany(change => change.History).WithOne().HasForeignKey(entry => entry.ChangeId);
        builder.HasMany(change => change.Incidents).WithOne().HasForeignKey(incident => incident.ChangeId);
    }
}

internal sealed class ChangeEntryConfiguration : IEntityTypeConfiguration<ChangeEntry>
{
    public void Configure(EntityTypeBuilder<ChangeEntry> builder)
    {
        builder.ToTable("change_entries");
        builder.Property(entry => entry.What).HasConversion(StoredPhrase.Converter);
        builder.HasOne(entry => entry.Author).WithMany().HasForeignKey(entry => entry.AuthorId);
    }
}

internal sealed class ChangeIncidentConfiguration : IEntityTypeConfiguration<ChangeIncident>
{
    public void Configure(EntityTypeBuilder<ChangeIncident> builder) => builder.ToTable("change_incidents");
}
