using BotDesk.Policy;

namespace BotDesk;

/// <summary>What the running desk and the command line start from.</summary>
internal static class DeskHost
{
    /// <summary>Settings come from beside the application, the environment and the command line, wherever the desk is started from.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
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
}
