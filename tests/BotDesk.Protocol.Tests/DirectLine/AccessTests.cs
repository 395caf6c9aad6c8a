using System.Net;
using BotDesk.Protocol.DirectLine;

namespace BotDesk.Protocol.Tests.DirectLine;

public sealed class AccessTests
{
    private const string Hello = """{"type":"message","text":"hello"}""";

    [Fact]
    public async Task A_secret_makes_a_token_for_the_person_it_names()
    {
        await using var host = await DirectLineHost.StartAsync();

        var (status, body, _) = await host.PostAsync("tokens/generate", DirectLineHost.Secret, """{"user":{"id":"dl_mira","name":"Mira"}}""");
        var token = body.GetProperty("token").GetString();
        await host.PostAsync("conversations", token);
        await host.PostAsync($"conversations/{body.GetProperty("conversationId").GetString()}/activities", token, """{"type":"message","from":{"id":"dl_other"}}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(3600, body.GetProperty("expires_in").GetInt32());
        Assert.Equal(("dl_mira", "Mira"), (host.Store.HandedToBot[^1].From!.Id, host.Store.HandedToBot[^1].From!.Name));
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("wrong-secret-wrong-secret", 403)]
    [InlineData("", 401)]
    public async Task Without_the_secret_there_is_no_token(string? secret, int status)
    {
        await using var host = await DirectLineHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "tokens/generate");
        if (secret is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", secret.Length == 0 ? "Basic eDp5" : $"Bearer {secret}");
        }

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_token_makes_no_tokens()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await host.PostAsync("tokens/generate", conversation.Token)).Status);
    }

    [Fact]
    public async Task In_development_a_local_caller_needs_no_secret()
    {
        await using var host = await DirectLineHost.StartAsync(options => options.AllowUnauthenticatedLocalCallers = true);

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("tokens/generate", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("tokens/generate", null, "{}", "http://localhost:5000")).Status);
        Assert.Equal(HttpStatusCode.Created, (await host.PostAsync("conversations", null, """{"user":{"id":"me"}}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync("conversations", null, """{"user":{"id":"dl_me"}}""")).Status);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Host", "desk.example.com")]
    [InlineData("Origin", "https://evil.example.com")]
    public async Task What_only_looks_local_does(string header, string value)
    {
        await using var host = await DirectLineHost.StartAsync(options => options.AllowUnauthenticatedLocalCallers = true);
        using var request = new HttpRequestMessage(HttpMethod.Post, "tokens/generate");
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_token_is_for_one_conversation()
    {
        await using var host = await DirectLineHost.StartAsync();
        var (mine, theirs) = (await host.ConverseAsync("mira"), await host.ConverseAsync("jonas"));

        Assert.Equal(HttpStatusCode.Forbidden, (await host.GetAsync($"conversations/{theirs.Id}", mine.Token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.GetAsync($"conversations/{theirs.Id}/activities", mine.Token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.PostAsync($"conversations/{theirs.Id}/activities", mine.Token, Hello)).Status);
    }

    [Fact]
    public async Task A_token_for_somebody_elses_conversation_opens_nothing()
    {
        await using var host = await DirectLineHost.StartAsync();
        var theirs = await host.ConverseAsync("jonas");
        var token = host.Tokens.Create("mira", "Mira", theirs.Id).Token;

        Assert.Equal(HttpStatusCode.Forbidden, (await host.PostAsync("conversations", token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.GetAsync($"conversations/{theirs.Id}", token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.PostAsync($"conversations/{theirs.Id}/activities", token, Hello)).Status);
    }

    [Fact]
    public async Task An_expired_token_is_403_and_says_so()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(61));

        foreach (var answer in new[]
        {
            await conversation.PostAsync(Hello), await host.GetAsync($"conversations/{conversation.Id}", conversation.Token),
            await host.PostAsync("tokens/refresh", conversation.Token), await host.PostAsync("conversations", conversation.Token),
        })
        {
            Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
            Assert.Equal("TokenExpired", answer.Body.GetProperty("error").GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task A_refreshed_token_goes_on_where_the_old_one_ends()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(45));
        var (_, body, _) = await host.PostAsync("tokens/refresh", conversation.Token);
        host.Clock.Advance(TimeSpan.FromMinutes(45));

        var refreshed = conversation with { Token = body.GetProperty("token").GetString()! };

        Assert.Equal(HttpStatusCode.OK, (await refreshed.PostAsync(Hello)).Status);
        Assert.Equal("mira", host.Store.HandedToBot[^1].From!.Id);
    }

    [Theory]
    [InlineData("undefined")]
    [InlineData("AAAA")]
    [InlineData("a.b.c")]
    [InlineData("%%%")]
    public async Task A_token_that_was_not_made_here_is_403(string token)
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await host.GetAsync($"conversations/{conversation.Id}", token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.GetAsync($"conversations/{conversation.Id}", conversation.Token[..^2] + "xx")).Status);
    }

    [Fact]
    public async Task A_conversation_that_never_was_is_404()
    {
        await using var host = await DirectLineHost.StartAsync();
        var token = host.Tokens.Create("mira", null);

        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync($"conversations/{token.ConversationId}", token.Token)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.PostAsync($"conversations/{token.ConversationId}/activities", token.Token, Hello)).Status);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("ü")]
    public async Task A_conversation_id_that_cannot_stand_in_a_url_is_not_given_out(string conversationId)
    {
        await using var host = await DirectLineHost.StartAsync();

        Assert.Throws<ArgumentException>(() => host.Tokens.Create("mira", null, conversationId));
    }

    [Fact]
    public async Task Pages_of_allowed_origins_may_call_and_others_may_not()
    {
        await using var host = await DirectLineHost.StartAsync(options => options.AllowedOrigins.Add("https://intranet.example.com"));

        var allowed = (await host.CallAsync(HttpMethod.Options, "conversations", null, null, "https://intranet.example.com")).Response;
        var foreign = (await host.CallAsync(HttpMethod.Options, "conversations", null, null, "https://evil.example.com")).Response;

        Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
        Assert.Equal("https://intranet.example.com", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("authorization, content-type, x-ms-bot-agent, x-requested-with", string.Join(", ", allowed.Headers.GetValues("Access-Control-Allow-Headers")));
        Assert.False(foreign.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Contains("Origin", foreign.Headers.Vary);
    }

    [Fact]
    public async Task A_refusal_too_is_readable_for_allowed_pages()
    {
        await using var host = await DirectLineHost.StartAsync(options => options.AllowedOrigins.Add("https://intranet.example.com"));

        var (status, _, response) = await host.PostAsync("conversations", null, "{}", "https://intranet.example.com");

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.True(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public void Settings_that_cannot_be_right_stop_the_start()
    {
        var options = new DirectLineOptions { TokenLifetime = TimeSpan.FromDays(400), PageSize = 0 };
        options.Secrets.Add("short");
        options.AllowedOrigins.Add("https://intranet.example.com/");

        var failures = new DirectLineOptionsCheck().Validate(null, options).Failures!.ToList();

        Assert.Equal(4, failures.Count);
        Assert.All(["Secrets", "AllowedOrigins", "TokenLifetime", "PageSize"], setting => Assert.Contains(failures, failure => failure.StartsWith(setting, StringComparison.Ordinal)));
    }
}
