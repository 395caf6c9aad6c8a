using System.IO.Compression;
using System.Text.Json.Nodes;
using BotDesk.Channels.BotFramework;
using BotDesk.Protocol;
using BotDesk.Tests.Processes;

namespace BotDesk.Tests.Channels.BotFramework;

/// <summary>What <c>botdesk teams-package</c> writes is what Teams takes.</summary>
public sealed class TeamsPackageTests : IDisposable
{
    private const string AppId = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private readonly string _folder = Directory.CreateTempSubdirectory("botdesk-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NodeFact]
    public async Task The_command_writes_a_package_that_the_published_schema_takes()
    {
        var settings = new Dictionary<string, string>
        {
            ["Channels__BotFramework__AppId"] = AppId,
            ["BotDesk__PublicUrl"] = "https://desk.example.com:8443/it",
            ["Channels__Teams__AppName"] = "Larkfield IT",
            ["Channels__Teams__Developer"] = "Larkfield",
            ["Channels__Teams__PrivacyUrl"] = "https://larkfield.example.com/privacy",
        };

        var (code, output, errors) = await DeskProcess.RunAsync(_folder, _folder, settings, "teams-package", "it.zip", "--app-version", "2.3.4");

        Assert.True(code == 0, errors);
        Assert.Contains(Path.Combine(_folder, "it.zip"), output, StringComparison.Ordinal);
        using var zip = ZipFile.OpenRead(Path.Combine(_folder, "it.zip"));
        Assert.Equal(["color.png", "de.json", "manifest.json", "outline.png"], zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        var (manifest, german) = (Read(zip, "manifest.json"), Read(zip, "de.json"));
        foreach (var file in (JsonNode[])[manifest, german])
        {
            Assert.Empty(await NodeScript.ProblemsAsync("Channels/BotFramework/teams-manifest-schema.cjs", file));
        }

        Assert.Equal([AppId, AppId, AppId], new[] { manifest["id"], manifest["bots"]![0]!["botId"], manifest["composeExtensions"]![0]!["botId"] }.Select(id => (string?)id));
        Assert.Equal(("2.3.4", "Larkfield IT", "Larkfield IT"), ((string?)manifest["version"], (string?)manifest["name"]!["short"], (string?)german["name.short"]));
        Assert.Equal("desk.example.com", (string?)manifest["validDomains"]!.AsArray().Single());
        Assert.Equal(
            ("Larkfield", "https://desk.example.com:8443/it", "https://larkfield.example.com/privacy", "https://desk.example.com:8443/it"),
            ((string?)manifest["developer"]!["name"], (string?)manifest["developer"]!["websiteUrl"], (string?)manifest["developer"]!["privacyUrl"], (string?)manifest["developer"]!["termsOfUseUrl"]));
        Assert.DoesNotContain("botdesk.example.com", manifest.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Guid.Empty.ToString(), manifest.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_settings_it_writes_nothing_and_names_each_that_is_missing()
    {
        var (code, _, errors) = await DeskProcess.RunAsync(_folder, _folder, "teams-package");

        Assert.Equal(1, code);
        Assert.Contains("Channels__BotFramework__AppId", errors, StringComparison.Ordinal);
        Assert.Contains("BotDesk__PublicUrl", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder, "*.zip"));
    }

    [Theory]
    [InlineData("not-an-id", "https://desk.example.com", "BotDesk", "1.0.0", "AppId")]
    [InlineData(AppId, "http://desk.example.com", "BotDesk", "1.0.0", "https")]
    [InlineData(AppId, "https://localhost:3978", "BotDesk", "1.0.0", "outside")]
    [InlineData(AppId, "https://desk.example.com", "A name that is by far too long for Teams", "1.0.0", "AppName")]
    [InlineData(AppId, "https://desk.example.com", " ", "1.0.0", "AppName")]
    [InlineData(AppId, "https://desk.example.com", "BotDesk", "v2", "--app-version")]
    public void What_Teams_would_refuse_is_named_before(string appId, string address, string name, string version, string named) =>
        Assert.Contains(named, Assert.Single(TeamsPackage.Problems(new BotFrameworkOptions { AppId = appId }, new Uri(address), new TeamsOptions { AppName = name }, version)), StringComparison.Ordinal);

    [Fact]
    public void The_same_settings_give_the_same_package() =>
        Assert.Equal(Build(), Build());

    private static byte[] Build() => TeamsPackage.Build(AppId, new Uri("https://desk.example.com"), new TeamsOptions(), "1.0.0");

    private static JsonNode Read(ZipArchive zip, string name)
    {
        using var stream = zip.GetEntry(name)!.Open();
        return JsonNode.Parse(stream)!;
    }
}
