using BotDesk.Changes;
using BotDesk.Data;
using BotDesk.Demo;
using BotDesk.Incidents;
using BotDesk.Knowledge;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.ServiceRequests;
using BotDesk.Tickets;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotDesk.Tests.Console;

/// <summary>A running desk with the demo company, for browsers without scripts. One for all tests of a class: each files its own tickets.</summary>
public sealed class ConsoleDesk : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("botdesk-console-");
    private WebApplication _app = null!;

    internal Uri Address => new(_app.Urls.First());

    public async Task InitializeAsync()
    {
        var policy = PolicyFile.Load(Path.Combine(DemoCompany.DefaultFolder, "desk.yaml")).Policy!;
        var builder = BotDesk.DeskHost.CreateBuilder(["--environment", "Development", "--urls", "http://127.0.0.1:0", "--BotDesk:DataDirectory", _folder.FullName]);
        builder.Logging.ClearProviders();
        _app = await BotDesk.DeskHost.OpenAsync(builder, policy, Task.FromResult(BotDesk.Tests.Conversation.Understanding.Trained.Desk), CancellationToken.None);
        await _app.StartAsync();
        await _app.Services.GetRequiredService<KnowledgeIndex>().Complete;
    }

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Somebody's browser tab; null: nobody's.</summary>
    internal Tab As(string? handle) => new(this, handle);

    /// <summary>Files an incident in the queue of Network and Access.</summary>
    internal async Task<string> HasIncident(string requester, string title, string description = "As the title says.", string impact = "medium", string urgency = "medium")
    {
        var person = await Person(requester);
        var outcome = await _app.Services.GetRequiredService<DeskWriter>().DoAsync((IncidentDesk desk) => desk.FileAsync(person, new IncidentReport(title, description, "vpn", impact, urgency)));
        return outcome.Value!.Number;
    }

    internal async Task<string> HasRequest(string requester, RequestOrder order)
    {
        var person = await Person(requester);
        var outcome = await _app.Services.GetRequiredService<DeskWriter>().DoAsync((ServiceRequestDesk requests) => requests.FileAsync(person, order));
        return outcome.Value!.Number;
    }

    /// <summary>Asks for a change, which Desmond and Mira decide.</summary>
    internal async Task<string> HasChange(string requester, string title)
    {
        var person = await Person(requester);
        var day = Changes.Chat.ChangeTalkers.FreeDay();
        var proposal = new ChangeProposal
        {
            Title = title,
            Description = "As the title says.",
            Why = "It is needed.",
            Services = "network",
            StartDate = day,
            StartTime = "18:00",
            EndDate = day,
            EndTime = "19:00",
            Risk = "medium",
            TestPlan = "See that it works.",
            RollBack = "Put it back.",
        };
        return (await _app.Services.GetRequiredService<DeskWriter>().DoAsync((ChangeDesk desk) => desk.FileAsync(person, proposal))).Value!.Number;
    }

    internal async Task Works(string agent, Func<TicketDesk, Person, Task<Outcome<Ticket>>> operation)
    {
        var person = await Person(agent);
        var outcome = await _app.Services.GetRequiredService<DeskWriter>().DoAsync((TicketDesk desk) => operation(desk, person));
        Assert.Null(outcome.Refusal);
    }

    /// <summary>What a program gets that signs in nowhere.</summary>
    internal async Task<(System.Net.HttpStatusCode Status, string? ContentType, string Text)> Gets(string path)
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var response = await http.GetAsync(path);
        return (response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync());
    }

    internal Task<T> Does<T>(Func<IServiceProvider, Task<T>> operation) => _app.Services.GetRequiredService<DeskWriter>().WriteAsync(operation);

    internal Task Change(Func<DeskDb, Task> change) => _app.Services.GetRequiredService<DeskWriter>().WriteAsync(scope => change(scope.GetRequiredService<DeskDb>()));

    internal async Task<Ticket> Ticket(string number)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<TicketBook>().FindAsync(number))!;
    }

    internal async Task<Person> Person(string handle)
    {
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<DeskDb>>().CreateDbContextAsync();
        return await db.Set<Person>().FirstAsync(person => person.Handle == handle);
    }

    internal async Task<List<T>> Rows<T>(string sql, object? parameters = null)
    {
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<DeskDb>>().CreateDbContextAsync();
        return [.. await db.Database.GetDbConnection().QueryAsync<T>(sql, parameters)];
    }
}
