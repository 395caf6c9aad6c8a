using System.Net;
using System.Text.Json;

namespace BotDesk.Protocol.Tests.DirectLine;

public sealed class ConversationTests
{
    [Fact]
    public async Task What_a_person_says_comes_back_on_the_stream_with_the_clients_own_mark()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        using var stream = await conversation.OpenStreamAsync();

        var id = await conversation.SaysAsync("my vpn drops", "client-1");

        var frame = await stream.NextFrameAsync();
        var echo = Assert.Single(frame!.Value.GetProperty("activities").EnumerateArray());
        Assert.Equal("1", frame.Value.GetProperty("watermark").GetString());
        Assert.Equal(id, echo.GetProperty("id").GetString());
        Assert.Equal("client-1", echo.GetProperty("channelData").GetProperty("clientActivityID").GetString());
        Assert.Equal("user", echo.GetProperty("from").GetProperty("role").GetString());
        Assert.False(echo.TryGetProperty("serviceUrl", out _));
    }

    [Fact]
    public async Task The_bot_hears_that_a_conversation_started_and_then_what_was_said()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        await conversation.SaysAsync("hello");

        Assert.Collection(
            host.Store.HandedToBot,
            started =>
            {
                Assert.Equal(ActivityTypes.ConversationUpdate, started.Type);
                Assert.Equal(["bot", "mira"], started.MembersAdded!.Select(member => member.Id));
            },
            said =>
            {
                Assert.Equal(("hello", "mira", "Mira", "bot", "directline"), (said.Text, said.From!.Id, said.From.Name, said.Recipient!.Id, said.ChannelId));
                Assert.Equal(conversation.Id, said.Conversation!.Id);
            });
    }

    [Fact]
    public async Task Starting_again_with_the_same_token_is_the_same_conversation()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();

        var (status, body, _) = await host.PostAsync("conversations", conversation.Token);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(conversation.Id, body.GetProperty("conversationId").GetString());
        Assert.Single(host.Store.HandedToBot);
    }

    [Fact]
    public async Task What_a_client_claims_to_be_is_overwritten()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();

        await conversation.PostAsync("""
            {"type":"message","text":"x","id":"mine","timestamp":"1999-01-01T00:00:00Z","from":{"id":"admin","name":"Root","role":"bot","aadObjectId":"7"},"channelId":"msteams",
             "serviceUrl":"https://evil.example.com/","conversation":{"id":"other"},"recipient":{"id":"r"},"deliveryMode":"expectReplies","callerId":"urn:x","relatesTo":{"serviceUrl":"https://evil.example.com/"}}
            """);

        var said = host.Store.HandedToBot[^1];
        Assert.Equal(("mira", "Mira", "user", null), (said.From!.Id, said.From.Name, said.From.Role, said.From.AadObjectId));
        Assert.Equal(("directline", "urn:botdesk:directline", conversation.Id, "bot"), (said.ChannelId, said.ServiceUrl, said.Conversation!.Id, said.Recipient!.Id));
        Assert.Equal(host.Clock.GetUtcNow(), said.Timestamp);
        Assert.NotEqual("mine", said.Id);
        Assert.Null(said.DeliveryMode);
        Assert.Null(said.RelatesTo);
        Assert.Null(said.Extensions);
    }

    [Fact]
    public async Task The_same_sending_repeated_is_said_once()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();

        var first = await conversation.SaysAsync("once", "client-1");
        var again = await conversation.SaysAsync("once", "client-1");

        Assert.Equal(first, again);
        Assert.Equal(2, host.Store.HandedToBot.Count);
    }

    [Fact]
    public async Task Nothing_is_acknowledged_that_was_not_kept()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        host.Store.Trouble = new IOException("disk full at /secret/path");

        var (status, body, _) = await conversation.PostAsync("""{"type":"message","text":"x"}""");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.DoesNotContain("secret", body.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 400, "BadSyntax")]
    [InlineData("{", 400, "BadSyntax")]
    [InlineData("[]", 400, "BadSyntax")]
    [InlineData("null", 400, "BadSyntax")]
    [InlineData("{}", 400, "BadArgument")]
    [InlineData("""{"type":"conversationUpdate","membersAdded":[{"id":"x"}]}""", 400, "BadArgument")]
    [InlineData("""{"type":"installationUpdate"}""", 400, "BadArgument")]
    [InlineData("""{"type":"invoke","name":"x"}""", 400, "BadArgument")]
    [InlineData("""{"type":"message","text":["x"]}""", 400, "BadSyntax")]
    public async Task A_post_that_makes_no_sense_is_refused_with_a_reason(string json, int status, string code)
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();

        var answer = await conversation.PostAsync(json);

        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(code, answer.Body.GetProperty("error").GetProperty("code").GetString());
        Assert.Single(host.Store.HandedToBot);
    }

    [Theory]
    [InlineData("""{"type":"typing"}""")]
    [InlineData("""{"type":"event","name":"webchat/join","value":{"language":"en"}}""")]
    [InlineData("""{"type":"somethingNew"}""")]
    [InlineData("""{"type":"message","value":{"verb":"x"},"channelData":{"postBack":true}}""")]
    [InlineData("""{"type":"message","text":"\ud83d \u0000 \u001b"}""")]
    [InlineData("""{"type":"message","channelData":"odd"}""")]
    [InlineData("""{"type":"message","channelData":{"clientActivityID":7}}""")]
    public async Task Everything_else_passes_through(string json)
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();

        Assert.Equal(HttpStatusCode.OK, (await conversation.PostAsync(json)).Status);
        Assert.Equal(2, host.Store.HandedToBot.Count);
    }

    [Fact]
    public async Task A_megabyte_is_too_much()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();

        var (status, body, _) = await conversation.PostAsync(JsonSerializer.Serialize(new { type = "message", text = new string('x', 1_000_000) }));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal("MessageSizeTooBig", body.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Polling_reads_page_by_page_and_ends_where_it_is()
    {
        await using var host = await DirectLineHost.StartAsync(options => options.PageSize = 2);
        var conversation = await host.ConverseAsync();
        foreach (var text in (string[])["a", "b", "c"])
        {
            await conversation.SaysAsync(text);
        }

        var seen = new List<string>();
        var watermark = string.Empty;
        for (var page = 0; page < 3; page++)
        {
            var (_, body, _) = await host.GetAsync($"conversations/{conversation.Id}/activities?watermark={watermark}", conversation.Token);
            seen.AddRange(body.GetProperty("activities").EnumerateArray().Select(activity => activity.GetProperty("text").GetString()!));
            watermark = body.GetProperty("watermark").GetString()!;
        }

        Assert.Equal(["a", "b", "c"], seen);
        Assert.Equal("3", watermark);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("99999999999999999999")]
    public async Task A_watermark_this_server_never_gave_is_refused(string watermark)
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await host.GetAsync($"conversations/{conversation.Id}/activities?watermark={watermark}", conversation.Token)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.GetAsync($"conversations/{conversation.Id}?watermark={watermark}", conversation.Token)).Status);
    }

    [Fact]
    public async Task A_long_history_is_replayed_from_its_latest_part()
    {
        await using var host = await DirectLineHost.StartAsync(options => options.HistoryLimit = 2);
        var conversation = await host.ConverseAsync();
        foreach (var text in (string[])["a", "b", "c"])
        {
            await conversation.SaysAsync(text);
        }

        using var stream = await conversation.OpenStreamAsync();

        Assert.Equal(["b", "c"], (await stream.NextAsync(2)).Texts);
    }
}
