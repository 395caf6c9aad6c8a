using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.CompanyDirectory;

/// <summary>Stores imported people, each change audited.</summary>
internal sealed class PeopleImportDesk(DeskDb db, PeopleDesk people, AuditTrail audit)
{
    /// <summary>
    /// Somebody is who has the directory's id. The address tells only where no other id speaks against it: an address that went to
    /// somebody else leaves its old owner, and the new one inherits nothing.
    /// </summary>
    public async Task<(int Added, int Updated)> StoreAsync(IReadOnlyList<PersonRecord> records)
    {
        var (added, updated) = (0, 0);
        foreach (var record in records)
        {
            var person = await FindAsync(record);
            var isNew = person is null;
            person ??= new Person(db) { Handle = await people.NewHandleAsync(record.Name), Name = record.Name };
            if (isNew)
            {
                db.Add(person);
            }

            var changes = Change(person, record);
            if (changes.Count > 0)
            {
                audit.Add(null, isNew ? "person.imported" : "person.updated", person.Handle, changes);
                await db.SaveChangesAsync();
                (added, updated) = isNew ? (added + 1, updated) : (added, updated + 1);
            }
        }

        return (added, updated);
    }

    /// <returns>Managers whom nobody knows.</returns>
    public async Task<List<PersonProblem>> StoreManagersAsync(IReadOnlyList<PersonRecord> records)
    {
        var problems = new List<PersonProblem>();
        foreach (var record in records)
        {
            var name = record.Manager!;
            var manager = await db.Set<Person>().FirstOrDefaultAsync(person => person.DirectoryId == name) ?? (await people.FindByHandleOrEmailAsync(name)).Value;
            if (manager is null)
            {
                problems.Add(new PersonProblem(record.Source, $"the manager '{name}' is nobody here; everything else was stored"));
            }
            else if (await FindAsync(record) is { } person && person.Manager != manager.Handle)
            {
                person.Manager = manager.Handle;
                audit.Add(null, "person.updated", person.Handle, new { manager = manager.Handle });
            }
        }

        return problems;
    }

    private async Task<Person?> FindAsync(PersonRecord record)
    {
        var byId = record.DirectoryId is { } id ? await db.Set<Person>().FirstOrDefaultAsync(person => person.DirectoryId == id) : null;
        if (record.Email is null || (await people.FindByHandleOrEmailAsync(record.Email)).Value is not { } byAddress || byAddress.Id == byId?.Id)
        {
            return byId;
        }

        if (byId is null && (byAddress.DirectoryId is null || record.DirectoryId is null))
        {
            return byAddress;
        }

        byAddress.Email = null;
        audit.Add(null, "person.updated", byAddress.Handle, new { addressWentToSomebodyElse = record.Email });
        await db.SaveChangesAsync();
        return byId;
    }

    /// <returns>What is different now, by name.</returns>
    private static Dictionary<string, string> Change(Person person, PersonRecord record)
    {
        var changes = new Dictionary<string, string>();
        person.Name = Take("name", person.Name, record.Name)!;
        person.DirectoryId = Take("directoryId", person.DirectoryId, record.DirectoryId);
        person.Email = Take("email", person.Email, record.Email);
        person.JobTitle = Take("jobTitle", person.JobTitle, record.JobTitle);
        person.Department = Take("department", person.Department, record.Department);
        person.TimeZone = Take("timeZone", person.TimeZone, record.TimeZone);
        person.Locale = Take("locale", person.Locale, record.Locale);
        (person.JobTitle, person.Department) = (Lose("jobTitle", person.JobTitle), Lose("department", person.Department));
        person.Manager = Lose("manager", person.Manager);
        if (changes.Count == 0 && person.Id == 0)
        {
            changes.Add("name", person.Name);
        }

        return changes;

        string? Lose(string name, string? old)
        {
            if (old is null || !record.Gone.Contains(name))
            {
                return old;
            }

            changes.Add(name, "");
            return null;
        }

        string? Take(string name, string? old, string? given)
        {
            if (given is null || given == old)
            {
                return old;
            }

            changes.Add(name, given);
            return given;
        }
    }
}
