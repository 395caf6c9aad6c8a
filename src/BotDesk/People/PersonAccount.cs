using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.People;

/// <summary>A person's account in one channel.</summary>
public sealed class PersonAccount
{
    public required string ChannelId { get; set; }

    /// <summary>The channel's own id of the account.</summary>
    public required string AccountId { get; set; }

    public long PersonId { get; set; }

    public Person Person { get; set; } = null!;
}

internal sealed class PersonAccountConfiguration : IEntityTypeConfiguration<PersonAccount>
{
    public void Configure(EntityTypeBuilder<PersonAccount> builder)
    {
        builder.ToTable("person_accounts");
        builder.HasKey(account => new { account.ChannelId, account.AccountId });
        builder.HasOne(account => account.Person).WithMany().HasForeignKey(account => account.PersonId);
    }
}
