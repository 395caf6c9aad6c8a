using System.CommandLine;

namespace BotDesk.CommandLine;

/// <summary>What <c>botdesk</c> can be asked to do; without a command it runs the desk.</summary>
internal static class DeskCommandLine
{
    public static RootCommand Create()
    {
        var path = new Argument<string>("path") { Description = "A folder of Markdown files with front matter, one Markdown file, or a file of JSON lines." };
        var knowledge = new Command("knowledge", "Imports knowledge articles; one whose id was seen before is updated.") { path };
        knowledge.SetAction((result, cancellation) => ImportCommand.RunAsync(result.GetRequiredValue(path), cancellation));

        var file = new Argument<string>("file") { Description = "The policy file, usually desk.yaml." };
        var check = new Command("check", "Checks a policy file and names everything that is wrong in it.") { file };
        check.SetAction(result => CheckCommand.Run(result.GetRequiredValue(file)));

        // Settings on the command line (--urls http://… --BotDesk:Demo=false) belong to .NET's configuration, not to a command.
        var root = new RootCommand("BotDesk, the chat-first IT service desk. Without a command it runs the desk.")
        {
            new Command("import", "Imports into the desk's database, also while the desk runs.") { knowledge },
            check,
        };
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((result, cancellation) => RunCommand.RunAsync([.. result.UnmatchedTokens], cancellation));
        return root;
    }
}
