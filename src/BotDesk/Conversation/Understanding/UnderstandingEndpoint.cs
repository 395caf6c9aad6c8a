using System.Text.Json.Serialization;
using BotDesk.Access;
using BotDesk.Rest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.Conversation.Understanding;

/// <summary>A message to be understood.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UnderstandRequest(string? Text);

/// <summary>What a message means. Empty entities are left out.</summary>
/// <param name="Intent">In snake_case: <c>report_problem</c>.</param>
/// <param name="Confidence">0 to 1; from 0.6 the bot acts without asking back.</param>
public sealed record UnderstandResponse(string Intent, double Confidence, IReadOnlyDictionary<string, string> Entities);

/// <summary><c>POST /api/understand</c>.</summary>
internal static class UnderstandingEndpoint
{
    public static void MapUnderstanding(this IEndpointRouteBuilder api) =>
        api.MapPost("/understand", Understand).WithTags("Understanding").WithSummary("What a message means")
            .RequireAuthorization(DeskPolicies.ApiWith(ApiScope.Understand)).Takes(new UnderstandRequest("my vpn drops every ten minutes, it is urgent"))
            .Answers(new UnderstandResponse("report_problem", 0.97, new Dictionary<string, string> { ["service"] = "vpn", ["urgency"] = "high" }));

    private static Results<Ok<UnderstandResponse>, ProblemHttpResult> Understand(UnderstandRequest request, Understander understander)
    {
        if (request.Text is null)
        {
            return Refusal.Invalid("text", "Send the message as {\"text\": \"…\"}.").ToProblem();
        }

        var understood = understander.Understand(request.Text);
        var entities = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("ticket", understood.Entities.Ticket);
        Add("service", understood.Entities.Service);
        Add("asset", understood.Entities.Asset);
        Add("urgency", understood.Entities.Urgency);
        Add("impact", understood.Entities.Impact);
        Add("person", understood.Entities.Person);
        Add("when", understood.Entities.When);
        Add("since", understood.Entities.Since);
        Add("item", understood.Entities.Item);
        Add("rest", understood.Entities.Rest);
        return TypedResults.Ok(new UnderstandResponse(understood.Intent.Wire(), Math.Round(understood.Confidence, 4), entities));

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                entities.Add(name, value);
            }
        }
    }
}
