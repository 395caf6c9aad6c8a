using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Knowledge;

/// <summary>A turn in which articles were proposed, and what came of it. Deflection is counted from these rows alone.</summary>
public sealed class ArticleOffer
{
    public long Id { get; set; }

    public DateTimeOffset At { get; init; }

    public long PersonId { get; init; }

    /// <summary>What the person had written.</summary>
    public required string Query { get; init; }

    /// <summary>Numbers of the articles, in the order shown, separated by a space.</summary>
    public required string Articles { get; init; }

    /// <summary>Number of the article of which the person said that it solved it: a confirmed deflection. Silence never counts.</summary>
    public string? SolvedBy { get; set; }

    public DateTimeOffset? SolvedAt { get; set; }
}

internal sealed class ArticleOfferConfiguration : IEntityTypeConfiguration<ArticleOffer>
{
    public void Configure(EntityTypeBuilder<ArticleOffer> builder)
    {
        builder.ToTable("article_offers");
        builder.HasIndex(offer => new { offer.PersonId, offer.At });
    }
}
