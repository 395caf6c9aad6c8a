using BotDesk.Data;
using BotDesk.Knowledge;
using BotDesk.Knowledge.Import;

namespace BotDesk.CommandLine;

/// <summary><c>botdesk import knowledge PATH</c>: works on the database, whether the desk runs or not.</summary>
internal static class ImportCommand
{
    /// <returns>0 when everything was stored, 1 when something was not.</returns>
    public static async Task<int> RunAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            await System.Console.Error.WriteLineAsync($"There is no file or folder {Path.GetFullPath(path)}.");
            return 1;
        }

        var builder = DeskHost.CreateBuilder([]);
        if (DeskHost.LoadPolicy(builder.Configuration) is not { } policy)
        {
            return 1;
        }

        builder.Logging.ClearProviders();
        builder.Services.AddDesk(builder.Configuration, policy);
        await using var app = builder.Build();
        await app.Services.OpenDatabaseAsync(cancellationToken);

        var import = app.Services.GetRequiredService<KnowledgeImport>();
        var started = TimeProvider.System.GetTimestamp();
        var summary = await ImportProgress.ShowAsync("articles", progress => import.RunAsync(KnowledgeSource.ReadAsync(path, cancellationToken), progress, cancellationToken));
        foreach (var note in summary.Notes)
        {
            System.Console.WriteLine($"{note.Source}: note: {note.Text}");
        }

        foreach (var problem in summary.Problems)
        {
            await System.Console.Error.WriteLineAsync($"{problem.Source}: not imported: {problem.Reason}");
        }

        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        System.Console.WriteLine($"Imported {summary.Added} new and {summary.Updated} updated articles in {seconds:F1} s; {summary.Problems.Count} not imported.");
        await app.Services.GetRequiredService<KnowledgeIndex>().PrepareAsync(summary.Added + summary.Updated, cancellationToken);
        return summary.Problems.Count == 0 ? 0 : 1;
    }
}
