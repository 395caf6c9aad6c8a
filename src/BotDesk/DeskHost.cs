using BotDesk.Conversation.Understanding;
using BotDesk.Data;
using BotDesk.Demo;
using BotDesk.Policy;
using Microsoft.Extensions.Options;

namespace BotDesk;

/// <summary>What the running desk and the command line start from.</summary>
internal static class DeskHost
{
    /// <summary>Settings come from beside the application, the environment and the command line, wherever the desk is started from.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // Named, because pages and static files are looked for in the application's assembly, which is not the one that a test starts from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(DeskHost).Assembly.GetName().Name });
        builder.WebHost.UseStaticWebAssets();
        // The host logs why it could not start, with a stack trace, and throws it as well; it is told once, by CommandLine/StartFailure.cs.
        // What stops it while it runs is critical.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        return builder;
    }

    /// <summary>Reads the policy; says everything that is wrong with it.</summary>
    /// <returns>Null when the desk must not start with it.</returns>
    public static DeskPolicy? LoadPolicy(IConfiguration configuration)
    {
        var options = configuration.GetSection(DeskOptions.Section).Get<DeskOptions>() ?? new DeskOptions();
        var load = PolicyFile.Load(options.FullPolicyFile);
        foreach (var problem in load.Problems)
        {
            System.Console.Error.WriteLine(problem);
        }

        if (load.Policy is null)
        {
            System.Console.Error.WriteLine($"The desk does not start with this policy. Mend {options.FullPolicyFile}, or name another file in the setting BotDesk:PolicyFile.");
        }

        return load.Policy;
    }

    /// <summary>The whole desk, its database opened, ready to start. What the builder's services hold already (a clock) stays.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    public static async Task<WebApplication> OpenAsync(WebApplicationBuilder builder, DeskPolicy policy, Task<Understander> understander, CancellationToken cancellationToken)
    {
        builder.Services.AddDesk(builder.Configuration, policy);
        builder.AddDeskWeb();
        builder.Services.AddDeskWorkers();
        builder.Services.AddConversation(builder.Configuration, understander);
        var app = builder.Build();
        try
        {
            // Before anything is made on disk; by itself the host would look only when it starts.
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            await app.Services.OpenDatabaseAsync(cancellationToken);
            if (builder.Environment.IsDevelopment())
            {
                await app.Services.GetRequiredService<DemoLoader>().LoadIfEmptyAsync(cancellationToken);
            }

            app.MapDesk();
            await understander;
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
