using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace BotDesk.Rest;

/// <summary>The refusals of the interface, as the OpenAPI document shows them and as requests that lead nowhere get them.</summary>
internal static class ApiErrors
{
    private const string MediaType = "application/problem+json";

    private static readonly Dictionary<int, string> Details = new()
    {
        [StatusCodes.Status400BadRequest] = "Something does not fit. errors says what, by field.",
        [StatusCodes.Status401Unauthorized] = "Send an API key as Authorization: Bearer KEY. 'botdesk api-key create' makes one.",
        [StatusCodes.Status403Forbidden] = "The API key 'monitoring' does not have the scope tickets:write.",
        [StatusCodes.Status404NotFound] = "There is nothing at this address. GET /openapi/v1.json tells what there is.",
        [StatusCodes.Status405MethodNotAllowed] = "This address does not take that method. The header Allow names those that it takes.",
        [StatusCodes.Status409Conflict] = "INC42 is already resolved.",
        [StatusCodes.Status412PreconditionFailed] = "INC42 was changed since you read it, so nothing was done. Read it again, look whether you still want the same, and send that with If-Match: \"8\".",
        [StatusCodes.Status413PayloadTooLarge] = "The request is too large.",
        [StatusCodes.Status415UnsupportedMediaType] = "Send JSON, with Content-Type: application/json.",
        [StatusCodes.Status422UnprocessableEntity] = "This Idempotency-Key came with another request before; give each its own.",
        [StatusCodes.Status428PreconditionRequired] = "Say which version you edited: send the ETag with which you read it as If-Match.",
        [StatusCodes.Status429TooManyRequests] = "You ask too often. Go on in 2 s.",
    };

    public static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context, IReadOnlyList<int> statuses)
    {
        foreach (var status in statuses)
        {
            var title = ReasonPhrases.GetReasonPhrase(status);
            var example = new JsonObject { ["type"] = "about:blank", ["title"] = title, ["status"] = status, ["detail"] = Details[status] };
            if (status == StatusCodes.Status400BadRequest)
            {
                example["errors"] = new JsonObject { ["title"] = new JsonArray("Say in a few words what it is about.") };
            }

            operation.Responses![status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = title,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [MediaType] = new() { Schema = new OpenApiSchemaReference(status == StatusCodes.Status400BadRequest ? nameof(HttpValidationProblemDetails) : nameof(Microsoft.AspNetCore.Mvc.ProblemDetails), context.Document), Example = example },
                },
            };
        }
    }

    /// <summary>Gives a refusal without a body, as routing makes them, one that says what to do. Elsewhere than in the interface a status line is enough.</summary>
    public static Task WriteAsync(Microsoft.AspNetCore.Diagnostics.StatusCodeContext context)
    {
        var (http, status) = (context.HttpContext, context.HttpContext.Response.StatusCode);
        return http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? TypedResults.Problem(Details.GetValueOrDefault(status), statusCode: status).ExecuteAsync(http)
            : context.Next(http);
    }
}
