using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>What an administrator uploads to Slack asks for what the desk uses, and for no more.</summary>
public sealed partial class ManifestTests
{
    /// <summary>The scopes that each event needs (https://docs.slack.dev/reference/events).</summary>
    private static readonly Dictionary<string, string[]> Events = new()
    {
        ["app_home_opened"] = [],
        ["app_mention"] = ["app_mentions:read"],
        ["app_uninstalled"] = [],
        ["message.channels"] = ["channels:history"],
        ["message.groups"] = ["groups:history"],
        ["message.im"] = ["im:history", "im:read"],
        ["reaction_added"] = ["reactions:read"],
        ["tokens_revoked"] = [],
    };

    /// <summary>The scopes that each method needs (https://docs.slack.dev/reference/methods).</summary>
    private static readonly Dictionary<string, string[]> Methods = new()
    {
        ["apps.connections.open"] = [], // with an app-level token, of scope connections:write
        ["auth.revoke"] = [],
        ["auth.test"] = [],
        ["chat.getPermalink"] = [],
        ["chat.postEphemeral"] = ["chat:write"],
        ["chat.postMessage"] = ["chat:write"],
        ["chat.update"] = ["chat:write"],
        ["conversations.history"] = ["channels:history", "groups:history"],
        ["conversations.info"] = ["channels:read", "groups:read"],
        ["conversations.replies"] = ["channels:history", "groups:history"],
        ["conversations.open"] = ["im:write"],
        ["oauth.v2.access"] = [],
        ["users.info"] = ["users:read", "users:read.email"],
        ["users.list"] = ["users:read", "users:read.email"],
        ["views.open"] = [],
        ["views.publish"] = [],
        ["views.push"] = [],
        ["views.update"] = [],
    };

    private static readonly YamlMappingNode Manifest = Read();

    [Fact]
    public void It_asks_for_the_scopes_that_are_used_and_no_others()
    {
        var scopes = Texts(At("oauth_config", "scopes", "bot")).Order().ToList();

        Assert.Equal(Events.Values.Concat(Methods.Values).SelectMany(each => each).Append("commands").Append("files:read").Distinct().Order(), scopes);
        Assert.Equal(scopes, BotDesk.Channels.Slack.Workspaces.SlackScopes.Bot.Order());
        Assert.Equal(Events.Keys.Order(), Texts(At("settings", "event_subscriptions", "bot_events")).Order());
    }

    [Fact]
    public void Every_method_event_shortcut_and_command_in_the_code_is_in_it()
    {
        var code = string.Join('\n', Directory.EnumerateFiles(Path.Combine(DeskOptions.Home, "src", "BotDesk", "Channels", "Slack"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.Equal(Methods.Keys.Order(), Method().Matches(code).Select(match => match.Groups["name"].Value).Where(name => !name.EndsWith(".com", StringComparison.Ordinal)).Distinct().Order());
        Assert.All(Events.Keys, name => Assert.Contains($"\"{name.Split('.')[0]}\"", code, StringComparison.Ordinal));
        var shortcuts = (YamlSequenceNode)At("features", "shortcuts");
        Assert.All(shortcuts, shortcut => Assert.Contains($"\"{shortcut["callback_id"]}\"", code, StringComparison.Ordinal));
        Assert.Equal("/desk", ((YamlSequenceNode)At("features", "slash_commands"))[0]["command"].ToString());
        Assert.Equal("true", At("features", "app_home", "home_tab_enabled").ToString());
        Assert.Equal("false", At("settings", "socket_mode_enabled").ToString());
        Assert.EndsWith("/slack/oauth", ((YamlSequenceNode)At("oauth_config", "redirect_urls"))[0].ToString(), StringComparison.Ordinal);
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
        Assert.All((YamlSequenceNode)At("features", "shortcuts"), shortcut => Assert.True(shortcut["name"].ToString().Length <= 24 && shortcut["description"].ToString().Length <= 150));
    }

    private static YamlNode At(params string[] path) => path.Aggregate((YamlNode)Manifest, (node, key) => node[key]);

    private static IEnumerable<string> Texts(YamlNode list) => ((YamlSequenceNode)list).Select(each => each.ToString());

    private static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(DeskOptions.Home, "manifests", "slack", "manifest.yaml"))));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    [GeneratedRegex("\"(?<name>(api|apps|auth|bookmarks|chat|conversations|files|oauth|reactions|team|users|views)\\.[A-Za-z0-9.]+)\"")]
    private static partial Regex Method();
}
