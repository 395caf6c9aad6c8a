using BotDesk.Access;
using BotDesk.Approvals;
using BotDesk.Changes;
using BotDesk.Channels.Slack;
using BotDesk.Channels.WebChat;
using BotDesk.CompanyDirectory;
using BotDesk.Console;
using BotDesk.Conversation.Attachments;
using BotDesk.Conversation.Understanding;
using BotDesk.Data;
using BotDesk.Demo;
using BotDesk.Incidents;
using BotDesk.Knowledge;
using BotDesk.LiveChat;
using BotDesk.Protocol;
using BotDesk.Protocol.DirectLine;
using BotDesk.Rest;
using BotDesk.ServiceRequests;
using BotDesk.Tickets;
using BotDesk.Tickets.Files;
using BotDesk.Watching;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BotDesk;

/// <summary>The web side of the desk: channels, REST, pages.</summary>
internal static class DeskWeb
{
    public static void AddDeskWeb(this WebApplicationBuilder builder)
    {
        var development = builder.Environment.IsDevelopment();
        var channels = builder.Configuration.GetSection("Channels");
        builder.Services.AddBotFramework(options =>
        {
            options.AllowUnauthenticatedLocalCallers = development;
            channels.GetSection("BotFramework").Bind(options);
            options.ChannelsElsewhere.Add(SlackChannel.Id);
        });
        builder.Services.AddDirectLine(options =>
        {
            options.AllowUnauthenticatedLocalCallers = development;
            options.TakesOtherContentTypes = true;
            options.MaxUploadBytes = Math.Max(options.MaxUploadBytes, (builder.Configuration.GetSection(SentFileOptions.Section).Get<SentFileOptions>() ?? new()).LargestBytes);
            channels.GetSection("WebChat").Bind(options);
            (options.ChannelId, options.ServiceUrl, options.BotId, options.BotName) = (WebChatChannel.Id, WebChatChannel.ServiceUrl, WebChatChannel.BotId, WebChatChannel.BotName);
        });
        builder.Services.AddSlack<WebChatHome>(builder.Configuration);
        builder.AddDeskAccess();
        builder.Services.AddSingleton<IDirectLineStore, WebChatStore>();
        builder.Services.AddSingleton<DemoLoader>();
        builder.Services.AddRazorComponents();
        builder.Services.AddConsole();
        builder.Services.AddRest();
        builder.Services.AddHealthChecks().AddCheck<DatabaseReady>("database").AddCheck<KnowledgeReady>("knowledge index");
    }

    public static void MapDesk(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(ApiErrors.WriteAsync);
        app.UseDeskAccess();
        app.UseReaderLanguage();
        app.UseRest();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new() { ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable } }).AllowAnonymous();
        app.MapSignOut();
        app.MapWebChatPages(app.Environment.IsDevelopment());
        app.MapConsole();
        app.MapLivePictures();
        app.MapTicketFiles();
        app.MapCalendarFeeds();
        app.MapOpenApi().RequireAuthorization(DeskPolicies.Api);
        app.MapBotFramework().WithMetadata(new OwnAuthentication(ChecksOrigin: false));
        app.MapSlack().WithMetadata(new OwnAuthentication(ChecksOrigin: false));
        app.MapDirectLine().WithMetadata(new OwnAuthentication(ChecksOrigin: true));

        var api = app.MapRest().RequireAuthorization(DeskPolicies.Api);
        api.MapUnderstanding();
        api.MapKnowledge();
        api.MapTickets();
        api.MapTicketFilesOfApi();
        api.MapIncidents();
        api.MapServiceRequests();
        api.MapCatalog();
        api.MapChanges();
        api.MapApprovals();
        api.MapLiveChats();
        api.MapPeople();
        api.MapWatching();
    }
}
