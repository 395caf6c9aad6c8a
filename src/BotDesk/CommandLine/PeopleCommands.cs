using BotDesk.Access;
using BotDesk.Audit;
using BotDesk.CompanyDirectory;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;
using Spectre.Console;

namespace BotDesk.CommandLine;

/// <summary><c>botdesk people</c>, <c>grant</c> and <c>revoke</c>: work on the database, whether the desk runs or not.</summary>
internal static class PeopleCommands
{
    public static async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        await using var services = await OpenAsync(cancellationToken);
        await using var db = await services.GetRequiredService<IDbContextFactory<DeskDb>>().CreateDbContextAsync(cancellationToken);
        var table = new Table().AddColumns("handle", "name", "e-mail", "roles").Border(TableBorder.None);
        foreach (var person in await db.Set<Person>().OrderBy(person => person.Handle).ToListAsync(cancellationToken))
        {
            table.AddRow(new Text(person.Handle), new Text(person.Name), new Text(person.Email ?? ""), new Text(Words(person.Roles)));
        }

        AnsiConsole.Write(table);
        return 0;
    }

    /// <summary><c>botdesk import people FILE</c>.</summary>
    /// <returns>0 when everything was stored, 1 when something was not.</returns>
    public static async Task<int> ImportAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return StartFailure.Refuse([$"There is no file {Path.GetFullPath(file)}."]);
        }

        await using var services = await OpenAsync(cancellationToken);
        using var reader = new StreamReader(file);
        var summary = await ImportProgress.ShowAsync("people", progress =>
            services.GetRequiredService<PeopleImport>().RunAsync(PeopleCsv.Read(reader, file), progress, cancellationToken));
        foreach (var problem in summary.Problems)
        {
            await System.Console.Error.WriteLineAsync($"{problem.Source}: {problem.Reason}");
        }

        System.Console.WriteLine($"People: {summary.Added} new, {summary.Updated} updated, {summary.Unchanged} as they were; {summary.Problems.Count} problems.");
        return summary.Problems.Count == 0 ? 0 : 1;
    }

    public static async Task<int> ChangeAsync(string who, string role, bool granted, CancellationToken cancellationToken)
    {
        await using var services = await OpenAsync(cancellationToken);
        var outcome = await services.GetRequiredService<DeskWriter>().WriteAsync(scope =>
        {
            var desk = scope.GetRequiredService<RoleDesk>();
            return granted ? desk.GrantAsync(who, RoleDesk.Words[role], Environment.UserName) : desk.RevokeAsync(who, RoleDesk.Words[role], Environment.UserName);
        }, cancellationToken);
        if (!outcome.Is(out var person, out var refusal))
        {
            return StartFailure.Refuse([$"{refusal.Message} 'botdesk people' lists everybody; a person is known once they have signed in or written."]);
        }

        System.Console.WriteLine($"{person.Name} ({person.Handle}): {Words(person.Roles)}");
        return 0;
    }

    private static string Words(Roles roles) =>
        string.Join(", ", RoleDesk.Words.Where(word => roles.HasFlag(word.Value)).Select(word => word.Key).DefaultIfEmpty("employee"));

    /// <summary>The database and its people, without the rest of the desk: that a policy is broken keeps nobody from this.</summary>
    private static async Task<ServiceProvider> OpenAsync(CancellationToken cancellationToken)
    {
        var configuration = DeskHost.CreateBuilder([]).Configuration;
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging();
        services.AddOptions<DeskOptions>().Bind(configuration.GetSection(DeskOptions.Section));
        services.AddSingleton(TimeProvider.System);
        services.AddDeskData();
        services.AddScoped(_ => new Acting { Via = "command line" });
        services.AddScoped<AuditTrail>();
        services.AddScoped<PeopleDesk>();
        services.AddScoped<RoleDesk>();
        services.AddSingleton<PeopleImport>();
        services.AddScoped<PeopleImportDesk>();
        var provider = services.BuildServiceProvider();
        await provider.OpenDatabaseAsync(cancellationToken);
        return provider;
    }
}
