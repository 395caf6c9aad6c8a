using System.Globalization;
using BotDesk.Access;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Rest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.ServiceRequests;

/// <param name="Period"><c>once</c>, <c>month</c> or <c>year</c>.</param>
public sealed record CostResponse(decimal Amount, string Currency, string Period);

/// <param name="Field">Key of a field that stands before.</param>
/// <param name="Values">One of which it must have.</param>
public sealed record ConditionResponse(string Field, IReadOnlyList<string> Values);

/// <summary>A question of a form.</summary>
/// <param name="Type"><c>text</c>, <c>long-text</c>, <c>choice</c>, <c>multiple-choice</c>, <c>person</c>, <c>date</c>, <c>time</c>, <c>number</c> or <c>yes-no</c>.</param>
/// <param name="ChoicesFrom"><c>services</c>, <c>groups</c>, <c>people</c> or <c>agents</c>, where the choices are those; null otherwise.</param>
/// <param name="Example">Of a text that has a pattern.</param>
/// <param name="Min">A number of characters or choices, a number, a date as of today, or a time; null: without end.</param>
/// <param name="Max">See <paramref name="Min"/>.</param>
/// <param name="When">All of them must hold for the field to be asked.</param>
public sealed record FieldResponse(string Key, string Label, string Type, bool Required, string? Hint, IReadOnlyList<Choice> Choices, string? ChoicesFrom, string? Example, string? Min, string? Max, IReadOnlyList<ConditionResponse> When);

/// <param name="Group">Key of the group that does it.</param>
/// <param name="Alongside">Begins together with the one before it.</param>
public sealed record TaskOfItemResponse(string Key, string Name, string Group, bool Alongside, IReadOnlyList<ConditionResponse> When);

/// <summary>Something that can be ordered.</summary>
/// <param name="Expected">How long it usually takes, in words.</param>
/// <param name="Cost">Null when it is free.</param>
/// <param name="ForEverybody">Whether everybody may order it.</param>
public sealed record CatalogItemResponse(
    string Key, string Name, string Description, string? Category, string Service, string Group, string Expected, CostResponse? Cost, bool ForEverybody, IReadOnlyList<FieldResponse> Form, IReadOnlyList<TaskOfItemResponse> Tasks);

/// <summary>A page of items, the best first where something was looked for.</summary>
/// <param name="Next">What to give as <c>cursor</c> for the next page; null when this is the last.</param>
public sealed record CatalogResponse(IReadOnlyList<CatalogItemResponse> Items, string? Next) : IPage;

/// <summary><c>/api/catalog</c>.</summary>
internal static class CatalogEndpoints
{
    private const int LongestQuestion = 200;

    public static void MapCatalog(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/catalog").WithTags("Catalog").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.CatalogRead));
        group.MapGet("/", ListAsync).WithSummary("What can be ordered: everything, or what a person may order; q looks for words").Answers(RequestExamples.Catalog)
            .With("q", "monitor", "Words that it is to be about, the best first; everything in the policy's order when left out.").With("person", "jonas", "Handle or e-mail address: leaves out what is not for them.");
        group.MapGet("/{item}", ReadAsync).WithSummary("One item with its form and its tasks").Answers(RequestExamples.Item)
            .With("item", RequestExamples.Item.Key, "Key of the item.").With("person", "noor", "Handle or e-mail address: what is not for them is not there.");
    }

    private static async Task<Results<Ok<CatalogResponse>, ProblemHttpResult>> ListAsync(string? q, string? person, string? cursor, int? limit, Catalog catalog, PolicySource policy, PeopleDesk people, TimeProvider clock)
    {
        if (q?.Length > LongestQuestion)
        {
            return Refusal.Invalid("q", $"q has at most {LongestQuestion} characters.").ToProblem();
        }

        var pages = new Cursor("catalog", q, person);
        if (!Cursor.TryLimit(limit, out var most, out var refusal) || !pages.TryRead(cursor, out var last, out refusal) || !(await AmongAsync(person, catalog, policy, people)).Is(out var among, out refusal))
        {
            return refusal.ToProblem();
        }

        var found = catalog.Search(q ?? "", among).ToList();
        var rest = found[(last is null ? 0 : found.FindIndex(item => item.Key == last) + 1)..];
        return TypedResults.Ok(new CatalogResponse([.. rest.Take(most).Select(item => Response(item, Today(policy, clock)))], pages.Next(rest, most, item => item.Key)));
    }

    private static async Task<Results<Ok<CatalogItemResponse>, ProblemHttpResult>> ReadAsync(string item, string? person, Catalog catalog, PolicySource policy, PeopleDesk people, TimeProvider clock)
    {
        if (!(await AmongAsync(person, catalog, policy, people)).Is(out var among, out var refusal))
        {
            return refusal.ToProblem();
        }

        return among.FirstOrDefault(each => each.Key == item) is { } found
            ? TypedResults.Ok(Response(found, Today(policy, clock)))
            : Refusal.NotFound($"There is no item '{(item.Length > 64 ? item[..64] : item)}' in the catalog{(person is null ? "" : " for this person")}.").ToProblem();
    }

    /// <summary>Everything, or what the person may order.</summary>
    private static async Task<Outcome<IReadOnlyList<CatalogItem>>> AmongAsync(string? person, Catalog catalog, PolicySource policy, PeopleDesk people)
    {
        if (string.IsNullOrWhiteSpace(person))
        {
            return new Outcome<IReadOnlyList<CatalogItem>>(policy.Current.Catalog, null);
        }

        return (await people.FindByHandleOrEmailAsync(person.Trim())).Is(out var known, out var refusal)
            ? new Outcome<IReadOnlyList<CatalogItem>>(catalog.For(known), null)
            : Refusal.Invalid("person", refusal.Message);
    }

    private static DateOnly Today(PolicySource policy, TimeProvider clock) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), policy.Current.Organisation.TimeZone).Date);

    private static CatalogItemResponse Response(CatalogItem item, DateOnly today) => new(
        item.Key,
        item.Name.ToString(),
        item.Description.ToString(),
        item.Category?.ToString(),
        item.Service,
        item.Group,
        item.Expected.ToString(),
        item.Cost is { } cost ? new CostResponse(cost.Amount, cost.Currency, cost.Period.ToString().ToLowerInvariant()) : null,
        item.Audience is null,
        [.. Forms.RequestFields.Of(item).Select(field => Response(field, today))],
        [.. item.Tasks.Select(task => new TaskOfItemResponse(task.Key, task.Name.ToString(), task.Group, task.Alongside, Response(task.When)))]);

    private static FieldResponse Response(FormField field, DateOnly today)
    {
        var (min, max) = field.Type switch
        {
            FieldType.Date => (Text(field.Days.Min?.On(today)), Text(field.Days.Max?.On(today))),
            FieldType.Time => (Text(field.Times.Min), Text(field.Times.Max)),
            _ => (Text(field.Amount.Min), Text(field.Amount.Max)),
        };
        return new FieldResponse(
            field.Key, field.Label.ToString(), CatalogWords.Type(field.Type), field.IsRequired, field.Hint?.ToString(), field.Choices, field.ChoicesFrom?.ToString().ToLowerInvariant(), field.Example, min, max, Response(field.When));
    }

    private static ConditionResponse[] Response(IEnumerable<Condition> conditions) => [.. conditions.Select(condition => new ConditionResponse(condition.Field, condition.Values))];

    private static string? Text(IFormattable? value) => value switch
    {
        null => null,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        _ => value.ToString(null, CultureInfo.InvariantCulture),
    };
}
