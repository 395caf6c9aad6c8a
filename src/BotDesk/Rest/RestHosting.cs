using System.Text.Json.Serialization;
using BotDesk.Timers;
using Microsoft.AspNetCore.Mvc;

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

    public static IServiceCollection AddRest(this IServiceCollection services)
    {
        services.AddScoped<ApiWriter>().AddScoped<ApiStreams>().AddScoped<IfMatch>();
        services.AddTimer<ForgetRequests>(ForgetRequests.Kind, ForgetRequests.Every);
        services.AddRateLimits();
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
        services.AddOpenApi(ApiDocument.Describe);
        return services;
    }

    /// <summary>Answers what leads nowhere, and keeps each program to its allowance. After it is known who calls.</summary>
    public static void UseRest(this WebApplication app) => app.UseRateLimits();

    /// <summary>The group of all REST endpoints.</summary>
    public static RouteGroupBuilder MapRest(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGroup("/api").WithMetadata(new RequestSizeLimitAttribute(LargestBody), new RateLimited())
            .AddEndpointFilterFactory(KnownParameters.Filter).AddEndpointFilter<ResponseHeaders>()
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesValidationProblem();
}
