using BotDesk.Access;
using BotDesk.Policy;
using BotDesk.ServiceRequests;
using BotDesk.ServiceRequests.Forms;
using Microsoft.AspNetCore.Mvc;

namespace BotDesk.Console.Catalog;

/// <summary><c>/console/catalog/laptop</c>: what is asked when it is ordered, and what is done then.</summary>
internal sealed class ItemModel(SignedInPerson signedIn, PolicySource policy) : ConsolePage(signedIn)
{
    public CatalogItem Item { get; private set; } = null!;

    public DeskPolicy Policy => policy.Current;

    public IReadOnlyList<FormField> Form => RequestFields.Of(Item);

    public Phrase For => CatalogWords.For(Item, Policy);

    public IActionResult OnGet(string key)
    {
        if (Policy.FindCatalogItem(key) is not { } item)
        {
            return Nothing(StatusCodes.Status404NotFound, "No such item", "The catalog has no item of this name.");
        }

        Item = item;
        return Page();
    }

    public string GroupName(string group) => Policy.FindGroup(group)?.Name.ToString() ?? group;

    /// <summary>"Works is At home": when something is asked or done; null when always.</summary>
    public string? Condition(IEnumerable<Condition> conditions) =>
        string.Join(", and ", conditions.Select(condition => Item.Form.FirstOrDefault(field => field.Key == condition.Field) is { } field
            ? $"“{field.Label}” is {string.Join(" or ", condition.Values.Select(value => field.Choices.FirstOrDefault(choice => choice.Key == value)?.Label ?? value))}"
            : condition.Field)) is { Length: > 0 } words ? $"when {words}" : null;

    public static string Answer(FormField field) => field switch
    {
        { ChoicesFrom: { } source } => $"one of the {source.ToString().ToLowerInvariant()}",
        { Type: FieldType.Choice } => string.Join(" / ", field.Choices.Select(choice => choice.Label)),
        { Type: FieldType.MultipleChoice } => $"any of {string.Join(", ", field.Choices.Select(choice => choice.Label))}",
        { Type: FieldType.YesNo } => "yes or no",
        { Example: { } example } => $"text like {example}",
        { Type: FieldType.LongText } => "text",
        { Type: FieldType.Person } => "a person",
        _ => $"a {field.Type.ToString().ToLowerInvariant()}",
    };
}
