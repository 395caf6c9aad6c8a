using System.Net;
using BotDesk.Channels.Slack.Home;
using BotDesk.Channels.Slack.Inbound;
using BotDesk.Channels.Slack.Socket;
using BotDesk.Channels.Slack.Web;
using BotDesk.Channels.Slack.Workspaces;
using BotDesk.Conversation;
using BotDesk.Notifications;
using Microsoft.Extensions.Options;

namespace BotDesk.Channels.Slack;

/// <summary>Puts Slack into the application, where it is configured.</summary>
internal static class SlackHosting
{
    /// <summary>Wrong settings stop the start.</summary>
    /// <typeparam name="THome">Where somebody is told something whom Slack does not know.</typeparam>
    public static IServiceCollection AddSlack<THome>(this IServiceCollection services, IConfiguration configuration) where THome : class, IHomeConversation
    {
        var section = configuration.GetSection(SlackOptions.Section);
        services.AddOptions<SlackOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SlackOptions>, SlackOptionsCheck>();
        services.AddSingleton(provider => new SlackApi(
            new HttpMessageInvoker(NewHandler(provider.GetRequiredService<IOptions<SlackOptions>>().Value)), provider.GetRequiredService<SlackWorkspaces>(), provider.GetRequiredService<SlackPace>(), provider.GetRequiredService<IOptions<SlackOptions>>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SlackApi>>()));
        services.AddSingleton<SlackWorkspaces>().AddSingleton<SlackInstall>();
        services.AddSingleton<SlackPace>().AddSingleton<SlackMark>();
        services.AddSingleton<SlackPeople>();
        services.AddSingleton<SlackIdentity>();
        services.AddSingleton<IChannel, SlackChannel>();
        services.AddSingleton<SlackSpots>().AddSingleton<StoredMessages>().AddSingleton<SlackDialogs>().AddSingleton<SlackSubmissions>().AddSingleton<FormSteps>().AddSingleton<SlackStepBack>().AddSingleton<SlackOutsiders>().AddSingleton<SlackQuotes>().AddSingleton<SlackChanges>().AddSingleton<SlackAsking>().AddSingleton<SlackShortcuts>();
        services.AddSingleton<SlackHomeView>().AddSingleton<SlackHomePages>();
        services.AddSingleton<SlackEvents>().AddSingleton<SlackInteractions>().AddSingleton<SlackCommands>().AddSingleton<SlackEndpoints>();
        if (!IsConfigured(configuration))
        {
            // Its conversations of before stay where they are; nothing new comes.
            return services;
        }

        services.AddHostedService(provider => provider.GetRequiredService<SlackIdentity>());
        services.AddHostedService<SlackDirectory>();
        services.AddHostedService(provider => provider.GetRequiredService<SlackHomePages>());
        services.AddSingleton<IHomeKeeper>(provider => provider.GetRequiredService<SlackHomePages>());
        services.AddScoped<IAgentsRoom, SlackAgentsRoom>();
        if ((section.Get<SlackOptions>() ?? new SlackOptions()).UsesSockets)
        {
            services.AddSingleton<SlackEnvelopes>().AddHostedService<SlackSockets>();
        }

        services.AddScoped<THome>();
        services.AddScoped<IHomeConversation>(scope => ActivatorUtilities.CreateInstance<SlackHome>(scope, scope.GetRequiredService<THome>()));
        return services;
    }

    public static bool IsConfigured(IConfiguration configuration) => (configuration.GetSection(SlackOptions.Section).Get<SlackOptions>() ?? new SlackOptions()).IsConfigured;

    /// <summary>Maps what Slack posts to. They authenticate by themselves: the application's own policies are for people.</summary>
    public static IEndpointConventionBuilder MapSlack(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/slack");
        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<SlackOptions>>().Value;
        if (options.CanBeInstalled)
        {
            var install = endpoints.ServiceProvider.GetRequiredService<SlackInstall>();
            group.MapGet("/install", (Delegate)install.Start);
            group.MapGet("/oauth", (Delegate)install.FinishAsync);
        }

        if (options.IsConfigured)
        {
            var slack = endpoints.ServiceProvider.GetRequiredService<SlackEndpoints>();
            group.MapPost("/events", slack.EventsAsync);
            group.MapPost("/interactions", slack.InteractionsAsync);
            group.MapPost("/commands", slack.CommandsAsync);
        }

        return group.AllowAnonymous().ExcludeFromDescription();
    }

    private static SocketsHttpHandler NewHandler(SlackOptions options) => new()
    {
        AllowAutoRedirect = false, // the token must not follow where somebody else points
        UseCookies = false,
        UseProxy = !options.Api.IsLoopback,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ActivityHeadersPropagator = null,
    };
}
