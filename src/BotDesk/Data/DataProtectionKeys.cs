using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Data;

/// <summary>A key with which tokens and cookies are sealed.</summary>
internal sealed class DataProtectionKey
{
    public long Id { get; set; }

    public required string Name { get; init; }

    public required string Xml { get; init; }
}

internal sealed class DataProtectionKeyConfiguration : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> builder) => builder.ToTable("data_protection_keys");
}

/// <summary>Keeps the key ring in the database: every instance opens what another one sealed, also after a restart.</summary>
internal sealed class DataProtectionKeys(IDbContextFactory<DeskDb> readers, DeskWriter writer) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = readers.CreateDbContext();
        return [.. db.Set<DataProtectionKey>().Select(key => key.Xml).ToList().Select(XElement.Parse)];
    }

    // The interface is synchronous; a key is made once in 90 days.
    public void StoreElement(XElement element, string friendlyName) =>
        writer.WriteAsync(scope =>
        {
            scope.GetRequiredService<DeskDb>().Add(new DataProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
}
