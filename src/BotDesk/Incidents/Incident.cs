using BotDesk.Policy;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Incidents;

/// <summary>Something that worked, or should work, does not.</summary>
public sealed class Incident : Ticket
{
    public override Phrase Kind => Phrase.Of("incidents.kind");

    public override int Pressing => (int)Priority;

    public override string? PriorityWord => Priority.ToString();

    public Impact Impact { get; set; }

    public Urgency Urgency { get; set; }

    /// <summary>From impact and urgency, by the policy that held when it was filed.</summary>
    public Priority Priority { get; set; }

    /// <summary>Key of what it is about (<see cref="DeskPolicy.Categories"/>); null where nobody has said.</summary>
    public string? Category { get; set; }

    /// <summary>Whether the requester asked to be called by a person.</summary>
    public bool WantsCall { get; set; }

    public override IReadOnlyDictionary<string, object?> Particulars() => new Dictionary<string, object?>
    {
        ["impact"] = Impact.ToString().ToLowerInvariant(),
        ["urgency"] = Urgency.ToString().ToLowerInvariant(),
        ["category"] = Category,
        ["wantsCall"] = WantsCall,
    };
}

internal sealed class IncidentConfiguration : IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Incident> builder) => builder.HasDiscriminator<string>("kind").HasValue("incident");
}
