using System.Text.Json.Serialization;
using BotDesk.Access;
using BotDesk.Notifications;
using BotDesk.Rest;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.ServiceRequests;

/// <summary>A service request to be filed.</summary>
/// <param name="Requester">Handle or e-mail address of whom it is filed for.</param>
/// <param name="Item">Key of a catalog item; may be left out.</param>
/// <param name="ForWhom">Who gets it, when it is not the requester.</param>
/// <param name="Service">Key of a service; may be left out.</param>
/// <param name="NeededBy">A date like 2026-04-01; may be left out.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewServiceRequest(string? Requester, string? Item, string? Title, string? Description, string? ForWhom, string? Service, string? NeededBy);

/// <summary><c>/api/requests</c>.</summary>
internal static class ServiceRequestEndpoints
{
    public static void MapServiceRequests(this IEndpointRouteBuilder api) =>
        api.MapPost("/requests", FileAsync).WithTags("Service requests").WithSummary("Files a service request for a person, who is told")
            .RequireAuthorization(DeskPolicies.ApiWith(ApiScope.TicketsWrite)).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<CreatedAtRoute<TicketResponse>, ProblemHttpResult>> FileAsync(NewServiceRequest asked, ApiWriter api, Policy.PolicySource policy)
    {
        var item = policy.Current.FindCatalogItem(asked.Item);
        var order = new RequestOrder(asked.Item ?? "", asked.Title ?? item?.Name ?? "", asked.Description ?? "", asked.ForWhom ?? "", asked.Service ?? "", asked.NeededBy ?? "");
        var outcome = await api.WriteAsync<TicketResponse>(asked, async scope =>
        {
            var desk = scope.GetRequiredService<ServiceRequestDesk>();
            if (!(await ApiWriter.NamedAsync(scope, "requester", asked.Requester)).Is(out var requester, out var nobody))
            {
                return nobody;
            }

            if (item is null && order.Item.Length > 0)
            {
                return Refusal.Invalid("item", "item is the key of one of the catalog's items, or is left out.");
            }

            if (desk.Check(order) is { Count: > 0 } errors)
            {
                return Refusal.Invalid(errors);
            }

            if (!(await desk.FileAsync(requester, order)).Is(out var request, out var refusal))
            {
                return refusal;
            }

            await scope.GetRequiredService<Notifier>().ShowAsync(requester, "tickets/filed", scope.GetRequiredService<TicketCards>().Filed(request, desk.Next(request)));
            return new TicketResponse(request);
        });
        return outcome.Is(out var filed, out var no) ? TypedResults.CreatedAtRoute(filed, "ReadTicket", new { number = filed.Number }) : no.ToProblem();
    }
}
