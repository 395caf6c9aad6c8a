using System.Text.RegularExpressions;

namespace BotDesk.Tests;

/// <summary>Who may know whom in <c>src/</c>, read from the sources themselves.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>
    /// The folders of <c>src/BotDesk</c>, and which other folders each may name. A folder that is not here is not known to this test:
    /// add it, and only what it really needs.
    /// </summary>
    private static readonly Dictionary<string, string[]> MayName = new()
    {
        // What everything stands on; it knows nothing of what people do with it.
        ["Texts"] = [],
        ["Policy"] = [],
        ["Cards"] = [],
        ["Data"] = [],
        ["Indexing"] = ["Data"],
        ["Timers"] = ["Data"],
        ["People"] = ["Data"],
        ["Audit"] = ["Data", "People"],
        ["Access"] = ["Audit", "Data", "People", "Policy"],
        ["CompanyDirectory"] = ["Access", "Audit", "Data", "People", "Rest"],
        ["Rest"] = ["Access", "Audit", "Data", "People", "Timers"],

        // The conversation knows what a person, a card and a channel are, but no practice and no channel by name.
        ["Conversation"] = ["Access", "Audit", "Cards", "Data", "People", "Policy", "Rest", "Timers"],
        ["Notifications"] = ["Audit", "Cards", "Conversation", "Data", "People", "Policy", "Timers"],
        ["Channels"] = ["Access", "Audit", "Cards", "Conversation", "Data", "Notifications", "People"],

        // Practices, from the one that others stand on to those that stand on it.
        ["Tickets"] = ["Access", "Audit", "Conversation", "Data", "Indexing", "Notifications", "People", "Policy", "Rest", "Timers"],
        ["Knowledge"] = ["Access", "Audit", "Cards", "Conversation", "Data", "Indexing", "People", "Policy", "Rest", "Tickets"],
        ["Incidents"] = ["Access", "Audit", "Conversation", "Data", "Notifications", "People", "Policy", "Rest", "Tickets"],
        ["Approvals"] = ["Access", "Audit", "Conversation", "Data", "Notifications", "People", "Policy", "Rest", "Tickets", "Timers"],
        ["Changes"] = ["Access", "Approvals", "Audit", "Conversation", "Data", "Notifications", "People", "Policy", "Rest", "Tickets", "Timers"],
        ["ServiceRequests"] = ["Access", "Approvals", "Audit", "Conversation", "Data", "Notifications", "People", "Policy", "Rest", "Tickets", "Timers"],
        ["LiveChat"] = ["Access", "Audit", "Conversation", "Data", "Incidents", "Knowledge", "Notifications", "People", "Policy", "Rest", "Tickets"],
        ["Watching"] = ["Access", "Audit", "Conversation", "Data", "Knowledge", "People", "Rest", "Timers"],

        // What agents find in several practices at once.
        ["AgentSearch"] = ["Conversation", "Knowledge", "People", "Tickets"],

        // Doors and demo data: they may use every practice, and nothing uses them.
        ["Console"] = ["Access", "AgentSearch", "Approvals", "Audit", "Cards", "Changes", "Conversation", "Data", "Incidents", "Knowledge", "LiveChat", "Notifications", "People", "Policy", "ServiceRequests", "Tickets", "Watching"],
        ["Demo"] = ["Approvals", "Changes", "Channels", "Data", "Incidents", "Knowledge", "People", "Policy", "ServiceRequests", "Tickets"],
        ["CommandLine"] = ["Access", "Audit", "Channels", "CompanyDirectory", "Conversation", "Data", "Demo", "Knowledge", "LiveChat", "People", "Policy"],
    };

    /// <summary>Folders in which nothing but a folder's own parts live, and generated or copied files.</summary>
    private static readonly string[] NotSource = ["bin", "obj", "Properties", "wwwroot", "node_modules"];

    private static readonly string[] Practices = ["Tickets", "Knowledge", "Incidents", "ServiceRequests", "Approvals", "Changes", "LiveChat", "Watching"];

    private static readonly string Source = Path.Combine(DeskOptions.Home, "src");

    [Fact]
    public void Every_folder_names_only_folders_that_it_may_name()
    {
        var wrong =
            from file in SourceFiles("BotDesk")
            let own = FolderOf(file)
            where own is not null
            from named in FoldersNamedIn(file).Distinct()
            where named != own && !MayName[own].Contains(named)
            select $"{Short(file)} names BotDesk.{named}. {own} may only name: {string.Join(", ", MayName[own])}. Move what it needs, or let {named} register with a neutral interface that {own} owns.";

        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    [Fact]
    public void Every_folder_has_its_place_in_the_table()
    {
        var folders = Directory.GetDirectories(Path.Combine(Source, "BotDesk")).Select(Path.GetFileName).Except(NotSource)
            .Where(folder => SourceFiles("BotDesk").Any(file => FolderOf(file) == folder)).ToList();

        Assert.All(folders, folder => Assert.True(MayName.ContainsKey(folder!), $"src/BotDesk/{folder} is new: write into {nameof(ArchitectureTests)}.{nameof(MayName)} which folders it may name."));
    }

    [Fact]
    public void The_table_has_no_cycle()
    {
        var done = new HashSet<string>();
        foreach (var folder in MayName.Keys)
        {
            Visit(folder, []);
        }

        void Visit(string folder, List<string> path)
        {
            Assert.False(path.Contains(folder), $"These name each other in a circle: {string.Join(" → ", path.SkipWhile(each => each != folder).Append(folder))}. One of them has to give way.");
            if (!done.Contains(folder))
            {
                MayName[folder].ToList().ForEach(named => Visit(named, [.. path, folder]));
                done.Add(folder);
            }
        }
    }

    [Fact]
    public void A_practice_names_no_channel_and_a_channel_no_practice()
    {
        Assert.All(Practices, practice => Assert.DoesNotContain("Channels", MayName[practice]));
        Assert.Empty(Practices.Intersect(MayName["Channels"]));
        Assert.Empty(Practices.Append("Channels").Intersect(MayName["Data"]));
        Assert.Empty(Practices.Append("Channels").Intersect(MayName["Conversation"]));

        // Also not by the word that stands for it in data.
        var words = from file in SourceFiles("BotDesk")
                    where FolderOf(file) is { } folder && (Practices.Contains(folder) || folder is "Conversation" or "Data" or "Notifications")
                    where Path.GetFileName(file) != "CardAction.cs" // there "msteams" is a property of the protocol's: messageBack data
                    from Match match in ChannelWord().Matches(WithoutComments(File.ReadAllText(file)))
                    select $"{Short(file)} says {match.Value}: what differs between channels belongs into src/BotDesk/Channels, behind IChannel.";
        Assert.True(!words.Any(), string.Join('\n', words));
    }

    [Theory]
    [InlineData("BotDesk.Protocol")]
    [InlineData("BotDesk.Search")]
    public void A_library_knows_no_service_desk(string library)
    {
        var wrong = from file in SourceFiles(library)
                    from Match match in Name().Matches(WithoutComments(File.ReadAllText(file)))
                    where match.Groups["first"].Value is not ("Protocol" or "Search")
                    select $"{Short(file)} names {match.Value}: {library} is usable without a service desk, so it may name neither a practice nor a channel.";

        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    [Fact]
    public void Only_the_joining_files_know_everything()
    {
        var atTop = Directory.GetFiles(Path.Combine(Source, "BotDesk"), "*.cs").Select(Path.GetFileName).Order();

        Assert.True(
            !atTop.Except(["DeskHost.cs", "DeskOptions.cs", "DeskServices.cs", "DeskVerbs.cs", "DeskWeb.cs", "Program.cs", "Refusal.cs"]).Any(),
            $"Beside Program.cs stands only what joins the parts, because it may know all of them. Put the others into a folder: {string.Join(", ", atTop)}");
    }

    private static IEnumerable<string> SourceFiles(string project) =>
        Directory.EnumerateFiles(Path.Combine(Source, project), "*.cs*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".cshtml", StringComparison.Ordinal))
            .Where(file => !Path.GetRelativePath(Path.Combine(Source, project), file).Split(Path.DirectorySeparatorChar).Intersect(NotSource).Any());

    private static string? FolderOf(string file) =>
        Path.GetRelativePath(Path.Combine(Source, "BotDesk"), file).Split(Path.DirectorySeparatorChar) is [var folder, _, ..] ? folder : null;

    private static IEnumerable<string> FoldersNamedIn(string file)
    {
        var text = WithoutComments(File.ReadAllText(file));
        var full = Name().Matches(text).Select(match => match.Groups["first"].Value);

        // "Tickets.Chat.TicketTalk", named from within BotDesk without its first part.
        var relative = Relative().Matches(text).Select(match => match.Groups["first"].Value);
        return full.Concat(relative).Where(MayName.ContainsKey);
    }

    private static string WithoutComments(string text) => Comment().Replace(text, "");

    private static string Short(string file) => Path.GetRelativePath(Path.GetDirectoryName(Source)!, file);

    [GeneratedRegex(@"\bBotDesk\.(?<first>[A-Z]\w*)")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<=[\s(<,\[])(?<first>[A-Z]\w*)\.(Chat|Import|Ranking|Reading|Understanding|Expressions|Yaml|BotFramework|WebChat|Slack|Migrations)\.[A-Z]")]
    private static partial Regex Relative();

    [GeneratedRegex(@"//.*?$|/\*.*?\*/", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("\"(msteams|webchat|directline|slack|emulator)\"", RegexOptions.IgnoreCase)]
    private static partial Regex ChannelWord();
}
