using System.Text;
using BotDesk.Data;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.People;

/// <summary>Who somebody is. Authority follows from the <see cref="Person"/> alone, never from what a message claims.</summary>
public sealed class PeopleDesk(DeskDb db)
{
    /// <summary>The longest name that is kept; a channel's own limits are lower.</summary>
    private const int LongestName = 120;

    private static readonly CompiledQuery<Func<DeskDb, string, string, Task<Person?>>> PersonByAccount = new(() => EF.CompileAsyncQuery(
        (DeskDb db, string channelId, string accountId) => db.Set<PersonAccount>()
            .Where(account => account.ChannelId == channelId && account.AccountId == accountId).Select(account => account.Person).FirstOrDefault()));

    /// <summary>The person behind an account, made known now if they write for the first time.</summary>
    /// <param name="directoryId">The directory's id where the channel vouches for it (Teams: <c>aadObjectId</c>).</param>
    public async Task<Person> IdentifyAsync(string channelId, string accountId, string? directoryId, string? name)
    {
        if (await PersonByAccount.For(db)(db, channelId, accountId) is { } known)
        {
            return known;
        }

        var person = string.IsNullOrWhiteSpace(directoryId)
            ? null
            : await db.Set<Person>().FirstOrDefaultAsync(candidate => candidate.DirectoryId == directoryId);
        if (person is null)
        {
            var shown = string.IsNullOrWhiteSpace(name) ? "Somebody" : name.Trim();
            shown = shown.Length > LongestName ? shown[..LongestName] : shown;
            person = new Person(db) { Handle = await NewHandleAsync(shown), Name = shown, DirectoryId = directoryId };
            db.Add(person);
        }

        db.Add(new PersonAccount { ChannelId = channelId, AccountId = accountId, Person = person });
        await db.SaveChangesAsync();
        return person;
    }

    /// <summary>Makes an account of a channel this person's, where the desk itself has identified them.</summary>
    public async Task LinkAsync(Person person, string channelId, string accountId)
    {
        if (!await db.Set<PersonAccount>().AnyAsync(account => account.ChannelId == channelId && account.AccountId == accountId))
        {
            db.Add(new PersonAccount { ChannelId = channelId, AccountId = accountId, PersonId = person.Id });
            await db.SaveChangesAsync();
        }
    }

    /// <summary>The person asks to be spoken to in this language, from now on and everywhere.</summary>
    public Task ChooseAsync(Person person, Language language)
    {
        person.ChosenLanguage = language.Code;
        return db.Set<Person>().Where(each => each.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(each => each.ChosenLanguage, language.Code));
    }

    /// <summary>The person speaks this language, as far as can be told.</summary>
    public async Task HearAsync(Person person, Language language)
    {
        if (person.HeardLanguage != language.Code)
        {
            person.HeardLanguage = language.Code;
            await db.Set<Person>().Where(each => each.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(each => each.HeardLanguage, language.Code));
        }
    }

    /// <summary>The person behind an account; null when it is new.</summary>
    public Task<Person?> FindByAccountAsync(string channelId, string accountId) => PersonByAccount.For(db)(db, channelId, accountId);

    /// <summary>The accounts in a channel of these people, in their order; of somebody who has none there, nothing.</summary>
    public async Task<IReadOnlyList<PersonAccount>> AccountsAsync(string channelId, IReadOnlyList<long> personIds)
    {
        var ids = personIds.ToHashSet();
        var accounts = await db.Set<PersonAccount>().Where(account => account.ChannelId == channelId && ids.Contains(account.PersonId)).ToListAsync();
        return [.. personIds.Distinct().SelectMany(id => accounts.Where(account => account.PersonId == id))];
    }

    public Task<Person?> FindAsync(long id) => db.Set<Person>().FirstOrDefaultAsync(person => person.Id == id);

    /// <summary>The person of this id in the directory; null when nobody is known by it.</summary>
    public Task<Person?> FindByDirectoryAsync(string directoryId) => db.Set<Person>().FirstOrDefaultAsync(person => person.DirectoryId == directoryId);

    public Task<Person?> FindAsync(string handle) => db.Set<Person>().FirstOrDefaultAsync(person => person.Handle == handle);

    /// <summary>The person whom somebody names by handle or by e-mail address, which must be of one person alone.</summary>
    public async Task<Outcome<Person>> FindByHandleOrEmailAsync(string name)
    {
        if (!name.Contains('@', StringComparison.Ordinal))
        {
            return await FindAsync(name) is { } person ? person : Refusal.NotFound(Phrase.Of("people.noHandle", new { name }));
        }

        var address = name.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // It becomes the database's lower().
        var found = await db.Set<Person>().Where(person => person.Email != null && person.Email.ToLower() == address).Take(2).ToListAsync();
#pragma warning restore CA1304, CA1311, CA1862
        return found switch
        {
            [var only] => only,
            [] => Refusal.NotFound(Phrase.Of("people.noAddress", new { name })),
            _ => Refusal.Conflict(Phrase.Of("people.severalAddress", new { name })),
        };
    }

    /// <summary>Everybody who works on tickets, by name.</summary>
    public Task<List<Person>> AgentsAsync() =>
        db.Set<Person>().Where(person => (person.Roles & Roles.Agent) != 0).OrderBy(person => person.Name).ToListAsync();

    /// <summary>A short name that nobody has yet.</summary>
    internal async Task<string> NewHandleAsync(string name)
    {
        var stem = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                stem.Append(letter);
            }
            else if (letter is ' ' or '-' && stem.Length > 0 && stem[^1] != '-')
            {
                stem.Append('-');
            }
        }

        var first = stem.ToString().Trim('-') is { Length: > 0 } cleaned ? cleaned : "person";
        if (!await db.Set<Person>().AnyAsync(person => person.Handle == first))
        {
            return first;
        }

        // Many people share a name: the row count makes the next number likely free, and the loop makes it certain.
        for (var number = await db.Set<Person>().CountAsync() + 1; ; number++)
        {
            var candidate = $"{first}-{number}";
            if (!await db.Set<Person>().AnyAsync(person => person.Handle == candidate))
            {
                return candidate;
            }
        }
    }
}
