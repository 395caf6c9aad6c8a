using System.Text.Json.Serialization;
using BotDesk.Access;
using BotDesk.Incidents.Suggestions;
using BotDesk.Notifications;
using BotDesk.Rest;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.Incidents;

/// <summary>An incident to be filed.</summary>
/// <param name="Requester">Handle or e-mail address of whom it is filed for.</param>
/// <param name="Service">Key of a service; may be left out.</param>
/// <param name="Category">Key of a category; may be left out.</param>
/// <param name="Impact"><c>high</c>, <c>medium</c> or <c>low</c>.</param>
/// <param name="Urgency"><c>high</c>, <c>medium</c> or <c>low</c>.</param>
/// <param name="WantsCall">Whether a person shall call the requester.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewIncidentRequest(string? Requester, string? Title, string? Description, string? Service, string? Impact, string? Urgency, bool WantsCall = false, string? Category = null);

/// <summary>What an incident is about. What is left out stays as it is.</summary>
/// <param name="Service">Key of a service.</param>
/// <param name="Category">Key of a category.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ClassifyAct(string? Service, string? Category) : TicketAct;

/// <summary><c>/api/incidents</c>.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup("/incidents").WithTags("Incidents").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.TicketsRead));
        read.MapGet("/", TicketEndpoints.ListAsync<Incident>).WithSummary("Lists incidents, the newest first").Answers(TicketExamples.Page).WithTicketFilters();
        read.MapGet("/{number}", ReadAsync).WithSummary("One incident with its whole history, internal notes included").Answers(TicketExamples.Whole).With("number", TicketExamples.Incident.Number);

        api.MapPost("/incidents", FileAsync).WithTags("Incidents").WithSummary("Files an incident for a person, who is told").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.TicketsWrite)).HappensOnce()
            .Takes(new NewIncidentRequest(TicketExamples.Requester, TicketExamples.Incident.Title, TicketExamples.Incident.Description, "vpn", "low", "high", Category: "connectivity")).Answers(TicketExamples.Incident);
        api.MapGroup("/incidents/{number}").WithTags("Incidents").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.TicketsWrite))
            .MapPost("/classify", (string number, ClassifyAct act, ApiWriter api) => TicketEndpoints.ActAsync<IncidentDesk>(api, number, act, (desk, normal, person) => desk.ClassifyAsync(normal, person, act.Service, act.Category)))
            .Acts("An agent says what it is about; the desk learns from it", new ClassifyAct("vpn", "connectivity") { As = "anouk" });
        api.MapSuggestions();
    }

    private static async Task<Results<Ok<TicketWithHistory>, ProblemHttpResult>> ReadAsync(string number, TicketBook book) =>
        TicketNumber.Normalise(number) is { } normal && await book.FindAsync(normal) is Incident incident
            ? TypedResults.Ok(new TicketWithHistory(incident))
            : Refusal.NotFound($"There is no incident {number}.").ToProblem();

    private static async Task<Results<CreatedAtRoute<TicketResponse>, ProblemHttpResult>> FileAsync(NewIncidentRequest asked, ApiWriter api)
    {
        var report = new IncidentReport(asked.Title ?? "", asked.Description ?? "", asked.Service ?? "", asked.Impact ?? "", asked.Urgency ?? "", asked.WantsCall) { Category = asked.Category ?? "" };
        var outcome = await api.WriteAsync<TicketResponse>(asked, async scope =>
        {
            var desk = scope.GetRequiredService<IncidentDesk>();
            if (!(await ApiWriter.NamedAsync(scope, "requester", asked.Requester)).Is(out var requester, out var nobody))
            {
                return nobody;
            }

            if (desk.Check(report) is { Count: > 0 } errors)
            {
                return Refusal.Invalid(errors);
            }

            if (!(await desk.FileAsync(requester, report)).Is(out var incident, out var refusal))
            {
                return refusal;
            }

            await scope.GetRequiredService<Notifier>().ShowAsync(requester, "tickets/filed", scope.GetRequiredService<TicketCards>().Filed(incident, desk.Next(incident)), topic: incident.Topic);
            return new TicketResponse(incident);
        });
        return outcome.Is(out var filed, out var no) ? TypedResults.CreatedAtRoute(filed, "ReadTicket", new { number = filed.Number }) : no.ToProblem();
    }
}
