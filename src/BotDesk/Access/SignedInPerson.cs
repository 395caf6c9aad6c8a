using System.Globalization;
using System.Security.Claims;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Access;

/// <summary>Who makes this request. Read from the database at every request: what a cookie once said about roles counts for nothing.</summary>
public sealed class SignedInPerson(IHttpContextAccessor http, IDbContextFactory<DeskDb> readers)
{
    /// <summary>The claim that holds <see cref="Person.Id"/>.</summary>
    public const string PersonId = "botdesk:person";

    private Person? _person;

    /// <summary>Null when nobody is signed in, or the person is gone.</summary>
    public async Task<Person?> FindAsync(CancellationToken cancellationToken = default)
    {
        if (_person is null && long.TryParse(http.HttpContext?.User.FindFirstValue(PersonId), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            await using var db = await readers.CreateDbContextAsync(cancellationToken);
            _person = await db.Set<Person>().FirstOrDefaultAsync(person => person.Id == id, cancellationToken);
        }

        return _person;
    }
}
