using System.Net.Sockets;
using BotDesk.Access;
using BotDesk.Conversation.Understanding;
using BotDesk.Data;
using BotDesk.Demo;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace BotDesk.CommandLine;

/// <summary>Runs the desk.</summary>
internal static class RunCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var builder = DeskHost.CreateBuilder(args);
        if (DeskHost.LoadPolicy(builder.Configuration) is not { } policy)
        {
            return 1;
        }

        var understander = Understander.CreateAsync([.. policy.Services.Select(service => new ServiceName(service.Key, service.Name, service.Keywords))]);
        builder.Services.AddDesk(builder.Configuration, policy);
        builder.AddDeskWeb();
        builder.Services.AddDeskWorkers();
        builder.Services.AddConversation(await understander);
        try
        {
            await using var app = builder.Build();
            await app.Services.OpenDatabaseAsync(cancellationToken);
            if (builder.Environment.IsDevelopment())
            {
                await app.Services.GetRequiredService<DemoLoader>().LoadIfEmptyAsync(cancellationToken);
            }

            app.MapDesk();
            await app.StartAsync(cancellationToken);
            Announce(app);
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (OptionsValidationException wrong)
        {
            foreach (var failure in wrong.Failures)
            {
                await System.Console.Error.WriteLineAsync(failure);
            }

            await System.Console.Error.WriteLineAsync("The desk does not start with these settings.");
            return 1;
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException || taken.InnerException is SocketException)
        {
            await System.Console.Error.WriteLineAsync($"{taken.Message} Is the desk running already? Otherwise choose another port: --urls http://localhost:3979");
            return 1;
        }
        catch (InvalidOperationException wrong) when (wrong.Message.StartsWith("The setting ", StringComparison.Ordinal))
        {
            await System.Console.Error.WriteLineAsync(wrong.Message);
            return 1;
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
}
