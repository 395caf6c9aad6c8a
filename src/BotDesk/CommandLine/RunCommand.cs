using BotDesk.Access;
using BotDesk.Conversation.Understanding;
using BotDesk.Knowledge;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace BotDesk.CommandLine;

/// <summary>Runs the desk.</summary>
internal static partial class RunCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var builder = DeskHost.CreateBuilder(args);
        if (WaysIn.Problems(builder.Configuration, builder.Environment) is { Count: > 0 } problems)
        {
            return StartFailure.Refuse([.. problems, "The desk does not start with these settings."]);
        }

        if (DeskHost.LoadPolicy(builder.Configuration) is not { } policy)
        {
            return 1;
        }

        var understander = Understander.CreateAsync();
        await using var app = await DeskHost.OpenAsync(builder, policy, understander, cancellationToken);
        foreach (var unknown in UnknownSettings.In(builder.Configuration))
        {
            Log.UnknownSetting(app.Logger, unknown);
        }

        await StartAsync(app, cancellationToken);
        Announce(app);
        _ = GiveBackAsync(app.Services.GetRequiredService<KnowledgeIndex>());
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    /// <summary>
    /// Starting needs several times the memory that running does (training, loading the index). It is given back to the operating
    /// system once, instead of at some collection much later: about 40 MB.
    /// </summary>
    private static async Task GiveBackAsync(KnowledgeIndex index)
    {
        await index.Complete;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>Starts it; what started before something failed is stopped in order, so that it does not complain on its way out.</summary>
    private static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }

    private static void Announce(WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:3978";
        System.Console.WriteLine();
        System.Console.WriteLine($"  BotDesk is open at {address}");
        System.Console.WriteLine($"    chat with it     {address}/");
        System.Console.WriteLine($"    agents' console  {address}/console");
        System.Console.WriteLine($"    a bot channel    {address}/api/messages");
        if (app.Environment.IsDevelopment())
        {
            System.Console.WriteLine($"    every card       {address}/cards");
            System.Console.WriteLine();
            System.Console.WriteLine($"  {LocalDevelopment.Announcement}");
        }

        System.Console.WriteLine();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Sentence}")]
        public static partial void UnknownSetting(ILogger logger, string sentence);
    }
}
