using System.Collections.Frozen;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Conversation.LanguageModels;

/// <summary>The words that names of people in the directory are made of.</summary>
internal sealed class DirectoryNames
{
    private const int Shortest = 3;

    /// <summary>Names that are words, too: in lower case they are taken for the word.</summary>
    private static readonly FrozenSet<string> AlsoWords = FrozenSet.ToFrozenSet(
        ["will", "may", "mark", "art", "rich", "grace", "faith", "hope", "april", "june", "august", "bill", "jack", "pat", "rob", "sue", "drew", "chase", "miles", "page", "read", "young", "long", "short", "black", "white", "brown", "green", "king", "cook", "baker", "wood", "stone", "field", "van", "von", "der", "den", "das", "klein", "groß", "gross", "lang", "kurz", "neu", "alt", "koch", "bauer", "herr", "frau", "ernst", "frei", "stark", "fuchs", "vogel", "berg", "stein", "wolf"],
        StringComparer.Ordinal);

    private readonly FrozenSet<string> _parts;

    public DirectoryNames(IEnumerable<string> names) =>
        _parts = names.SelectMany(name => name.Split([' ', '-', '.', ',', '\''], StringSplitOptions.RemoveEmptyEntries)).Where(part => part.Length >= Shortest).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a word is part of somebody's name; also in the genitive ("Annas", "Anna's").</summary>
    public bool Has(string word) => Is(word) || (word.EndsWith('s') && Is(word[..^1])) || word.Split('-', '\'', '’').Any(Is);

    private bool Is(string word) => word.Length >= Shortest && _parts.Contains(word) && !(char.IsLower(word[0]) && AlsoWords.Contains(word));
}

/// <summary>Reads the names of the directory, at most every few minutes.</summary>
internal sealed class NamesOfPeople(IDbContextFactory<DeskDb> readers, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private volatile Read? _read;

    public async Task<DirectoryNames> ReadAsync(CancellationToken cancellationToken)
    {
        if (_read is { } read && clock.GetUtcNow() < read.At + Fresh)
        {
            return read.Names;
        }

        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var people = await db.Set<Person>().AsNoTracking().Select(person => new { person.Name, person.Handle }).ToListAsync(cancellationToken);
        read = new Read(new DirectoryNames(people.SelectMany(person => new[] { person.Name, person.Handle })), clock.GetUtcNow());
        _read = read;
        return read.Names;
    }

    private sealed record Read(DirectoryNames Names, DateTimeOffset At);
}
