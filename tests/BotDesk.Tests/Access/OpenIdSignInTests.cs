using System.IdentityModel.Tokens.Jwt;
using System.Net;
using System.Security.Cryptography;
using BotDesk.Access;
using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using static BotDesk.Tests.Access.AccessDesk;

namespace BotDesk.Tests.Access;

public sealed class OpenIdSignInTests
{
    private const string Session = "__Host-botdesk";

    [Fact]
    public async Task Who_signs_in_for_the_first_time_becomes_known_as_an_employee()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var desk = await StartAsync("Production", provider.Settings);
        var browser = new Browser(desk.Http);

        var back = await browser.SignInAsync(provider, "/somewhere?x=1");

        Assert.Empty(provider.Complaints);
        Assert.Equal((HttpStatusCode.Found, "/somewhere?x=1"), (back.Status, back.Location?.OriginalString));
        var cookie = Assert.Single(browser.SetCookies, set => set.StartsWith(Session, StringComparison.Ordinal)).ToLowerInvariant();
        Assert.Contains("secure", cookie);
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=lax", cookie);
        Assert.Contains("path=/;", cookie);
        Assert.NotEqual(HttpStatusCode.Unauthorized, (await browser.GoAsync("/nothing")).Status);

        var person = await desk.ReadAsync(db => db.Set<Person>().SingleAsync());
        Assert.Equal(("mira-castellanez", "Mira Castellanez", "mira@example.com", Roles.Employee), (person.Handle, person.Name, person.Email, person.Roles));
        Assert.Contains(await desk.ReadAsync(db => db.Set<AuditEntry>().ToListAsync()), entry => entry.Action == "person.signed-in" && entry.PersonId == person.Id);
    }

    [Fact]
    public async Task The_same_account_is_the_same_person_the_next_time()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var desk = await StartAsync("Production", provider.Settings);
        await new Browser(desk.Http).SignInAsync(provider);
        provider.Claims["email"] = "mira.new@example.com";
        await new Browser(desk.Http).SignInAsync(provider);

        Assert.Equal("mira.new@example.com", (await desk.ReadAsync(db => db.Set<Person>().SingleAsync())).Email);
    }

    [Fact]
    public async Task A_person_known_from_Teams_is_found_by_the_directory_id()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var desk = await StartAsync("Production", [.. provider.Settings, "Authentication:OpenId:DirectoryIdClaim=oid"]);
        var known = await desk.HasAsync("mira", Roles.Agent, directoryId: "directory-1");
        provider.Claims["oid"] = "directory-1";

        await new Browser(desk.Http).SignInAsync(provider);

        Assert.Equal(known.Id, (await desk.ReadAsync(db => db.Set<Person>().SingleAsync())).Id);
    }

    [Fact]
    public async Task A_directory_id_that_anybody_could_claim_is_not_believed()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var desk = await StartAsync("Production", provider.Settings);
        await desk.HasAsync("mira", Roles.Agent, directoryId: "directory-1");
        provider.Claims["oid"] = "directory-1";

        await new Browser(desk.Http).SignInAsync(provider);

        Assert.Equal(2, await desk.ReadAsync(db => db.Set<Person>().CountAsync()));
    }

    [Fact]
    public async Task An_address_makes_nobody_somebody_else_and_an_unchecked_one_is_not_kept()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var desk = await StartAsync("Production", provider.Settings);
        await desk.HasAsync("boss", Roles.Manager);
        provider.Claims["email"] = "boss@example.com";
        provider.Claims["email_verified"] = false;

        await new Browser(desk.Http).SignInAsync(provider);

        var stranger = await desk.ReadAsync(db => db.Set<Person>().SingleAsync(person => person.Handle != "boss"));
        Assert.Equal((null, Roles.Employee), (stranger.Email, stranger.Roles));
    }

    public static TheoryData<string> WrongTokens => [.. Wrong.Keys];

    private static readonly Dictionary<string, Action<FakeProvider>> Wrong = new()
    {
        ["the nonce of another sign-in"] = provider => provider.Change = payload => payload["nonce"] = "another",
        ["no nonce"] = provider => provider.Change = payload => payload.Remove("nonce"),
        ["another issuer"] = provider => provider.Change = payload => payload["iss"] = "https://login.example.com",
        ["another audience"] = provider => provider.Change = payload => payload["aud"] = "another-desk",
        ["several audiences, for another"] = provider => provider.Change = payload => { payload["aud"] = new[] { FakeProvider.ClientId, "other" }; payload["azp"] = "other"; },
        ["expired"] = provider => provider.Change = payload => { payload["nbf"] = 1_600_000_000; payload["exp"] = 1_600_000_300; },
        ["not valid yet"] = provider => provider.Change = payload => payload["nbf"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds(),
        ["no expiry"] = provider => provider.Change = payload => payload.Remove("exp"),
        ["no subject"] = provider => provider.Change = payload => payload.Remove("sub"),
        ["an empty subject"] = provider => provider.Change = payload => payload["sub"] = " ",
        ["signed with another key"] = provider => provider.SignWith = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "key-1" },
        ["signed with an unknown key"] = provider => provider.SignWith = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "key-2" },
        ["signed with the public key as a secret"] = provider =>
        {
            provider.SignWith = new SymmetricSecurityKey(provider.PublicKey.Modulus) { KeyId = "key-1" };
            provider.Algorithm = SecurityAlgorithms.HmacSha256;
        },
        ["unsigned"] = provider => provider.Forge = token => $"{Part("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{token.Split('.')[1]}.",
        ["changed after it was signed"] = provider => provider.Forge = token => Tamper(token),
        ["encrypted, in five parts"] = provider => provider.Forge = token => $"{token}.x.y",
        ["too long"] = provider => provider.Change = payload => payload["name"] = new string('x', 20_000),
        ["no token at all"] = provider => provider.Forge = _ => null,
        ["rubbish"] = provider => provider.Forge = _ => "a.b.c",
    };

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task A_token_that_is_wrong_signs_nobody_in(string what)
    {
        await using var provider = await FakeProvider.StartAsync();
        Wrong[what](provider);
        await using var desk = await StartAsync("Production", provider.Settings);
        var browser = new Browser(desk.Http);

        var back = await browser.SignInAsync(provider);

        Assert.Equal(HttpStatusCode.Unauthorized, back.Status);
        Assert.DoesNotContain(Session, browser.Cookies.Keys);
        Assert.Equal(0, await desk.ReadAsync(db => db.Set<Person>().CountAsync()));
        Assert.DoesNotContain("Exception", back.Body);
    }

    [Fact]
    public async Task What_comes_back_must_be_of_the_same_browser()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var desk = await StartAsync("Production", provider.Settings);
        var asked = await new Browser(desk.Http).GoAsync("/");
        var victim = new Browser(desk.Http);

        var back = await victim.GoAsync(provider.Approve(asked.Location!));

        Assert.Equal(HttpStatusCode.Unauthorized, back.Status);
        Assert.DoesNotContain(Session, victim.Cookies.Keys);
    }

    [Theory]
    [InlineData("/signin-oidc")]
    [InlineData("/signin-oidc?code=x")]
    [InlineData("/signin-oidc?code=x&state=y")]
    [InlineData("/signin-oidc?error=access_denied&state=y")]
    public async Task What_the_desk_did_not_ask_for_signs_nobody_in(string address)
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var desk = await StartAsync("Production", provider.Settings);

        Assert.Equal(HttpStatusCode.Unauthorized, (await new Browser(desk.Http).GoAsync(address)).Status);
    }

    [Fact]
    public async Task An_answer_counts_once()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var desk = await StartAsync("Production", provider.Settings);
        var browser = new Browser(desk.Http);
        var answer = provider.Approve((await browser.GoAsync("/")).Location!);
        await browser.GoAsync(answer);

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GoAsync(answer)).Status);
    }

    [Fact]
    public async Task Signing_in_leads_to_no_other_site()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var desk = await StartAsync("Production", provider.Settings);

        var back = await new Browser(desk.Http).SignInAsync(provider, $"{desk.Http.BaseAddress}/evil.example.com/");

        Assert.Equal("/", back.Location?.OriginalString);
    }

    [Fact]
    public async Task Roles_are_looked_up_at_every_request_and_never_read_from_the_cookie()
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.Claims["roles"] = new[] { "manager", "agent" };
        provider.Claims["botdesk:person"] = "1";
        await using var desk = await StartAsync("Production", provider.Settings);
        await desk.HasAsync("boss", Roles.Manager);
        var browser = new Browser(desk.Http);
        await browser.SignInAsync(provider);

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GoAsync("/test/console")).Status);
        await GrantAsync(desk, granted: true);
        Assert.Equal(HttpStatusCode.OK, (await browser.GoAsync("/test/console")).Status);
        await GrantAsync(desk, granted: false);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GoAsync("/test/console")).Status);
    }

    [Fact]
    public async Task A_cookie_that_somebody_made_is_nothing()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var desk = await StartAsync("Production", provider.Settings);

        Assert.Equal(HttpStatusCode.Unauthorized, await desk.StatusOfAsync(Request(HttpMethod.Get, "/nothing", headers: ("Cookie", $"{Session}=CfDJ8AAAA"))));
    }

    [Fact]
    public async Task A_session_opens_no_REST_endpoint()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var desk = await StartAsync("Production", provider.Settings);
        var browser = new Browser(desk.Http);
        await browser.SignInAsync(provider);

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GoAsync("/api/tickets")).Status);
    }

    [Fact]
    public async Task Who_signs_out_is_out_here_and_sent_to_sign_out_at_the_provider()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var desk = await StartAsync("Production", provider.Settings);
        var browser = new Browser(desk.Http);
        await browser.SignInAsync(provider);

        var out_ = await browser.GoAsync("/sign-out", HttpMethod.Post);

        Assert.Equal($"{provider.Issuer}/end?client_id={FakeProvider.ClientId}", out_.Location?.OriginalString);
        Assert.DoesNotContain(Session, browser.Cookies.Keys);
    }

    [Fact]
    public async Task A_page_of_another_site_signs_nobody_out()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var desk = await StartAsync("Production", provider.Settings);
        var browser = new Browser(desk.Http);
        await browser.SignInAsync(provider);

        Assert.Equal(HttpStatusCode.Forbidden, await desk.StatusOfAsync(Request(
            HttpMethod.Post, "/sign-out", headers: [("Cookie", $"{Session}={browser.Cookies[Session]}"), ("Sec-Fetch-Site", "cross-site")])));
    }

    [Fact]
    public async Task A_script_that_fetches_is_told_and_not_sent_elsewhere()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var desk = await StartAsync("Production", provider.Settings);

        Assert.Equal(HttpStatusCode.Unauthorized, await desk.StatusOfAsync(Request(HttpMethod.Get, "/", headers: [("Accept", "text/html"), ("Sec-Fetch-Mode", "cors")])));
        Assert.Equal(HttpStatusCode.Unauthorized, await desk.StatusOfAsync(Request(HttpMethod.Post, "/", headers: ("Accept", "text/html"))));
    }

    private static string Part(string json) => Base64UrlEncoder.Encode(json);

    private static string Tamper(string token)
    {
        var parts = token.Split('.');
        var payload = JwtPayload.Base64UrlDeserialize(parts[1]);
        payload["sub"] = "somebody-else";
        return $"{parts[0]}.{payload.Base64UrlEncode()}.{parts[2]}";
    }

    private static async Task GrantAsync(AccessDesk desk, bool granted)
    {
        var outcome = await desk.Services.GetRequiredService<DeskWriter>().DoAsync((RoleDesk roles) =>
            granted ? roles.GrantAsync("mira@example.com", Roles.Agent, "a test") : roles.RevokeAsync("mira-castellanez", Roles.Agent, "a test"));
        Assert.Null(outcome.Refusal);
    }
}
