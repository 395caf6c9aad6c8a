using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol.DirectLine;

/// <summary>Puts a Direct Line 3.0 server into an application.</summary>
public static partial class DirectLineHosting
{
    /// <summary>Adds the server. The application adds its own <see cref="IDirectLineStore"/>, and keeps the data protection keys where all instances find them.</summary>
    public static IServiceCollection AddDirectLine(this IServiceCollection services, Action<DirectLineOptions> configure)
    {
        services.AddOptions<DirectLineOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DirectLineOptions>, DirectLineOptionsCheck>());
        services.AddDataProtection();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DirectLineTokens>();
        services.TryAddSingleton<DirectLineStreams>();
        services.TryAddSingleton<DirectLineAccess>();
        services.TryAddSingleton<DirectLinePosts>();
        services.TryAddSingleton<DirectLineServer>();
        services.AddHostedService<DirectLinePoller>();
        return services;
    }

    /// <summary>Maps the server. It authenticates by itself and brings its own WebSockets and CORS.</summary>
    /// <returns>The group, to add conventions such as rate limits.</returns>
    public static IEndpointConventionBuilder MapDirectLine(this IEndpointRouteBuilder endpoints, string prefix = "/v3/directline")
    {
        var services = endpoints.ServiceProvider;
        var server = services.GetRequiredService<DirectLineServer>();
        var options = services.GetRequiredService<IOptions<DirectLineOptions>>().Value;
        var logger = services.GetRequiredService<ILogger<DirectLineServer>>();
        server.Prefix = prefix.TrimEnd('/');
        if (options.AllowUnauthenticatedLocalCallers)
        {
            Log.SecretsAreNotNeeded(logger, server.Prefix);
        }

        var group = endpoints.MapGroup(server.Prefix).AllowAnonymous();
        group.MapPost("/tokens/generate", Guard(server.GenerateAsync));
        group.MapPost("/tokens/refresh", Guard(server.RefreshAsync));
        group.MapPost("/conversations", Guard(server.StartAsync));
        group.MapGet("/conversations/{conversationId}", Guard(server.ReconnectAsync));
        group.MapGet("/conversations/{conversationId}/activities", Guard(server.ReadAsync));
        group.MapPost("/conversations/{conversationId}/activities", Guard(server.PostAsync));
        group.MapPost("/conversations/{conversationId}/upload", Guard(server.UploadAsync));
        group.MapGet("/attachments/{fileId}", Guard(server.FileAsync));
        group.MapGet("/conversations/{conversationId}/stream", endpoints.CreateApplicationBuilder()
            .UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(20), KeepAliveTimeout = TimeSpan.FromSeconds(20) })
            .Use(_ => Guard(server.StreamAsync)).Build());
        group.MapMethods("/{**path}", [HttpMethods.Options], Guard(Preflight));
        return group;

        RequestDelegate Guard(RequestDelegate handler) => context => AnswerAsync(context, handler, options, logger);
    }

    private static Task Preflight(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate handler, DirectLineOptions options, ILogger logger)
    {
        try
        {
            context.Response.Headers.CacheControl = "no-store";
            DirectLineOrigins.AddHeaders(context, options);
            await handler(context);
        }
        catch (DirectLineException e)
        {
            await DirectLineError.WriteAsync(context, e.Status, e.Code, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            await DirectLineError.WriteAsync(context, e.StatusCode, "BadArgument", "The request could not be read.");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client hung up.
        }
#pragma warning disable CA1031 // The last line of defence: a client tries again after 500, and never sees what went wrong inside.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.Failed(logger, e);
            if (!context.Response.HasStarted)
            {
                await DirectLineError.WriteAsync(context, StatusCodes.Status500InternalServerError, "ServiceError", "This did not work. Try again.");
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A Direct Line request failed; the client is asked to try again.")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Direct Line gives tokens to callers on this machine WITHOUT A SECRET ({Prefix}; setting AllowUnauthenticatedLocalCallers). This is for development only.")]
        public static partial void SecretsAreNotNeeded(ILogger logger, string prefix);
    }
}
