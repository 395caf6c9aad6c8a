using System.Collections.Immutable;
using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.ServiceRequests.Forms;

/// <summary>A form with what was typed into it.</summary>
/// <param name="Asked">The fields that are asked with these values, in order.</param>
/// <param name="Choices">What can be chosen, by field.</param>
/// <param name="Errors">What does not fit, by field.</param>
/// <param name="Answers">What fits and is not empty.</param>
public sealed record FormReading(
    IReadOnlyList<FormField> Asked,
    IReadOnlyDictionary<string, IReadOnlyList<Choice>> Choices,
    IReadOnlyDictionary<string, Phrase> Errors,
    IReadOnlyList<RequestAnswer> Answers);

/// <summary>Reads what was typed into a form, whichever door it came by.</summary>
public sealed class FormReader(PersonNames people, PeopleDesk agents, PolicySource policy, TimeProvider clock)
{
    private const int MostCandidates = 3;
    private static readonly string[] Myself = ["me", "myself", "for me", "mich", "mir", "ich", "ich selbst"];

    public async Task<FormReading> ReadAsync(ImmutableArray<FormField> fields, IReadOnlyDictionary<string, string> values, Person asker)
    {
        var asked = RequestFields.Asked(fields, values);
        var (choices, errors, answers) = (new Dictionary<string, IReadOnlyList<Choice>>(), new Dictionary<string, Phrase>(), new List<RequestAnswer>());
        foreach (var field in asked)
        {
            choices[field.Key] = await ChoicesAsync(field);
            var written = values.GetValueOrDefault(field.Key, "").Trim();
            FieldReading read;
            if (written.Length == 0)
            {
                read = new FieldReading(null, "", field.IsRequired ? FieldReader.Missing(field.Type) : null);
            }
            else if (field.Type == FieldType.Person)
            {
                (read, choices[field.Key]) = await PersonAsync(field, written, asker);
            }
            else
            {
                read = FieldReader.Read(field, written, choices[field.Key], Today);
            }

            if (read.Error is { } error)
            {
                errors[field.Key] = error;
            }
            else if (read.Value is { } value)
            {
                answers.Add(new RequestAnswer(field.Key, field.Label, value, read.Text));
            }
        }

        return new FormReading(asked, choices, errors, answers);
    }

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), policy.Current.Organisation.TimeZone).Date);

    private async Task<IReadOnlyList<Choice>> ChoicesAsync(FormField field) => field.ChoicesFrom switch
    {
        ChoiceSource.Services => [.. policy.Current.Services.Select(service => new Choice(service.Key, service.Name))],
        ChoiceSource.Groups => [.. policy.Current.Groups.Select(group => new Choice(group.Key, group.Name))],
        ChoiceSource.Agents => [.. (await agents.AgentsAsync()).Select(agent => new Choice(agent.Handle, agent.Name))],
        ChoiceSource.People => [.. (await people.AllAsync()).Select(person => new Choice(person.Handle, person.Name))],
        _ => field.Choices,
    };

    /// <returns>Who is meant, and whom to choose from where several can be.</returns>
    private async Task<(FieldReading Read, IReadOnlyList<Choice> Candidates)> PersonAsync(FormField field, string written, Person asker)
    {
        if (Myself.Contains(written.ToLowerInvariant()))
        {
            return (field.Key == FormField.ForWhom && !field.IsRequired ? default : new FieldReading(asker.Handle, asker.Name, null), []);
        }

        var found = await people.FindAsync(written);
        if (found.Count == 0 && !field.Outsiders)
        {
            found = await people.FindPartAsync(written);
        }

        return found switch
        {
            [var only] => (new FieldReading(only.Handle, only.Name, null), []),
            [] when field.Outsiders => (FieldReader.Read(field with { Type = FieldType.Text }, written, [], Today), []),
            [] => (new FieldReading(null, "", Phrase.Of("serviceRequests.nobodyCalled", new { name = Shorten(written) })), []),
            var several => (
                new FieldReading(null, "", Phrase.Of("serviceRequests.severalFit", new { name = Shorten(written), people = string.Join(", ", several.Take(MostCandidates).Select(Told)) })),
                [.. several.Select(person => new Choice(person.Email ?? $"@{person.Handle}", Told(person)))]),
        };
    }

    private static string Told(Person person) => $"{person.Name} ({person.Email ?? person.Handle})";

    private static string Shorten(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
