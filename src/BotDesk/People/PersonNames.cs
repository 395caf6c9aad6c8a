using BotDesk.Data;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.People;

/// <summary>Whom to list.</summary>
/// <param name="Text">Part of a name, an address or a handle; empty: any.</param>
/// <param name="Role"><see cref="Roles.Employee"/>: everybody.</param>
/// <param name="Department">As the directory writes it; empty: any.</param>
/// <param name="After">Id of the last one seen before; 0: from the first.</param>
public sealed record PeopleFilter(string Text, Roles Role, string Department, long After);

/// <summary>Whom somebody means by what they wrote.</summary>
public sealed class PersonNames(DeskDb db)
{
    /// <summary>As many as a card has room for beside the rest of a form.</summary>
    private const int Most = 100;
    private const int MostMeant = 5;
    private const int ShortestPart = 3;

    /// <summary>Those whose handle, address or name it is, or whose first or last name; at most five.</summary>
    public async Task<IReadOnlyList<Person>> FindAsync(string written)
    {
        var typed = written.Trim().TrimStart('@');
        var lower = typed.ToLowerInvariant();
        if (typed.Length == 0)
        {
            return [];
        }

        // SQLite's lower() knows A to Z alone, so what has other letters is also looked for as it was typed.
        var (name, other) = (Escaped(lower), Escaped(typed));
#pragma warning disable CA1304, CA1311, CA1862 // It becomes the database's lower().
        var found = await db.Set<Person>().Where(person => person.Handle == lower || (person.Email != null && person.Email.ToLower() == lower)
            || EF.Functions.Like(person.Name.ToLower(), name, "!") || EF.Functions.Like(person.Name, other, "!")
            || EF.Functions.Like(person.Name.ToLower(), name + " %", "!") || EF.Functions.Like(person.Name, other + " %", "!")
            || EF.Functions.Like(person.Name.ToLower(), "% " + name, "!") || EF.Functions.Like(person.Name, "% " + other, "!"))
            .OrderBy(person => person.Name).ThenBy(person => person.Id).Take(Most).ToListAsync();
#pragma warning restore CA1304, CA1311, CA1862
        // A handle that is somebody else's name as well is exact only where it is marked as one.
        var exactly = found.Where(person => Same(person.Email, typed) || (person.Handle == lower && written.Contains('@', StringComparison.Ordinal))).ToList();
        var whole = exactly.Count > 0 ? exactly : found.Where(person => Same(person.Name, typed)).ToList();
        return [.. (whole.Count > 0 ? whole : found).Take(MostMeant)];
    }

    /// <summary>Those in whose name or address it is a part, for whoever knows it only roughly; at most five. Nobody by fewer than three letters.</summary>
    public async Task<IReadOnlyList<Person>> FindPartAsync(string written)
    {
        var text = written.Trim();
        return text.Length < ShortestPart ? [] : [.. (await ListAsync(new PeopleFilter(text, Roles.Employee, "", 0), MostMeant + 1)).OrderBy(person => person.Name).Take(MostMeant)];
    }

    /// <summary>Everybody by name, as far as there is room to choose from.</summary>
    public Task<List<Person>> AllAsync() => db.Set<Person>().OrderBy(person => person.Name).ThenBy(person => person.Id).Take(Most).ToListAsync();

    /// <summary>Those whom the filter leaves, in the order in which they became known.</summary>
    public Task<List<Person>> ListAsync(PeopleFilter filter, int most)
    {
        var people = db.Set<Person>().Where(person => person.Id > filter.After);
        if (filter.Text.Trim() is { Length: > 0 } text)
        {
            var (lower, typed) = ($"%{Escaped(text.ToLowerInvariant())}%", $"%{Escaped(text)}%");
#pragma warning disable CA1304, CA1311, CA1862 // It becomes the database's lower().
            people = people.Where(person => EF.Functions.Like(person.Handle, lower, "!") || (person.Email != null && EF.Functions.Like(person.Email.ToLower(), lower, "!"))
                || EF.Functions.Like(person.Name.ToLower(), lower, "!") || EF.Functions.Like(person.Name, typed, "!"));
#pragma warning restore CA1304, CA1311, CA1862
        }

        if (filter.Role != Roles.Employee)
        {
            people = people.Where(person => (person.Roles & filter.Role) != 0);
        }

        if (filter.Department.Length > 0)
        {
            people = people.Where(person => person.Department == filter.Department);
        }

        return people.OrderBy(person => person.Id).Take(most).ToListAsync();
    }

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string Escaped(string text) =>
        text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
}
