using BotDesk.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.People;

/// <summary>What a person may do at the desk. Everybody is an employee.</summary>
[Flags]
public enum Roles
{
    Employee = 0,

    /// <summary>May be asked to approve.</summary>
    Approver = 1,

    /// <summary>Works on tickets of the groups they belong to.</summary>
    Agent = 2,

    /// <summary>Answers for services, sees how the desk is doing, and administers it.</summary>
    Manager = 4,
}

/// <summary>Somebody who talks to the desk, in however many channels.</summary>
public sealed class Person
{
    private readonly Language _organisation = Language.English;

    public Person()
    {
    }

    /// <param name="db">Where they are or will be; it tells the organisation's language. Whoever is read from it is made by this.</param>
    public Person(DeskDb db) => _organisation = db.OrganisationLanguage;

    public long Id { get; set; }

    /// <summary>A short name of their own, as <c>desk.yaml</c> and addresses use it; never given to somebody else.</summary>
    public required string Handle { get; set; }

    public required string Name { get; set; }

    public string? Email { get; set; }

    public string? JobTitle { get; set; }

    public string? Department { get; set; }

    /// <summary>The directory's own id (Entra object id), by which a Teams account is recognised.</summary>
    public string? DirectoryId { get; set; }

    public Roles Roles { get; set; }

    /// <summary>Handle of whom they report to.</summary>
    public string? Manager { get; set; }

    /// <summary>IANA name, in which they are told times; null: the organisation's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>BCP 47 tag, as the directory says; null where it does not.</summary>
    public string? Locale { get; set; }

    /// <summary>Code of the language they asked for; it counts more than the directory's.</summary>
    public string? ChosenLanguage { get; set; }

    /// <summary>Code of the language they last wrote in, or their channel shows unless that is English; counts where nothing else is known.</summary>
    public string? HeardLanguage { get; set; }

    /// <summary>Null where nothing tells which they speak. Whose directory says one that the desk does not speak is told in English.</summary>
    public Language? KnownLanguage => Language.Of(ChosenLanguage) ?? (Locale is null ? Language.Of(HeardLanguage) : Language.Of(Locale) ?? Language.English);

    /// <summary>In which they are told everything: the one they speak, as far as that is known, else the organisation's.</summary>
    public Language Language => KnownLanguage ?? ShownLanguage ?? _organisation;

    /// <summary>In which the channel shows itself to them right now; not kept, because every client says English that nobody has told otherwise.</summary>
    public Language? ShownLanguage { get; set; }

    /// <summary>For a demo person, why one would be them; null for everybody else.</summary>
    public string? About { get; set; }

    public bool IsAgent => Roles.HasFlag(Roles.Agent);

    public bool MaySeeConsole => (Roles & (Roles.Agent | Roles.Manager)) != 0;
}

internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("people");
        builder.Ignore(person => person.Language);
        builder.Ignore(person => person.KnownLanguage);
        builder.Ignore(person => person.ShownLanguage);
        builder.HasIndex(person => person.Handle).IsUnique();
        builder.HasIndex(person => person.DirectoryId).IsUnique();
    }
}
