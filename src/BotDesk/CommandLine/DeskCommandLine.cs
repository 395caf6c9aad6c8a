using System.CommandLine;
using BotDesk.Access;
using BotDesk.CommandLine.Doctor;

namespace BotDesk.CommandLine;

/// <summary>What <c>botdesk</c> can be asked to do; without a command it runs the desk.</summary>
internal static class DeskCommandLine
{
    public static RootCommand Create()
    {
        var path = new Argument<string>("path") { Description = "A folder of Markdown files with front matter, one Markdown file, or a file of JSON lines." };
        var knowledge = new Command("knowledge", "Imports knowledge articles; one whose id was seen before is updated.") { path };
        knowledge.SetAction((result, cancellation) => StartFailure.ExplainAsync(() => ImportCommand.RunAsync(result.GetRequiredValue(path), cancellation)));

        var list = new Argument<string>("file") { Description = "Comma-separated values with column names such as displayName, mail, id, jobTitle, department, manager." };
        var people = new Command("people", "Imports people as a directory exports them; who is known is updated. Nobody gets a role.") { list };
        people.SetAction((result, cancellation) => StartFailure.ExplainAsync(() => PeopleCommands.ImportAsync(result.GetRequiredValue(list), cancellation)));

        var file = new Argument<string>("file") { Description = "The policy file, usually desk.yaml." };
        var check = new Command("check", "Checks a policy file and names everything that is wrong in it.") { file };
        check.SetAction(result => CheckCommand.Run(result.GetRequiredValue(file)));

        // Settings on the command line (--urls http://… --BotDesk:Demo=false) belong to .NET's configuration, not to a command.
        var root = new RootCommand("BotDesk, the chat-first IT service desk. Without a command it runs the desk.")
        {
            new Command("import", "Imports into the desk's database, also while the desk runs.") { knowledge, people },
            check,
            Doctor(),
            People(),
            Role("grant", "Gives a person a role.", granted: true),
            Role("revoke", "Takes a role from a person.", granted: false),
            ApiKey(),
            TeamsPackage(),
        };
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((result, cancellation) => StartFailure.ExplainAsync(() => RunCommand.RunAsync([.. result.UnmatchedTokens], cancellation)));
        return root;
    }

    private static Command Doctor()
    {
        var doctor = new Command("doctor", "Looks at the configuration from end to end, at everything that the desk is connected with, and says what to mend.");
        doctor.SetAction((_, cancellation) => StartFailure.ExplainAsync(() => DoctorCommand.RunAsync([], System.Console.Out, cancellation)));
        return doctor;
    }

    private static Command People()
    {
        var people = new Command("people", "Lists everybody whom the desk knows, with their roles.");
        people.SetAction((_, cancellation) => StartFailure.ExplainAsync(() => PeopleCommands.ListAsync(cancellation)));
        return people;
    }

    private static Command Role(string name, string description, bool granted)
    {
        var person = new Argument<string>("person") { Description = "The person's handle or e-mail address." };
        var role = new Argument<string>("role") { Description = string.Join(", ", RoleDesk.Words.Keys) };
        role.AcceptOnlyFromAmong([.. RoleDesk.Words.Keys]);
        var command = new Command(name, description) { person, role };
        command.SetAction((result, cancellation) => StartFailure.ExplainAsync(
            () => PeopleCommands.ChangeAsync(result.GetRequiredValue(person), result.GetRequiredValue(role), granted, cancellation)));
        return command;
    }

    private static Command ApiKey()
    {
        var name = new Argument<string>("name") { Description = "Who uses the key, such as monitoring." };
        var scopes = new Option<string>("--scopes") { Description = $"What it is good for, with commas between: {string.Join(", ", ApiScope.All)}", Required = true };
        var create = new Command("create", "Makes a key, and prints it and the settings that let it in.") { name, scopes };
        create.SetAction(result => ApiKeyCommand.Create(result.GetRequiredValue(name), result.GetRequiredValue(scopes)));
        return new Command("api-key", "Keys with which programs call the REST API.") { create };
    }

    private static Command TeamsPackage()
    {
        var file = new Argument<string>("file") { Description = "The zip file to write.", DefaultValueFactory = _ => "botdesk-teams.zip" };
        var version = new Option<string>("--app-version") { Description = "Teams takes a package in the place of an older one only when this is higher.", DefaultValueFactory = _ => "1.0.0" };
        var command = new Command("teams-package", "Writes the app package for Teams, with the app id and the address of this desk's settings.") { file, version };
        command.SetAction((result, cancellation) => StartFailure.ExplainAsync(() => TeamsPackageCommand.RunAsync(result.GetRequiredValue(file), result.GetRequiredValue(version), cancellation)));
        return command;
    }
}
