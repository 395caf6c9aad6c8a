using BotDesk.Access;
using BotDesk.Channels.WebChat;
using BotDesk.Conversation.Understanding;
using BotDesk.Demo;
using BotDesk.Knowledge;
using BotDesk.Protocol;
using BotDesk.Protocol.DirectLine;

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
            channels.GetSection("BotFramework").Bind(options);
            options.AllowUnauthenticatedLocalCallers = development;
        });
        builder.Services.AddDirectLine(options =>
        {
            channels.GetSection("WebChat").Bind(options);
            options.AllowUnauthenticatedLocalCallers = development;
            (options.ChannelId, options.ServiceUrl, options.BotId, options.BotName) = (WebChatChannel.Id, WebChatChannel.ServiceUrl, WebChatChannel.BotId, WebChatChannel.BotName);
        });
        builder.Services.AddSingleton<IDirectLineStore, WebChatStore>();
        builder.Services.AddSingleton<DemoLoader>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<SignedInPerson>();
        builder.Services.AddAuthorizationBuilder().AddPolicy(DeskPolicies.Person, policy => policy.RequireClaim(SignedInPerson.PersonId));
        builder.Services.AddRazorComponents();
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi();
        builder.Services.AddHealthChecks().AddCheck<KnowledgeReady>("knowledge index", tags: ["ready"]);
    }

    public static void MapDesk(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        if (app.Environment.IsDevelopment())
        {
            app.UseMiddleware<DemoSignIn>();
        }

        // After the demo's path base is off: routes are below it.
        app.UseRouting();
        app.UseAuthorization();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
        app.MapOpenApi();
        app.MapBotFramework();
        app.MapDirectLine();
        app.MapWebChatPages(app.Environment.IsDevelopment());

        var api = app.MapGroup("/api");
        api.MapUnderstanding();
        api.MapKnowledge();
    }
}
