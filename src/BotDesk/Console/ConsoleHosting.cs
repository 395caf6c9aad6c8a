using System.Text.Encodings.Web;
using System.Text.Unicode;
using BotDesk.Console.Approvals;
using BotDesk.Console.Changes;
using BotDesk.Console.Chats;
using BotDesk.Console.Door;
using BotDesk.Console.Queue;
using BotDesk.Console.Tickets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.WebEncoders;

namespace BotDesk.Console;

/// <summary>The console: pages for agents and managers below <c>/console</c>, made on the server and complete without scripts.</summary>
internal static class ConsoleHosting
{
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddScoped<QueueReader>();
        services.AddScoped<TicketWork>();
        services.AddScoped<ChangeWork>().AddScoped<ApprovalWork>();
        services.AddScoped<ChatWork>();
        services.AddRazorPages(pages =>
        {
            pages.RootDirectory = "/Console";
            pages.Conventions.AddFolderApplicationModelConvention("/", page => page.Filters.Add(new TypeFilterAttribute(typeof(ConsoleDoor)) { Order = int.MinValue }));
        });

        // The cookie's path is the request's path base: in Development each person that a tab is has one of their own.
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "botdesk-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });

        // Names and texts of any language stay readable in the page's source. What has a meaning in HTML is encoded all the same.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        return services;
    }

    public static void MapConsole(this WebApplication app)
    {
        app.MapConsoleAssets();
        app.MapRazorPages();
    }
}
