using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace BotDesk.Tests.Access;

/// <summary>The real process: what it says and with which code it ends when it must not start.</summary>
public sealed class RefusedStartTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("botdesk-start-");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    public static TheoryData<string, string[], string> WrongSettings => new()
    {
        { "Production", [], "no way to authenticate is configured" },
        { "Staging", [], "Authentication:OpenId:Authority" },
        { "Production", ["Channels:WebChat:Secrets:0=a-secret-of-the-tests", "Channels:BotFramework:AllowUnauthenticatedLocalCallers=true"], "Channels:BotFramework:AllowUnauthenticatedLocalCallers turns authentication off" },
        { "Production", ["Channels:WebChat:Secrets:0=a-secret-of-the-tests", "Channels:WebChat:AllowUnauthenticatedLocalCallers=true"], "Channels:WebChat:AllowUnauthenticatedLocalCallers turns authentication off" },
        { "Production", ["Authentication:OpenId:ClientId=x"], "Authentication:OpenId:Authority must be the https address" },
        { "Production", ["Authentication:OpenId:Authority=http://login.example.com", "Authentication:OpenId:ClientId=x", "Authentication:OpenId:ClientSecret=y"], "Authentication:OpenId:Authority must be the https address" },
        { "Production", ["Authentication:OpenId:Authority=https://login.microsoftonline.com/common/v2.0", "Authentication:OpenId:ClientId=x", "Authentication:OpenId:ClientSecret=y"], "strangers could sign in" },
        { "Production", ["Authentication:OpenId:Authority=https://login.example.com"], "Authentication:OpenId:ClientSecret is missing" },
        { "Production", ["Api:Keys:0:Name=x", "Api:Keys:0:Hash=abc", "Api:Keys:0:Scopes=everything"], "Api:Keys:0:Hash must be the SHA-256" },
        { "Production", ["Api:Keys:0:Name=x", "Api:Keys:0:Hash=abc", "Api:Keys:0:Scopes=everything"], "Api:Keys:0:Scopes must name" },
        { "Production", ["Channels:BotFramework:AppId=x"], "Channels:BotFramework:AppId is set but AppPassword is not" },
        { "Production", ["Channels:WebChat:Secrets:0=short"], "Channels:WebChat:Secrets must have at least 16 characters" },
        { "Development", ["Channels:Slack:BotToken=xoxb-1"], "Channels:Slack:SigningSecret is not set, but BotToken or ClientId is" },
        { "Development", ["Channels:Slack:SigningSecret=abc"], "Channels:Slack:BotToken is not set, but SigningSecret or AppToken is" },
        { "Development", ["Channels:Slack:SigningSecret=abc", "Channels:Slack:BotToken=xapp-1"], "Channels:Slack:BotToken is an app-level token" },
        { "Development", ["Channels:Slack:SigningSecret=abc", "Channels:Slack:BotToken=xoxb-1", "Channels:Slack:ApiBaseUrl=http://slack.example.com/api"], "Channels:Slack:ApiBaseUrl must be an https URL" },
        { "Development", ["Channels:BotFramework:AppType=Foo"], "Channels:BotFramework:AppType" },
        { "Development", ["BotDesk:Demo=maybe"], "BotDesk:Demo" },
        { "Development", ["BotDesk:DataDirectory="], "BotDesk:DataDirectory must not be empty" },
        { "Development", ["BotDesk:LanguageModel:Endpoint=http://models.example.com/v1", "BotDesk:LanguageModel:Model=small"], "BotDesk:LanguageModel:Endpoint must be an https address" },
        { "Development", ["BotDesk:PolicyFile=/nowhere/desk.yaml"], "BotDesk:PolicyFile" },
        { "Development", ["ConnectionStrings:Desk=Data Sorce=x"], "ConnectionStrings:Desk is not a connection string" },
        { "Development", ["ConnectionStrings:Desk=Host=127.0.0.1;Port=1;Database=d;Username=u;Password=geheim"], "See the setting ConnectionStrings:Desk" },
        { "Development", ["urls=nonsense"], "Urls" },
    };

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public async Task A_start_that_cannot_work_names_the_setting(string environment, string[] settings, string expected)
    {
        var (code, output) = await RunAsync(environment, settings);

        Assert.Equal(1, code);
        Assert.Contains(expected, output);
        Assert.DoesNotContain("   at ", output);
        Assert.DoesNotContain("geheim", output);
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_data_directory_is_named()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "");
        var (code, output) = await RunAsync("Development", [$"BotDesk:DataDirectory={file}"]);

        Assert.Equal(1, code);
        Assert.Contains("BotDesk:DataDirectory", output);
        Assert.DoesNotContain("   at ", output);
    }

    [Fact]
    public async Task A_damaged_database_is_named_and_left_as_it_is()
    {
        var file = Path.Combine(_folder.FullName, "desk.db");
        var rubbish = Enumerable.Range(0, 5000).Select(at => (byte)(at * 31)).ToArray();
        await File.WriteAllBytesAsync(file, rubbish);
        var (code, output) = await RunAsync("Development", []);

        Assert.Equal(1, code);
        Assert.Contains("is damaged or is no database", output);
        Assert.DoesNotContain("   at ", output);
        Assert.Equal(rubbish, await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task A_taken_port_is_said()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var (code, output) = await RunAsync("Development", [$"urls=http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"]);

        Assert.Equal(1, code);
        Assert.Contains("Is the desk running already?", output);
        Assert.DoesNotContain("   at ", output);
    }

    [Fact]
    public async Task Nothing_is_made_on_disk_by_a_start_that_is_refused()
    {
        await RunAsync("Production", []);
        await RunAsync("Production", ["Channels:BotFramework:AppId=x"]);

        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task Roles_are_granted_on_the_command_line()
    {
        await using (var desk = await AccessDesk.StartAsync("Development"))
        {
            // Only to have people: the command works beside it on the same file.
            var folder = desk.Folder;
            var (granted, said) = await CommandAsync(folder, "grant", "jonas", "agent");
            Assert.Equal((0, true), (granted, said.Contains("jonas", StringComparison.Ordinal) && said.Contains("agent", StringComparison.Ordinal)));
            Assert.True((await desk.PersonAsync("jonas")).IsAgent);

            Assert.Equal(0, (await CommandAsync(folder, "revoke", "jonas.achterberg@larkfield.example.com", "agent")).Code);
            Assert.False((await desk.PersonAsync("jonas")).IsAgent);
            Assert.Equal(["role.granted", "role.revoked"], await desk.AuditedAsync("jonas"));

            Assert.Contains("helena", (await CommandAsync(folder, "people")).Output);
            Assert.Equal(1, (await CommandAsync(folder, "grant", "nobody-here", "agent")).Code);
            Assert.Equal(1, (await CommandAsync(folder, "grant", "jonas", "emperor")).Code);
        }
    }

    private Task<(int Code, string Output)> RunAsync(string environment, string[] settings)
    {
        List<string> arguments = [];
        // Of two the last one counts.
        foreach (var setting in (string[])["urls=http://127.0.0.1:0", $"BotDesk:DataDirectory={_folder.FullName}", .. settings])
        {
            var at = setting.IndexOf('=', StringComparison.Ordinal);
            arguments.AddRange([$"--{setting[..at]}", setting[(at + 1)..]]);
        }

        return StartAsync(environment, _folder.FullName, arguments);
    }

    private static Task<(int Code, string Output)> CommandAsync(string folder, params string[] arguments) => StartAsync("Production", folder, arguments);

    private static async Task<(int Code, string Output)> StartAsync(string environment, string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "BotDesk.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = environment, ["BotDesk__DataDirectory"] = folder },
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
