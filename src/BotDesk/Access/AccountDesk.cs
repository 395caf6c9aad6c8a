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
        if (await LinkKnownAsync(channelId, accountId, profile, directoryId) is { } known)
        {
            return known;
        }

        var person = await people.IdentifyAsync(channelId, accountId, directoryId, profile.Name);
        if (person.Locale is null && Language.Of(profile.Locale) is { } shown && shown != Language.English)
        {
            // English is also what a channel says of those who have set nothing.
            person.Locale = profile.Locale;
        }

        if (person.Email is null && IsVouched(profile) && (await people.FindByHandleOrEmailAsync(profile.Address!)).Refusal?.Kind == RefusalKind.NotFound)
        {
            person.Email = profile.Address;
        }

        return person;
    }

    /// <summary>Links a new account to the one person whom its address names.</summary>
    /// <param name="directoryId">The directory's id of the account, which says more than an address; null where it has none.</param>
    /// <returns>Null when it is not new, or names nobody.</returns>
    public async Task<Person?> LinkKnownAsync(string channelId, string accountId, SenderProfile profile, string? directoryId = null)
    {
        if (!IsVouched(profile) || await people.FindByAccountAsync(channelId, accountId) is not null
            || !(await people.FindByHandleOrEmailAsync(profile.Address!)).Is(out var known, out _)
            || (directoryId is not null && (await IsSomebodyElseAsync(known, directoryId)))
            // An address that an account of this channel has stood for already went to somebody else: they inherit nothing.
            || await db.Set<PersonAccount>().AnyAsync(account => account.ChannelId == channelId && account.PersonId == known.Id))
        {
            return null;
        }

        if (directoryId is not null && known.DirectoryId is null)
        {
            known.DirectoryId = directoryId;
            await db.Set<Person>().Where(person => person.Id == known.Id).ExecuteUpdateAsync(set => set.SetProperty(person => person.DirectoryId, directoryId));
        }

        await people.LinkAsync(known, channelId, accountId);
        audit.Add(known, "person.linked", known.Handle, new { channel = channelId, account = accountId, address = profile.Address });
        return known;
    }

    /// <summary>Whether the directory knows the account as another person than the one with its address.</summary>
    private async Task<bool> IsSomebodyElseAsync(Person known, string directoryId) =>
        known.DirectoryId is { } own ? own != directoryId : await people.FindByDirectoryAsync(directoryId) is not null;

    private bool IsVouched(SenderProfile profile) => profile.Address is { } address && policy.Current.Organisation.Vouches(address);
}
