using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace BotDesk.Rest;

/// <summary>What all REST endpoints have in common.</summary>
internal static class RestHosting
{
    /// <summary>The largest body, in bytes: the longest texts of a ticket, with every letter escaped.</summary>
    public const int LargestBody = 128 * 1024;

    /// <summary>The largest import of articles, in bytes. It is read line by line.</summary>
    public const int LargestImport = 512 * 1024 * 1024;

    /// <summary>The deepest nesting of a body: no request has more than three levels.</summary>
    private const int Deepest = 16;

    private const string SchemeName = "ApiKey";

    public static IServiceCollection AddRest(this IServiceCollection services)
    {
        services.AddScoped<ApiWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<UnreadableRequests>();
        // The same answer in every environment, written by UnreadableRequests.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.MaxDepth = Deepest;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.AllowDuplicateProperties = false;
            options.SerializerOptions.Converters.Add(new StorableText());
        });
        services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "BotDesk", Version = "v1", Description = "The REST interface of the service desk. Errors are problem details (RFC 9457)." };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [SchemeName] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key of this desk. Its scopes say what it is good for." },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SchemeName, document)] = [] }];
            return Task.CompletedTask;
        }));
        return services;
    }

    /// <summary>The group of all REST endpoints.</summary>
    public static RouteGroupBuilder MapRest(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGroup("/api").WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
}
