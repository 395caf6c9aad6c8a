using System.Collections.Immutable;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.ServiceRequests.Forms;

/// <summary>What is asked when somebody wants something.</summary>
public static class RequestFields
{
    public const string Title = "title";
    public const string Description = "description";
    public const string Comment = "comment";
    public const string Service = "service";

    private static readonly FormField Whom = new(FormField.ForWhom, Phrase.Of("serviceRequests.field.whom"), FieldType.Person, Hint: Phrase.Of("serviceRequests.field.whomHint"), Outsiders: true);

    private static readonly FormField By = new(FormField.NeededBy, Phrase.Of("serviceRequests.field.by"), FieldType.Date, Days: new(new DayLimit(null, 0), null));

    /// <summary>For what is not in the catalog.</summary>
    private static readonly ImmutableArray<FormField> Free =
    [
        new(Title, Phrase.Of("serviceRequests.field.title"), FieldType.Text, IsRequired: true, Hint: Phrase.Of("serviceRequests.field.titleHint"), Amount: new(null, Ticket.LongestTitle)),
        new(Description, Phrase.Of("serviceRequests.field.description"), FieldType.LongText, Hint: Phrase.Of("serviceRequests.field.descriptionHint"), Amount: new(null, Ticket.LongestText)),
        Whom,
        new(Service, Phrase.Of("serviceRequests.field.service"), FieldType.Choice, Hint: Phrase.Of("serviceRequests.field.serviceHint"), ChoicesFrom: ChoiceSource.Services),
        By,
    ];

    /// <summary>For an item that asks for nothing in particular.</summary>
    private static readonly ImmutableArray<FormField> Plain =
    [
        Whom,
        By,
        new(Comment, Phrase.Of("serviceRequests.field.comment"), FieldType.LongText, Hint: Phrase.Of("serviceRequests.field.commentHint")),
    ];

    /// <param name="item">Null: what is wanted is not in the catalog.</param>
    public static ImmutableArray<FormField> Of(CatalogItem? item) => item is null ? Free : item.Form.IsEmpty ? Plain : item.Form;

    /// <summary>The fields that are asked when these values stand in the form: a condition can make others appear.</summary>
    public static IReadOnlyList<FormField> Asked(ImmutableArray<FormField> fields, IReadOnlyDictionary<string, string> values)
    {
        var (asked, given) = (new List<FormField>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var field in fields.Where(field => field.When.All(condition => condition.Holds(given.GetValueOrDefault(condition.Field)))))
        {
            asked.Add(field);
            given[field.Key] = string.Join(',', Chosen(values.GetValueOrDefault(field.Key, ""), field.Choices));
        }

        return asked;
    }

    /// <summary>Keys of what was chosen, whether by key or in the words that are shown; what is not there to choose stays as it was written.</summary>
    internal static IReadOnlyList<string> Chosen(string written, IReadOnlyList<Choice> choices) =>
        Find(written.Trim(), choices) is { } only
            ? [only]
            : [.. written.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => Find(part, choices) ?? part).Distinct()];

    private static string? Find(string written, IReadOnlyList<Choice> choices) =>
        (choices.FirstOrDefault(choice => choice.Key == written) ?? choices.FirstOrDefault(choice => choice.Label.IsCalled(written)))?.Key;
}
