using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Approvals;

/// <summary>Somebody is away, and who decides in their place meanwhile. There is at most one of each person.</summary>
public sealed class Absence
{
    public long Id { get; set; }

    public long PersonId { get; init; }

    public Person Person { get; init; } = null!;

    /// <summary>Null: nobody stands in; what waits for them waits, or goes to the next in line.</summary>
    public long? DelegateId { get; set; }

    public Person? Delegate { get; set; }

    public DateTimeOffset Since { get; set; }

    /// <summary>Null: until they say that they are back.</summary>
    public DateTimeOffset? Until { get; set; }
}

/// <summary>Who is away, and who stands in.</summary>
public sealed class Absences(DeskDb db, TimeProvider clock)
{
    /// <summary>Null when they are not away now.</summary>
    public async Task<Absence?> FindAsync(long personId)
    {
        var absence = await db.Set<Absence>().Include(each => each.Person).Include(each => each.Delegate).FirstOrDefaultAsync(each => each.PersonId == personId);
        return absence?.Until <= clock.GetUtcNow() ? null : absence;
    }

    /// <summary>
    /// Who decides for this person now: whom they have named, or, where that one is away too, whom that one has named, and so on.
    /// </summary>
    /// <param name="may">Whether somebody can; who cannot and is away is passed by, for their own stand-in.</param>
    /// <returns>Null when they are not away, when nobody stands in, and when those who stand in for each other are all away.</returns>
    public async Task<Person?> StandInAsync(Person person, Func<Person, bool> may)
    {
        var seen = new HashSet<long> { person.Id };
        for (var absence = await FindAsync(person.Id); absence?.Delegate is { } next && seen.Add(next.Id);)
        {
            absence = await FindAsync(next.Id);
            if (absence is null)
            {
                return may(next) ? next : null;
            }
        }

        return null;
    }
}

internal sealed class AbsenceConfiguration : IEntityTypeConfiguration<Absence>
{
    public void Configure(EntityTypeBuilder<Absence> builder)
    {
        builder.ToTable("absences");
        builder.HasIndex(absence => absence.PersonId).IsUnique();
        builder.HasOne(absence => absence.Person).WithMany().HasForeignKey(absence => absence.PersonId);
        builder.HasOne(absence => absence.Delegate).WithMany().HasForeignKey(absence => absence.DelegateId);
    }
}
