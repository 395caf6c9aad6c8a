using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BotDesk.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace BotDesk.Rest;

/// <summary>
/// The OpenAPI document. What all operations have in common is written here once: who may call them, what they refuse and how, and the headers by
/// which something happens once and as it was seen.
/// </summary>
internal static class ApiDocument
{
    private const string SchemeName = "ApiKey";

    private static readonly JsonSerializerOptions Sparse = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "BotDesk",
                Version = "v1",
                Description = "The REST interface of the service desk. Programs act in the name of a person (`as`, `requester`), whose rights decide. Errors are problem details (RFC 9457); "
                    + "what does not fit stands by field in `errors`. Lists are read page by page: `next`, and the Link header, lead on. A read answers with an ETag, which an edit takes as If-Match. "
                    + "What creates or acts happens once for each Idempotency-Key.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [SchemeName] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = $"An API key of this desk. Its scopes say what it is good for: {string.Join(", ", ApiScope.All)}. `botdesk api-key create` makes one.",
                },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Complete(operation, context);
            return Task.CompletedTask;
        });
    }

    private static void Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var marks = context.Description.ActionDescriptor.EndpointMetadata;
        var (method, path) = (context.Description.HttpMethod!, context.Description.RelativePath!);
        operation.OperationId ??= OperationId(method, path);
        operation.Parameters ??= [];
        operation.Responses ??= [];
        var scope = marks.OfType<IAuthorizeData>().Select(each => each.Policy).LastOrDefault(policy => policy?.StartsWith(DeskPolicies.ApiWith(""), StringComparison.Ordinal) == true)?[DeskPolicies.ApiWith("").Length..];
        operation.Security = marks.OfType<IAllowAnonymous>().Any() ? [] : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SchemeName, context.Document)] = scope is null ? [] : [scope] }];

        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            parameter.Name = char.ToLowerInvariant(parameter.Name![0]) + parameter.Name[1..];
            var example = marks.OfType<ParameterExample>().LastOrDefault(each => each.Name == parameter.Name);
            parameter.Example = example is null ? Usual(parameter.Name) : Json(example.Value);
            parameter.Description ??= example?.Meaning ?? UsualMeaning(parameter.Name);
        }

        if (marks.OfType<BodyExample>().LastOrDefault() is { } body)
        {
            foreach (var content in operation.RequestBody?.Content?.Values ?? [])
            {
                content.Example = Json(body.Value);
            }
        }

        var done = operation.Responses.FirstOrDefault(response => response.Key.StartsWith('2')).Value as OpenApiResponse;
        if (done is not null && marks.OfType<AnswerExample>().LastOrDefault() is { } answer)
        {
            foreach (var content in done.Content?.Values ?? [])
            {
                content.Example = JsonSerializer.SerializeToNode(answer.Value, answer.Value.GetType(), JsonSerializerOptions.Web);
            }
        }

        AddHeaders(operation, done, context, marks);
        ApiErrors.Add(operation, context, [.. Refusals(operation, path, marks)]);
    }

    private static void AddHeaders(OpenApiOperation operation, OpenApiResponse? done, OpenApiOperationTransformerContext context, IList<object> marks)
    {
        var answers = context.Description.SupportedResponseTypes.Select(type => type.Type).OfType<Type>().ToList();
        if (marks.OfType<OnceMark>().Any())
        {
            AddHeader(operation, ApiWriter.Header, "Of your choice, at most 255 visible characters. Sent again within 24 hours with the same request, the stored answer comes back and nothing happens twice.", "3f0b7c0e-order-17", required: false);
        }

        if (marks.OfType<VersionMark>().LastOrDefault() is { } version)
        {
            AddHeader(operation, "If-Match", version.IsRequired
                ? "The ETag with which it was read; * overwrites whatever is there."
                : "The ETag with which it was read, where nothing shall be done if it was changed since. Left out, it is done as things stand.", version.IsRequired ? "*" : null, version.IsRequired);
        }

        if (done is not null && answers.Any(type => type.IsAssignableTo(typeof(IVersioned))))
        {
            Says(done, "ETag", "The version of what is answered.", "\"7\"");
        }

        if (done is not null && answers.Any(type => type.IsAssignableTo(typeof(IPage))))
        {
            Says(done, "Link", "Where the list goes on (rel=\"next\"); not there on the last page.", "</api/tickets?cursor=b3BhcXVl>; rel=\"next\"");
        }
    }

    private static IEnumerable<int> Refusals(OpenApiOperation operation, string path, IList<object> marks)
    {
        yield return StatusCodes.Status400BadRequest;
        yield return StatusCodes.Status401Unauthorized;
        yield return StatusCodes.Status403Forbidden;
        if (path.Contains('{', StringComparison.Ordinal))
        {
            yield return StatusCodes.Status404NotFound;
        }

        if (operation.RequestBody is not null)
        {
            yield return StatusCodes.Status413PayloadTooLarge;
            yield return StatusCodes.Status415UnsupportedMediaType;
        }

        if (marks.OfType<OnceMark>().Any())
        {
            yield return StatusCodes.Status409Conflict;
            yield return StatusCodes.Status422UnprocessableEntity;
        }

        if (marks.OfType<VersionMark>().LastOrDefault() is { } version)
        {
            yield return StatusCodes.Status412PreconditionFailed;
            if (version.IsRequired)
            {
                yield return StatusCodes.Status428PreconditionRequired;
            }
        }

        yield return StatusCodes.Status429TooManyRequests;
    }

    private static void AddHeader(OpenApiOperation operation, string name, string description, string? example, bool required) => operation.Parameters!.Add(new OpenApiParameter
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = required,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = example is null ? null : JsonValue.Create(example),
    });

    private static void Says(OpenApiResponse response, string name, string description, string example)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        response.Headers[name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = JsonValue.Create(example) };
    }

    /// <summary>As clients name their methods: <c>post /api/tickets/{number}/take</c> is <c>postTicketsNumberTake</c>.</summary>
    private static string OperationId(string method, string path) => method.ToLowerInvariant() + string.Concat(
        path.Split(['/', '-', '{', '}'], StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static JsonNode? Json(object value) => JsonSerializer.SerializeToNode(value, value.GetType(), Sparse);

    private static JsonValue? Usual(string parameter) => parameter == "limit" ? JsonValue.Create(20) : null;

    private static string? UsualMeaning(string parameter) => parameter switch
    {
        "limit" => $"How many at most: 1 to {Cursor.LargestLimit}; {Cursor.DefaultLimit} when left out.",
        Cursor.Parameter => "The next of the page before; left out for the first page.",
        "number" => "Its number.",
        "as" => "Handle or e-mail address of the person in whose name it is asked.",
        _ => null,
    };
}
