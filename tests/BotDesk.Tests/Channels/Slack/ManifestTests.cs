using YamlDotNet.RepresentationModel;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>What an administrator uploads to Slack asks for what the desk uses, and for no more.</summary>
public sealed class ManifestTests
{
    /// <summary>The scope that each event and each called method needs (https://docs.slack.dev/reference/events, …/methods).</summary>
    private static readonly Dictionary<string, string[]> Needed = new()
    {
        ["app_mention"] = ["app_mentions:read"],
        ["app_home_opened"] = [],
        ["message.im"] = ["im:history", "im:read"],
        ["message.channels"] = ["channels:history"],
        ["message.groups"] = ["groups:history"],
        ["chat.postMessage"] = ["chat:write"],
        ["conversations.open"] = ["im:write"],
        ["users.info"] = ["users:read", "users:read.email"],
        ["url_private of a file"] = ["files:read"],
        ["slash command"] = ["commands"],
    };

    private static readonly YamlMappingNode Manifest = Read();

    [Fact]
    public void It_asks_for_the_scopes_that_are_used_and_no_others()
    {
        var scopes = Texts(At("oauth_config", "scopes", "bot"));

        Assert.Equal(Needed.Values.SelectMany(each => each).Distinct().Order(), scopes.Order());
        Assert.All(Texts(At("settings", "event_subscriptions", "bot_events")), name => Assert.Contains(name, Needed.Keys));
    }

    [Fact]
    public async Task Its_addresses_are_the_desks_doors()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await DeskHost.StartAsync(new DeskSetup { Settings = slack.Settings });
        var addresses = new[] { At("settings", "event_subscriptions", "request_url"), At("settings", "interactivity", "request_url"), ((YamlSequenceNode)At("features", "slash_commands"))[0]["url"] };

        foreach (var address in addresses.Select(address => new Uri(address.ToString())))
        {
            Assert.Equal(("https", "desk.example.com"), (address.Scheme, address.Host));
            using var content = new StringContent("");
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await desk.Http.PostAsync(address.AbsolutePath, content)).StatusCode);
        }
    }

    [Fact]
    public void It_keeps_to_Slacks_limits()
    {
        Assert.InRange(At("display_information", "name").ToString().Length, 1, 35);
        Assert.InRange(At("display_information", "description").ToString().Length, 1, 140);
        Assert.InRange(At("display_information", "long_description").ToString().Length, 175, 4000);
        Assert.Matches("^#[0-9a-f]{6}$", At("display_information", "background_color").ToString());
        Assert.InRange(At("features", "bot_user", "display_name").ToString().Length, 1, 80);
    }

    private static YamlNode At(params string[] path) => path.Aggregate((YamlNode)Manifest, (node, key) => node[key]);

    private static IEnumerable<string> Texts(YamlNode list) => ((YamlSequenceNode)list).Select(each => each.ToString());

    private static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(DeskOptions.Home, "manifests", "slack", "manifest.yaml"))));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
