using BotDesk.People;

namespace BotDesk.Approvals.Chat;

/// <summary>The one person whom somebody names.</summary>
internal sealed class WhomTheyMean(PersonNames names)
{
    private const int MostNamed = 3;

    /// <returns>A refusal for the field <c>person</c> when it is nobody, or several.</returns>
    public async Task<Outcome<Person>> FindAsync(string written) => await names.FindAsync(written) switch
    {
        [var only] => only,
        [] => Refusal.Invalid("person", Phrase.Of("approvals.nobodyCalled", new { name = written.Length > 60 ? written[..60] + "…" : written })),
        var several => Refusal.Invalid("person", Phrase.Of("approvals.severalFit", new { people = string.Join(", ", several.Take(MostNamed).Select(person => $"{person.Name} ({person.Email ?? person.Handle})")) })),
    };

    /// <summary>Those who decide about things, as far as a list has room.</summary>
    public async Task<IReadOnlyList<Person>> UsualAsync(Person but) =>
        [.. (await names.AllAsync()).Where(person => person.Id != but.Id && (person.Roles & (Roles.Approver | Roles.Manager)) != 0)];
}
