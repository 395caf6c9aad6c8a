namespace BotDesk.Tests;

/// <summary>
/// What a desk leaves that has started once. Others begin with a copy of it, so that the tables and the demo company are made once for all tests
/// and not once for each; that they are made rightly is tried by the tests that start from nothing.
/// </summary>
internal static class FirstStart
{
    private static readonly Lazy<Task<string>> Folder = new(MakeFolderAsync);
    private static readonly Lazy<Task<string>> Database = new(MakeDatabaseAsync);

    /// <summary>Whether a desk of this setup would leave the same: how channels are reached makes no difference to it.</summary>
    public static bool Fits(DeskSetup setup) => setup is { DataDirectory: null, Clock: null } && setup.Settings.Keys.All(name => name.StartsWith("Channels:", StringComparison.Ordinal));

    /// <summary>Puts a SQLite file into a data directory.</summary>
    public static async Task CopyToAsync(string folder)
    {
        // Nobody writes it any more, so the file and its log fit together.
        foreach (var file in Directory.EnumerateFiles(await Folder.Value, "desk.db*"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    /// <returns>Connection string of a PostgreSQL database.</returns>
    public static async Task<string> CopyDatabaseAsync() => await PostgresServer.CreateDatabaseAsync(await Database.Value);

    private static async Task<string> MakeFolderAsync()
    {
        var folder = Directory.CreateTempSubdirectory("botdesk-first-").FullName;
        await using (await DeskHost.StartAsync(new DeskSetup { DataDirectory = folder }))
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        }

        return folder;
    }

    private static async Task<string> MakeDatabaseAsync()
    {
        var folder = Directory.CreateTempSubdirectory("botdesk-first-").FullName;
        var database = await PostgresServer.CreateDatabaseAsync();
        await using (await DeskHost.StartAsync(new DeskSetup { DataDirectory = folder, Postgres = database }))
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => PostgresServer.DropDatabaseAsync(database).GetAwaiter().GetResult();
        }

        Directory.Delete(folder, recursive: true);
        return database;
    }
}
