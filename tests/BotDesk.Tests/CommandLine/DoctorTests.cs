using System.Text;
using BotDesk.Channels.Slack.Inbound;
using BotDesk.Channels.Slack.Workspaces;
using BotDesk.CommandLine.Doctor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BotDesk.Tests.CommandLine;

/// <summary><c>botdesk doctor</c>, in a world where everything works until a test breaks something.</summary>
public sealed class DoctorTests : IAsyncLifetime
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string AppId = "11111111-2222-3333-4444-555555555555";
    private static readonly string Scopes = string.Join(',', SlackScopes.Bot);

    private readonly string _data = Directory.CreateTempSubdirectory("botdesk-doctor-").FullName;
    private readonly Dictionary<string, Func<HttpContext, Task>> _world = [];
    private readonly Dictionary<string, string> _settings = [];
    private WebApplication? _server;
    private string _url = "";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Run(context => _world.TryGetValue(context.Request.Path.Value!, out var answer) ? answer(context) : Status(context, 404));
        await _server.StartAsync();
        _url = _server.Urls.First();
        foreach (var (path, json) in new Dictionary<string, string>
        {
            ["/health/ready"] = "{}",
            ["/login/my-tenant/oauth2/v2.0/token"] = """{"access_token":"t","expires_in":3600}""",
            ["/keys"] = """{"issuer":"x","jwks_uri":"y"}""",
            ["/graph/v1.0/users/delta"] = """{"value":[]}""",
            ["/sign-in/.well-known/openid-configuration"] = $$"""{"issuer":"{{_url}}/sign-in","authorization_endpoint":"{{_url}}/sign-in/authorize"}""",
            ["/slack/api/conversations.info"] = """{"ok":true,"channel":{"id":"C1","is_member":true}}""",
            ["/slack/api/apps.connections.open"] = """{"ok":true,"url":"wss://example.com"}""",
        })
        {
            _world[path] = context => Json(context, json);
        }

        SlackSays(Scopes);
        _world["/api/messages"] = context => Status(context, 401);
        _world["/slack/events"] = EventsAsync;
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["environment"] = "Production",
            ["BotDesk:DataDirectory"] = _data,
            ["BotDesk:PublicUrl"] = _url,
            ["Channels:BotFramework:AppId"] = AppId,
            ["Channels:BotFramework:AppPassword"] = "secret",
            ["Channels:BotFramework:TenantId"] = "my-tenant",
            ["Channels:BotFramework:Authority"] = $"{_url}/login",
            ["Channels:BotFramework:OpenIdMetadataAddress"] = $"{_url}/keys",
            ["Directory:MicrosoftGraph:Enabled"] = "true",
            ["Directory:MicrosoftGraph:BaseUrl"] = $"{_url}/graph",
            ["Channels:Slack:BotToken"] = "xoxb-1",
            ["Channels:Slack:SigningSecret"] = Secret,
            ["Channels:Slack:ApiBaseUrl"] = $"{_url}/slack/api",
            ["Channels:Slack:AgentsChannel"] = "C1",
        })
        {
            _settings[name] = value;
        }
    }

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Where_everything_works_it_says_so_and_only_what_Teams_needs_from_outside_is_left()
    {
        var (code, said) = await Examine();

        // An address of this machine alone is no address for Teams.
        Assert.Equal(1, code);
        Assert.Equal(["BotDesk:PublicUrl must be an https address"], said.Where(line => line.StartsWith("         ", StringComparison.Ordinal)).Select(line => line.Trim()[..42]));
        Assert.Contains("  ok     Slack accepts the bot's token, in the workspace Example as botdesk.", said);
        Assert.Contains("  ok     The token may do everything that the desk does in Slack.", said);
        Assert.Contains("  ok     The app is in the agents' channel.", said);
        Assert.Contains("  ok     Microsoft Graph lets the desk read people.", said);
        Assert.Contains(said, line => line.StartsWith("  ok     Slack's clock agrees", StringComparison.Ordinal));
        Assert.Contains(said, line => line.Contains("believes what is signed with this secret", StringComparison.Ordinal) && line.StartsWith("  ok ", StringComparison.Ordinal));
        Assert.Contains(said, line => line.Contains($"Microsoft gives the bot {AppId} its token", StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(_data, "desk.db")));
    }

    [Fact]
    public async Task Each_thing_that_is_broken_is_named_with_what_to_do()
    {
        SlackSays("chat:write,commands");
        _world["/slack/events"] = context => Status(context, 401);
        _world["/slack/api/conversations.info"] = context => Json(context, """{"ok":true,"channel":{"id":"C1","is_member":false}}""");
        _world["/login/my-tenant/oauth2/v2.0/token"] = context => Json(context, """{"error":"invalid_client","error_description":"AADSTS7000222: expired"}""", 401);
        _world["/health/ready"] = context => Status(context, 503);
        _settings["Channels:BotFramework:OpenIdMetadataAddress"] = "http://127.0.0.1:9/keys";
        _settings["Channels:Slack:Sockts"] = "3";
        _settings["BotDesk:LanguageModel:Endpoint"] = "http://127.0.0.1:9/v1";
        _settings["BotDesk:LanguageModel:Model"] = "small";

        var (code, said) = await Examine();

        Assert.Equal(1, code);
        var all = string.Join('\n', said);
        foreach (var expected in new[]
        {
            "The token lacks: app_mentions:read,",
            "manifests/slack/manifest.yaml",
            "does not believe what is signed with this secret",
            "The app is not in the agents' channel C1.",
            "AppPassword has expired: make a new client secret",
            "http://127.0.0.1:9/keys is not reached: nothing listens there",
            "the desk there is starting",
            "The setting Channels:Slack:Sockts is not known",
            "small at http://127.0.0.1:9/v1 does not answer",
        })
        {
            Assert.Contains(expected, all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_clock_that_is_wrong_is_told_by_how_much()
    {
        _world["/slack/api/auth.test"] = context => SlackAsync(context, Scopes, DateTimeOffset.UtcNow.AddMinutes(-10));

        Assert.Contains((await Examine()).Said, line => line.StartsWith("  MEND   Slack's clock is ", StringComparison.Ordinal) && line.EndsWith("s behind this machine's.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_with_which_the_desk_does_not_start_do_not_hide_the_rest()
    {
        _settings["Channels:Slack:BotToken"] = "xoxp-a-person";
        _world["/graph/v1.0/users/delta"] = context => Status(context, 403);

        var said = string.Join('\n', (await Examine()).Said);

        Assert.Contains("Channels:Slack:BotToken is a user's token", said, StringComparison.Ordinal);
        Assert.Contains("User.Read.All", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Slack's clock", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_of_which_only_some_words_make_sense_says_which_and_the_rest_is_looked_at()
    {
        _settings["Channels:BotFramework:AppType"] = "MultiTenat";

        var (code, said) = await Examine();

        Assert.Equal(1, code);
        Assert.Contains(said, line => line.EndsWith("It can be SingleTenant, MultiTenant, UserAssignedMsi.", StringComparison.Ordinal));
        Assert.Contains("  ok     Slack accepts the bot's token, in the workspace Example as botdesk.", said);
        Assert.EndsWith("to mend.", said[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_with_a_path_is_looked_at_below_it_and_one_that_speaks_no_https_is_told_so()
    {
        _world.Remove("/health/ready");
        _world["/it/health/ready"] = context => Json(context, "{}");
        _settings["BotDesk:PublicUrl"] = $"{_url}/it";
        Assert.Contains($"  ok     {_url}/it is reached from here, and the desk there is ready.", (await Examine()).Said);

        _settings["BotDesk:PublicUrl"] = _url.Replace("http:", "https:", StringComparison.Ordinal);
        Assert.Contains((await Examine()).Said, line => line.EndsWith("what answers there speaks no https.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(401, """{"detail":"A bearer token is required."}""", "is reached and believes nobody without a token")]
    [InlineData(401, """{"detail":"This bot has no AppId, so that no token can be for it."}""", "has no AppId")]
    [InlineData(401, "null", "it is not the desk that says so")]
    [InlineData(403, "{}", "it is not the desk that says so")]
    [InlineData(202, "null", "takes messages from anybody")]
    [InlineData(302, "null", "answers 302")]
    public void What_refuses_at_the_messaging_endpoint_is_the_desk_or_something_before_it(int status, string body, string expected)
    {
        var finding = BotExamination.OfEndpoint(new Uri("https://desk.example.com/api/messages"), new Answer(status, System.Text.Json.JsonElement.Parse(body), null, null, null));

        Assert.Contains(expected, finding.What, StringComparison.Ordinal);
        Assert.Equal(expected.StartsWith("is reached", StringComparison.Ordinal), finding.Health == Health.Good);
    }

    private async Task<(int Code, List<string> Said)> Examine()
    {
        using var output = new StringWriter();
        var code = await DoctorCommand.RunAsync([.. _settings.Select(setting => $"--{setting.Key}={setting.Value}")], output, CancellationToken.None);
        return (code, [.. output.ToString().ReplaceLineEndings("\n").Split('\n')]);
    }

    private void SlackSays(string scopes) => _world["/slack/api/auth.test"] = context => SlackAsync(context, scopes, DateTimeOffset.UtcNow);

    private static Task SlackAsync(HttpContext context, string scopes, DateTimeOffset now)
    {
        context.Response.Headers["x-oauth-scopes"] = scopes;
        context.Response.Headers.Date = now.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        return context.Request.Headers.Authorization == "Bearer xoxb-1"
            ? Json(context, """{"ok":true,"team":"Example","user":"botdesk"}""")
            : Json(context, """{"ok":false,"error":"invalid_auth"}""");
    }

    /// <summary>As the desk answers Slack, when somebody enters its address there.</summary>
    private static async Task EventsAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var problem = SlackSignature.Problem(Secret, context.Request.Headers[SlackSignature.TimestampHeader], context.Request.Headers[SlackSignature.SignatureHeader], body.ToArray(), DateTimeOffset.UtcNow);
        await Status(context, problem is null && Encoding.UTF8.GetString(body.ToArray()).Contains("url_verification", StringComparison.Ordinal) ? 200 : 401);
    }

    private static Task Json(HttpContext context, string json, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
