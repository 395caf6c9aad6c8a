namespace BotDesk.Tests;

/// <summary>
/// What a desk leaves that has started once. Others begin with a copy of it, so that the tables and the demo company are made once for all tests
/// and not once for each; that they are made rightly is tried by the tests that start from nothing.
/// </summary>
internal static class FirstStart
{
    private static readonly TimeProvider[] Clocks = [TimeProvider.System, new FakeTime()];
    private static readonly Lazy<Task<string>>[] Folders = [.. Clocks.Select(clock => new Lazy<Task<string>>(() => MakeFolderAsync(clock)))];
    private static readonly Lazy<Task<string>>[] Databases = [.. Clocks.Select(clock => new Lazy<Task<string>>(() => MakeDatabaseAsync(clock)))];

    // How it is reached makes no difference to what a desk makes when it first starts.
    private static readonly string[] Indifferent = ["Channels:", "Authentication:", "Api:", "Files:", "Webhooks:", "BotDesk:PublicUrl", "BotDesk:LanguageModel:"];

    /// <summary>Whether a desk of this setup would leave the same.</summary>
    public static bool Fits(DeskSetup setup) =>
        setup.DataDirectory is null && (setup.Clock is null || setup.Clock is FakeTime clock && clock.GetUtcNow() == Clocks[1].GetUtcNow())
        && setup.Settings.Keys.All(name => Indifferent.Any(indifferent => name.StartsWith(indifferent, StringComparison.Ordinal)));

    /// <summary>Puts a SQLite file into a data directory.</summary>
    public static async Task CopyToAsync(DeskSetup setup, string folder)
    {
        // Nobody writes it any more, so the file and its log fit together.
        foreach (var file in Directory.EnumerateFiles(await Of(setup, Folders), "desk.db*"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    /// <returns>Connection string of a PostgreSQL database.</returns>
    public static async Task<string> CopyDatabaseAsync(DeskSetup setup) => await PostgresServer.CreateDatabaseAsync(await Of(setup, Databases));

    private static Task<string> Of(DeskSetup setup, Lazy<Task<string>>[] made) => made[setup.Clock is null ? 0 : 1].Value;

    private static async Task<string> MakeFolderAsync(TimeProvider clock)
    {
        var folder = Directory.CreateTempSubdirectory("botdesk-first-").FullName;
        await using (await DeskHost.StartAsync(new DeskSetup { DataDirectory = folder, Clock = clock }))
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        }

        return folder;
    }

    private static async Task<string> MakeDatabaseAsync(TimeProvider clock)
    {
        var folder = Directory.CreateTempSubdirectory("botdesk-first-").FullName;
        var database = await PostgresServer.CreateDatabaseAsync();
        await using (await DeskHost.StartAsync(new DeskSetup { DataDirectory = folder, Postgres = database, Clock = clock }))
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => PostgresServer.DropDatabaseAsync(database).GetAwaiter().GetResult();
        }

        Directory.Delete(folder, recursive: true);
        return database;
    }
}
