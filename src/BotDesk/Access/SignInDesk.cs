using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.People;

namespace BotDesk.Access;

/// <summary>Makes who signed in known to the desk, as an employee; roles are granted by somebody else.</summary>
internal sealed class SignInDesk(DeskDb db, PeopleDesk people, Acting acting, AuditTrail audit)
{
    /// <summary>
    /// The person behind a provider's account. Matched by directory id or the provider's id of the account, never by an
    /// address: addresses are given to somebody else.
    /// </summary>
    public async Task<Person> SignInAsync(OpenIdIdentity who)
    {
        acting.Via = OpenIdSignIn.Name;
        var person = await people.IdentifyAsync($"openid:{who.Issuer}", who.Subject, who.DirectoryId, who.Name);
        if (who.Email is not null && person.Email != who.Email)
        {
            person.Email = who.Email;
        }

        await db.SaveChangesAsync();
        audit.Add(person, "person.signed-in", person.Handle);
        return person;
    }
}
