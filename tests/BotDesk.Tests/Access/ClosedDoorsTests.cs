using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using static BotDesk.Tests.Access.AccessDesk;

namespace BotDesk.Tests.Access;

/// <summary>Outside Development a stranger gets nothing. The doors are read from the running desk, so that a new one is tried too.</summary>
public sealed partial class ClosedDoorsTests
{
    /// <summary>The only doors that answer strangers, and why.</summary>
    private static readonly Dictionary<string, HttpStatusCode> Open = new()
    {
        ["GET /health/live"] = HttpStatusCode.OK,
        ["GET /health/ready"] = HttpStatusCode.OK,
        ["GET /api/messages"] = HttpStatusCode.OK, // says that this is a bot's endpoint, and nothing else
        ["HEAD /api/messages"] = HttpStatusCode.OK,
        ["OPTIONS /v3/directline/{**path}"] = HttpStatusCode.NoContent, // a browser asks before it shows its token
        ["GET /v3/directline/attachments/{fileId}"] = HttpStatusCode.NotFound, // the name of a file is a secret: an image in a page cannot show a token
        ["GET /pictures/{id}"] = HttpStatusCode.NotFound, // Teams shows pictures without a sign-in, by an address with a key; without one, none is there
        ["GET /calendar/{key}.ics"] = HttpStatusCode.NotFound, // calendar programs cannot sign in: the address is a sealed key, and a wrong one is none
        ["GET /console/assets/{name}"] = HttpStatusCode.NotFound, // the console's style and script, the same for everybody
    };

    private static readonly string[] ByEveryWay =
    [
        "Channels:BotFramework:AppId=11111111-2222-3333-4444-555555555555", "Channels:BotFramework:AppPassword=not-used-here", "Channels:BotFramework:TenantId=66666666-7777-8888-9999-000000000000",
        "Channels:WebChat:Secrets:0=a-secret-of-the-tests", .. Key(0, "tickets:read"),
    ];

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task No_door_answers_a_stranger(string environment)
    {
        await using var desk = await StartAsync(environment, ByEveryWay);
        var wrong = new List<string>();
        var tried = 0;
        foreach (var endpoint in desk.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            {
                continue; // a file of the product, the same for everybody
            }

            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                var door = $"{method} {endpoint.RoutePattern.RawText}";
                var path = Parameter().Replace(endpoint.RoutePattern.RawText!, "x");
                using var request = Request(new HttpMethod(method), path.StartsWith('/') ? path : $"/{path}");
                request.Content = method is "POST" or "PUT" ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
                var status = await desk.StatusOfAsync(request);
                tried++;
                if (Open.TryGetValue(door, out var expected) ? status != expected : status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
                {
                    wrong.Add($"{door} answers {(int)status}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(tried > 20, $"only {tried} doors were found");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/console")]
    [InlineData("/as/mira/")]
    [InlineData("/cards")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/.env")]
    [InlineData("/nothing/is/here")]
    public async Task What_is_no_door_does_not_answer_a_stranger_either(string path)
    {
        await using var desk = await StartAsync("Production", ByEveryWay);

        Assert.Equal(HttpStatusCode.Unauthorized, await desk.StatusOfAsync(Request(HttpMethod.Get, path)));
        Assert.Equal(HttpStatusCode.Unauthorized, await desk.StatusOfAsync(Request(HttpMethod.Post, path)));
    }

    [Fact]
    public async Task Where_nobody_can_sign_in_a_visitor_reads_which_setting_would_let_them()
    {
        await using var desk = await StartAsync("Production", ByEveryWay);
        using var response = await desk.Http.SendAsync(Request(HttpMethod.Get, "/", headers: ("Accept", "text/html")));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("Authentication:OpenId:Authority", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Direct_Line_takes_its_own_secret_and_no_other()
    {
        await using var desk = await StartAsync("Production", ByEveryWay);
        var generate = "/v3/directline/tokens/generate";

        Assert.Equal(HttpStatusCode.Unauthorized, await desk.StatusOfAsync(Request(HttpMethod.Post, generate)));
        Assert.Equal(HttpStatusCode.Forbidden, await desk.StatusOfAsync(Request(HttpMethod.Post, generate, TestKey)));
        Assert.Equal(HttpStatusCode.OK, await desk.StatusOfAsync(Request(HttpMethod.Post, generate, "a-secret-of-the-tests")));
    }

    [Fact]
    public async Task A_stranger_who_says_to_be_on_this_machine_is_still_one()
    {
        await using var desk = await StartAsync("Production", ByEveryWay);

        Assert.Equal(HttpStatusCode.Unauthorized, await desk.StatusOfAsync(Request(HttpMethod.Get, "/api/tickets", headers: [("Host", "localhost"), ("X-Forwarded-For", "127.0.0.1")])));
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
