using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Access;

/// <summary>Whose account of a channel it is. One person has accounts in several, linked only by an address of a verified domain.</summary>
internal sealed class AccountDesk(DeskDb db, PeopleDesk people, PolicySource policy, AuditTrail audit)
{
    /// <summary>The person behind an account, made known now if they write for the first time.</summary>
    /// <inheritdoc cref="PeopleDesk.IdentifyAsync"/>
    public async Task<Person> IdentifyAsync(string channelId, string accountId, string? directoryId, SenderProfile profile)
    {
        if (profile.Address is not { } address || !policy.Current.Organisation.Vouches(address) || await people.FindByAccountAsync(channelId, accountId) is not null)
        {
            return await people.IdentifyAsync(channelId, accountId, directoryId, profile.Name);
        }

        var known = (await people.FindByHandleOrEmailAsync(address)).Is(out var found, out var refusal) ? found : null;

        // An address that an account of this channel has stood for already went to somebody else: they inherit nothing.
        if (known is not null && !await db.Set<PersonAccount>().AnyAsync(account => account.ChannelId == channelId && account.PersonId == known.Id))
        {
            await people.LinkAsync(known, channelId, accountId);
            audit.Add(known, "person.linked", known.Handle, new { channel = channelId, account = accountId, address });
            return known;
        }

        var person = await people.IdentifyAsync(channelId, accountId, directoryId, profile.Name);
        if (refusal?.Kind == RefusalKind.NotFound)
        {
            person.Email ??= address;
        }

        return person;
    }
}
