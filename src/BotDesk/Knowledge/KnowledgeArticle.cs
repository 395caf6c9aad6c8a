using BotDesk.Knowledge.Import;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Knowledge;

/// <summary>Knowledge that solves something, written for who has the problem.</summary>
public sealed class KnowledgeArticle
{
    /// <summary>Whom an article is for when it is for agents only.</summary>
    public const string Agents = "agents";

    public long Id { get; set; }

    /// <summary>Such as <c>KB12</c>; never reused.</summary>
    public required string Number { get; init; }

    /// <summary>The id it was imported with; an import with the same id updates it. Null for one written here.</summary>
    public string? ExternalId { get; set; }

    public required string Title { get; set; }

    /// <summary>Markdown.</summary>
    public required string Body { get; set; }

    /// <summary>Separated by line breaks.</summary>
    public string Tags { get; set; } = "";

    public ImportStatus Status { get; set; }

    /// <summary>Null: everybody; <see cref="Agents"/>; or the key of an assignment group.</summary>
    public string? Audience { get; set; }

    /// <summary>Key of a service.</summary>
    public string? Service { get; set; }

    /// <summary>When it was last changed: indexes follow by it.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Grows with every change.</summary>
    public int Version { get; set; }

    /// <summary>What outsiders call it: its own id where it came with one, else its number.</summary>
    public string PublicId => ExternalId ?? Number;
}

internal sealed class KnowledgeArticleConfiguration : IEntityTypeConfiguration<KnowledgeArticle>
{
    public void Configure(EntityTypeBuilder<KnowledgeArticle> builder)
    {
        builder.ToTable("articles");
        builder.HasIndex(article => article.Number).IsUnique();
        builder.HasIndex(article => article.ExternalId).IsUnique();
        builder.HasIndex(article => article.ChangedAt);
        builder.Property(article => article.Version).IsConcurrencyToken();
        builder.Ignore(article => article.PublicId);
    }
}
