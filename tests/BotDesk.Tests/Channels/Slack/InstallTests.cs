using System.Net;
using System.Text.Json.Nodes;
using BotDesk.Channels.Slack;
using BotDesk.Channels.Slack.Workspaces;
using BotDesk.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>Several workspaces install the app, each with a token of its own.</summary>
public sealed class InstallTests
{
    private const string Token = "xoxb-other-workspace";

    [Fact]
    public async Task The_workspace_of_the_setting_has_its_token_also_while_Slack_says_that_it_is_that_one()
    {
        await using var desk = await DeskHost.StartAsync();
        var readers = new Meanwhile(desk.Services.GetRequiredService<IDbContextFactory<DeskDb>>());
        var workspaces = new SlackWorkspaces(
            Options.Create(new SlackOptions { BotToken = Token }), readers, desk.Services.GetRequiredService<DeskWriter>(), desk.Services.GetRequiredService<IDataProtectionProvider>(), TimeProvider.System);
        readers.Reading = () => workspaces.OwnTeam = "T0LARK";

        Assert.Equal(Token, await workspaces.TokenAsync("T0LARK", CancellationToken.None));
        Assert.Null(await workspaces.TokenAsync("T0OTHER", CancellationToken.None));
    }

    [Fact]
    public async Task A_workspace_installs_the_app_is_served_with_its_own_token_and_takes_the_app_out_again()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        slack.Knows(new SlackUser("U0OTHER", "Olga Other", "olga@other.example") { Team = "T0OTHER" });
        slack.Allows("foreign", new SlackInstallation("T0FOREIGN", "Foreign <b>", "U0FOREIGNBOT", "xoxb-foreign"));
        slack.Allows("good", new SlackInstallation("T0OTHER", "Otherfield", "U0OTHERBOT", Token));
        var settings = slack.Settings;
        (settings["Channels:Slack:ClientId"], settings["Channels:Slack:ClientSecret"]) = (FakeSlack.ClientId, FakeSlack.ClientSecret);
        settings["Channels:Slack:AllowedWorkspaces:0"] = "T0OTHER";
        await using var desk = await DeskHost.StartAsync(new DeskSetup { Settings = settings });
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = desk.Http.BaseAddress };

        // To Slack, with what is asked for and a state; nobody comes back with another one, or without having been sent.
        using var begun = await browser.GetAsync("/slack/install");
        var asked = System.Web.HttpUtility.ParseQueryString(begun.Headers.Location!.Query);
        Assert.Equal(("https", "slack.com", FakeSlack.ClientId), (begun.Headers.Location.Scheme, begun.Headers.Location.Host, asked["client_id"]));
        Assert.Contains("chat:write", asked["scope"]!, StringComparison.Ordinal);
        foreach (var wrong in new[] { "?code=good&state=x", "?code=good", $"?state={Uri.EscapeDataString(asked["state"]!)}" })
        {
            using var refused = await browser.GetAsync("/slack/oauth" + wrong);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        using var stranger = new HttpClient { BaseAddress = desk.Http.BaseAddress };
        using var stolen = await stranger.GetAsync($"/slack/oauth?code=good&state={Uri.EscapeDataString(asked["state"]!)}");
        Assert.Equal(HttpStatusCode.BadRequest, stolen.StatusCode);
        Assert.DoesNotContain(slack.Calls, call => call.Method == "oauth.v2.access");

        // Nor does a workspace that is not the organisation's: its token is given back.
        using var tried = await browser.GetAsync("/slack/install");
        using var foreign = await browser.GetAsync($"/slack/oauth?code=foreign&state={Uri.EscapeDataString(System.Web.HttpUtility.ParseQueryString(tried.Headers.Location!.Query)["state"]!)}");
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Contains("Foreign &lt;b&gt;", await foreign.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("xoxb-foreign", slack.Calls.Single(call => call.Method == "auth.revoke").Token);
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM slack_workspaces"));

        using var again = await browser.GetAsync("/slack/install");
        var state = System.Web.HttpUtility.ParseQueryString(again.Headers.Location!.Query)["state"]!;
        using var done = await browser.GetAsync($"/slack/oauth?code=good&state={Uri.EscapeDataString(state)}");
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Contains("Otherfield", await done.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // The token is sealed: nothing that lies in the database opens the workspace.
        Assert.DoesNotContain(Token, await desk.Row<string>("SELECT sealed_token FROM slack_workspaces WHERE team_id = 'T0OTHER'"), StringComparison.Ordinal);
        Assert.DoesNotContain(await desk.Rows<string?>("SELECT details FROM audit"), details => details?.Contains(Token, StringComparison.Ordinal) == true);

        // Each workspace is answered with its own token.
        var (olga, jonas) = (desk.InSlack(slack, "U0OTHER"), desk.InSlack(slack, "U0JONAS"));
        await Says(olga, "hello", "T0OTHER", "U0OTHERBOT");
        await olga.Receives(shown => shown.Name == "conversation/help", "the greeting");
        await jonas.Says("hello");
        Assert.Equal(Token, slack.Calls.Last(call => call is { Method: "chat.postMessage" } && call.Arguments.GetProperty("channel").GetString() == olga.Direct).Token);
        Assert.Equal(FakeSlack.Token, slack.Calls.Last(call => call is { Method: "chat.postMessage" } && call.Arguments.GetProperty("channel").GetString() == jonas.Direct).Token);

        // What Slack says again of an installation before it ends nothing.
        var late = new JsonObject { ["team_id"] = "T0OTHER", ["type"] = "event_callback", ["event_id"] = "EvLate", ["event_time"] = DateTimeOffset.UtcNow.AddMinutes(-5).ToUnixTimeSeconds(), ["event"] = new JsonObject { ["type"] = "app_uninstalled" } };
        Assert.Equal(HttpStatusCode.OK, (await olga.Sender.Post("events", late.ToJsonString(), "application/json", retry: 3)).Status);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM slack_workspaces WHERE ended_at IS NULL"));

        // Taken out: the token is forgotten, and nothing more is sent there.
        slack.Revokes(Token);
        Assert.Equal(HttpStatusCode.OK, (await Post(olga, new JsonObject { ["type"] = "tokens_revoked", ["tokens"] = new JsonObject { ["oauth"] = new JsonArray(), ["bot"] = new JsonArray("U0OTHERBOT") } }, "T0OTHER", "U0OTHERBOT")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Post(olga, new JsonObject { ["type"] = "app_uninstalled" }, "T0OTHER", "U0OTHERBOT")).Status);
        Assert.Equal("", await desk.Row<string>("SELECT sealed_token FROM slack_workspaces WHERE team_id = 'T0OTHER' AND ended_at IS NOT NULL"));
        var sent = slack.Calls.Count(call => call.Token == Token);
        await Says(olga, "hello again", "T0OTHER", "U0OTHERBOT");
        await Eventually.Is(() => desk.Row<long>("SELECT count(*) FROM outbox WHERE error = 'app_not_installed'"), count => count > 0);

        Assert.Equal(sent, slack.Calls.Count(call => call.Token == Token));
        await jonas.Says("still here");

        async Task Says(SlackTalker who, string words, string team, string bot) => Assert.Equal(HttpStatusCode.OK, (await Post(who, who.Message(words), team, bot)).Status);

        Task<SlackResponse> Post(SlackTalker who, JsonObject happened, string team, string bot) => who.Sender.Post("events", new JsonObject
        {
            ["team_id"] = team,
            ["type"] = "event_callback",
            ["event_id"] = $"Ev{Guid.NewGuid():N}",
            ["event"] = happened,
            ["authorizations"] = new JsonArray(new JsonObject { ["team_id"] = team, ["user_id"] = bot, ["is_bot"] = true }),
        }.ToJsonString(), "application/json");
    }

    /// <summary>Something happens while the database is asked.</summary>
    private sealed class Meanwhile(IDbContextFactory<DeskDb> readers) : IDbContextFactory<DeskDb>
    {
        public Action Reading { get; set; } = () => { };

        public DeskDb CreateDbContext()
        {
            Reading();
            return readers.CreateDbContext();
        }
    }
}
