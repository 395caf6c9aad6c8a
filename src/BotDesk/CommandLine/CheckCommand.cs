using BotDesk.Policy;

namespace BotDesk.CommandLine;

/// <summary><c>botdesk check desk.yaml</c>.</summary>
internal static class CheckCommand
{
    /// <returns>0 when the file is sound, 1 when it is not.</returns>
    public static int Run(string file)
    {
        var load = PolicyFile.Load(file);
        foreach (var problem in load.Problems)
        {
            System.Console.Error.WriteLine(problem);
        }

        if (load.Policy is null)
        {
            return 1;
        }

        System.Console.WriteLine($"{file} is sound: {load.Policy.Services.Length} services, {load.Policy.Groups.Length} groups, {load.Policy.Catalog.Length} catalog items.");
        return 0;
    }
}
