using System.Net;
using System.Net.WebSockets;

namespace BotDesk.Protocol.Tests.DirectLine;

public sealed class StreamTests
{
    [Fact]
    public async Task After_a_reconnect_everything_since_the_watermark_is_there()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        using var stream = await conversation.OpenStreamAsync();
        conversation.Hears("first");
        var (_, watermark) = await stream.NextAsync(1);
        stream.Socket.Abort();
        conversation.Hears("second");
        conversation.Hears("third");

        var (status, body, _) = await host.GetAsync($"conversations/{conversation.Id}?watermark={watermark}", conversation.Token);
        using var again = await DirectLineHost.Stream.OpenAsync(body.GetProperty("streamUrl").GetString()!);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEmpty(body.GetProperty("token").GetString()!);
        Assert.Equal(["second", "third"], (await again.NextAsync(2)).Texts);
    }

    [Fact]
    public async Task An_update_is_a_new_entry_with_the_same_id()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        using var stream = await conversation.OpenStreamAsync();
        conversation.Hears("waiting for approval", "card-1");
        var first = await stream.NextFrameAsync();
        conversation.Hears("approved", "card-1");
        var second = await stream.NextFrameAsync();

        Assert.Equal(("card-1", "1"), (Id(first), first!.Value.GetProperty("watermark").GetString()));
        Assert.Equal(("card-1", "2"), (Id(second), second!.Value.GetProperty("watermark").GetString()));

        static string? Id(System.Text.Json.JsonElement? frame) => frame!.Value.GetProperty("activities")[0].GetProperty("id").GetString();
    }

    [Fact]
    public async Task Pings_and_junk_are_ignored()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        using var stream = await conversation.OpenStreamAsync();

        foreach (var junk in (string[])["", "{", """{"activities":[]}""", "\0", new string('x', 5000), ""])
        {
            await stream.SendAsync(junk);
        }

        await stream.Socket.SendAsync(new byte[] { 0xFF, 0xFE }, WebSocketMessageType.Binary, true, CancellationToken.None);
        conversation.Hears("still here");

        Assert.Equal(["still here"], (await stream.NextAsync(1)).Texts);
    }

    [Fact]
    public async Task A_message_without_end_closes_the_socket()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        using var stream = await conversation.OpenStreamAsync();

        await stream.SendAsync(new string('x', 200_000));

        await ClosesAsync(stream);
    }

    [Fact]
    public async Task What_another_instance_committed_is_found_by_looking()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        using var stream = await conversation.OpenStreamAsync();
        conversation.Hears("from here");
        await stream.NextAsync(1);

        host.Store.BotSays(conversation.Id, new Activity { Type = "message", Text = "from elsewhere", Id = "2" });
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["from elsewhere"], (await stream.NextAsync(1)).Texts);
    }

    [Fact]
    public async Task A_socket_that_reads_nothing_holds_nobody_up()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        using var idle = await conversation.OpenStreamAsync();
        using var reading = await conversation.OpenStreamAsync();
        var large = new string('x', 200_000);
        for (var i = 0; i < 100; i++)
        {
            conversation.Hears(large); // 20 MB: more than the buffers in between take
        }

        Assert.Equal(100, (await reading.NextAsync(100)).Texts.Count);
        await conversation.SaysAsync("hello");
        Assert.Equal(["hello"], (await reading.NextAsync(1)).Texts);
    }

    [Fact]
    public async Task A_socket_that_takes_too_long_is_dropped()
    {
        await using var host = await DirectLineHost.StartAsync(options => options.SocketSendTimeout = TimeSpan.FromMilliseconds(200));
        var conversation = await host.ConverseAsync();
        using var idle = await conversation.OpenStreamAsync();
        for (var i = 0; i < 100; i++)
        {
            conversation.Hears(new string('x', 200_000));
        }

        await Eventually.TrueAsync(() => host.Streams.Count == 0);
    }

    [Fact]
    public async Task A_conversation_has_a_limited_number_of_sockets_and_gets_them_back()
    {
        await using var host = await DirectLineHost.StartAsync(options => options.MaxSocketsPerConversation = 2);
        var conversation = await host.ConverseAsync();
        using var first = await conversation.OpenStreamAsync();
        using var second = await conversation.OpenStreamAsync();
        await Eventually.TrueAsync(() => host.Streams.Count == 2);

        var refused = await Assert.ThrowsAsync<WebSocketException>(conversation.OpenStreamAsync);
        Assert.Contains("429", refused.Message, StringComparison.Ordinal);

        await first.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await Eventually.TrueAsync(() => host.Streams.Count == 1);
        using var third = await conversation.OpenStreamAsync();
    }

    [Fact]
    public async Task A_stream_ends_with_its_token_and_a_refreshed_one_keeps_it_open()
    {
        await using var host = await DirectLineHost.StartAsync();
        var (lapsing, renewing) = (await host.ConverseAsync("lapsing"), await host.ConverseAsync("renewing"));
        using var ends = await lapsing.OpenStreamAsync();
        using var stays = await renewing.OpenStreamAsync();
        await Eventually.TrueAsync(() => host.Streams.Count == 2);

        host.Clock.Advance(TimeSpan.FromMinutes(45));
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("tokens/refresh", renewing.Token)).Status);
        host.Clock.Advance(TimeSpan.FromMinutes(20));

        await ClosesAsync(ends);
        renewing.Hears("still here");
        Assert.Equal(["still here"], (await stays.NextAsync(1)).Texts);
    }

    [Fact]
    public async Task An_ended_conversation_closes_its_streams_and_is_404_from_then_on()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        using var stream = await conversation.OpenStreamAsync();
        await Eventually.TrueAsync(() => host.Streams.Count == 1);

        host.Store.End(conversation.Id);
        host.Streams.Close(conversation.Id);

        await ClosesAsync(stream);
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync($"conversations/{conversation.Id}?watermark=", conversation.Token)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await conversation.PostAsync("""{"type":"message","text":"x"}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.PostAsync("conversations", conversation.Token)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.PostAsync("tokens/refresh", conversation.Token)).Status);
    }

    [Fact]
    public async Task A_stream_address_asked_without_a_websocket_says_so()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();

        using var response = await host.Http.GetAsync(new Uri(conversation.StreamUrl.Replace("ws://", "http://", StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
    }

    [Theory]
    [InlineData("", 401)]
    [InlineData("junk", 403)]
    public async Task A_stream_needs_a_token(string token, int status)
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        var url = conversation.StreamUrl[..conversation.StreamUrl.IndexOf("&t=", StringComparison.Ordinal)] + "&t=" + token;

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => DirectLineHost.Stream.OpenAsync(url));

        Assert.Contains($"'{status}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_is_not_opened_with_the_token_of_another_conversation()
    {
        await using var host = await DirectLineHost.StartAsync();
        var (mine, theirs) = (await host.ConverseAsync("mira"), await host.ConverseAsync("jonas"));

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => DirectLineHost.Stream.OpenAsync(theirs.StreamUrl.Replace(theirs.Id, mine.Id, StringComparison.Ordinal)));

        Assert.Contains("'403'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_token_of_a_streams_address_one_can_only_listen()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        var token = Uri.UnescapeDataString(conversation.StreamUrl[(conversation.StreamUrl.IndexOf("&t=", StringComparison.Ordinal) + 3)..]);

        Assert.Equal(HttpStatusCode.Forbidden, (await (conversation with { Token = token }).PostAsync("""{"type":"message","text":"x"}""")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.PostAsync("tokens/refresh", token)).Status);
    }

    [Fact]
    public async Task When_the_store_fails_the_socket_closes_and_the_client_can_come_back()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        using var stream = await conversation.OpenStreamAsync();
        conversation.Hears("before");
        await stream.NextAsync(1);
        host.Store.Trouble = new IOException("disk");
        conversation.Hears("during");

        await ClosesAsync(stream);
        await Eventually.TrueAsync(() => host.Streams.Count == 0);
        host.Store.Trouble = null;
        using var again = await conversation.OpenStreamAsync();
        Assert.Equal(["before", "during"], (await again.NextAsync(2)).Texts);
    }

    [Fact]
    public async Task The_server_stops_without_waiting_for_its_sockets()
    {
        var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        using var stream = await conversation.OpenStreamAsync();
        await Eventually.TrueAsync(() => host.Streams.Count == 1);

        await host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        await ClosesAsync(stream);
    }

    private static async Task ClosesAsync(DirectLineHost.Stream stream)
    {
        try
        {
            while (await stream.NextFrameAsync() is not null)
            {
            }
        }
        catch (WebSocketException)
        {
            // Cut instead of closed: over all the same.
        }
    }
}
