using System.Globalization;
using BotDesk.Access;
using BotDesk.People;
using BotDesk.Rest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.CompanyDirectory;

/// <summary>Somebody whom the desk knows.</summary>
/// <param name="Manager">Handle of whom they report to.</param>
/// <param name="Roles">What they are beside an employee: <c>approver</c>, <c>agent</c>, <c>manager</c>.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Locale">BCP 47 tag.</param>
public sealed record PersonResponse(string Handle, string Name, string? Email, string? JobTitle, string? Department, string? Manager, IReadOnlyList<string> Roles, string? TimeZone, string? Locale)
{
    internal static PersonResponse Of(Person person) => new(
        person.Handle, person.Name, person.Email, person.JobTitle, person.Department, person.Manager,
        [.. PeopleEndpoints.Grantable.Where(role => person.Roles.HasFlag(role)).Select(role => role.ToString().ToLowerInvariant())], person.TimeZone, person.Locale);
}

/// <summary>A page of people, those who became known first first.</summary>
/// <param name="Next">What to give as <c>cursor</c> for the next page; null when this is the last.</param>
public sealed record PeoplePage(IReadOnlyList<PersonResponse> People, string? Next) : IPage;

/// <summary><c>/api/people</c>. Only reads: who is there says the directory, and roles are granted at the desk's own console.</summary>
internal static class PeopleEndpoints
{
    internal static readonly Roles[] Grantable = [Roles.Approver, Roles.Agent, Roles.Manager];

    private const int LongestText = 100;

    private static readonly PersonResponse Example = new("anouk", "Anouk Verhaal", "anouk.verhaal@larkfield.example.com", "Service desk analyst", "IT", "helena", ["agent"], "Europe/London", "en-GB");

    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup("/people").WithTags("People").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.PeopleRead));
        read.MapGet("/", ListAsync).WithSummary("Lists people").Answers(new PeoplePage([Example], null))
            .With("q", "anouk", "Part of a name, of an e-mail address or of a handle.").With("role", "agent", "approver, agent or manager.").With("department", "IT", "As the directory writes it.");
        read.MapGet("/{person}", ReadAsync).WithSummary("One person").Answers(Example).With("person", Example.Handle, "Handle or e-mail address.");
    }

    private static async Task<Results<Ok<PeoplePage>, ProblemHttpResult>> ListAsync(string? q, string? role, string? department, string? cursor, int? limit, PersonNames names)
    {
        var pages = new Cursor("people", q, role, department);
        if (!Cursor.TryLimit(limit, out var most, out var refusal) || !pages.TryRead(cursor, out var last, out refusal))
        {
            return refusal.ToProblem();
        }

        if (q?.Length > LongestText || department?.Length > LongestText)
        {
            return Refusal.Invalid(q?.Length > LongestText ? "q" : "department", $"At most {LongestText} characters.").ToProblem();
        }

        var wanted = Grantable.FirstOrDefault(each => each.ToString().Equals(role, StringComparison.OrdinalIgnoreCase));
        if (role is { Length: > 0 } && wanted == Roles.Employee)
        {
            return Refusal.Invalid("role", "role is approver, agent or manager.").ToProblem();
        }

        var found = await names.ListAsync(new PeopleFilter(q ?? "", wanted, department ?? "", last is null ? 0 : long.Parse(last, CultureInfo.InvariantCulture)), most + 1);
        return TypedResults.Ok(new PeoplePage([.. found.Take(most).Select(PersonResponse.Of)], pages.Next(found, most, person => $"{person.Id}")));
    }

    private static async Task<Results<Ok<PersonResponse>, ProblemHttpResult>> ReadAsync(string person, PeopleDesk people) =>
        (await people.FindByHandleOrEmailAsync(person)).Is(out var found, out var refusal) ? TypedResults.Ok(PersonResponse.Of(found)) : refusal.ToProblem();
}
