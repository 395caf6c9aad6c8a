using Spectre.Console;

namespace BotDesk.CommandLine;

/// <summary>Shows how far an import is.</summary>
internal static class ImportProgress
{
    /// <param name="what">What is imported, in the plural.</param>
    /// <param name="import">Reports how many are stored so far.</param>
    public static async Task<T> ShowAsync<T>(string what, Func<IProgress<int>, Task<T>> import)
    {
        if (System.Console.IsOutputRedirected)
        {
            // A log gets a line now and then instead of a moving bar.
            return await import(new Lines(what));
        }

        return await AnsiConsole.Progress().Columns(new SpinnerColumn(), new TaskDescriptionColumn()).StartAsync(async context =>
        {
            var task = context.AddTask("Importing", maxValue: double.MaxValue);
            return await import(new Moving(task, what));
        });
    }

    private sealed class Lines(string what) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value % 2000 == 0)
            {
                System.Console.WriteLine($"{value} {what} stored");
            }
        }
    }

    private sealed class Moving(ProgressTask task, string what) : IProgress<int>
    {
        public void Report(int value) => task.Description = $"{value} {what} stored";
    }
}
