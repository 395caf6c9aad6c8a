using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace BotDesk.Protocol.Tests.DirectLine;

/// <summary>Against botframework-directlinejs, the client inside Web Chat, as published on npm.</summary>
public sealed class PublicClientTests
{
    [NodeFact]
    public async Task The_public_client_talks_reconnects_and_sees_cards_updated()
    {
        await using var host = await DirectLineHost.StartAsync();
        var token = host.Tokens.Create("mira", "Mira");
        using var client = new PublicClient(host.Http.BaseAddress!.AbsoluteUri.TrimEnd('/'), token.Token);
        var conversation = new DirectLineHost.Conversation(host, token.ConversationId, token.Token, "");
        await client.UntilAsync("status", value => value.GetString() == "Online");

        await client.PostAsync("""{"type":"message","text":"hello","from":{"id":"somebody else"},"channelData":{"clientActivityID":"c1"}}""");
        var echo = await client.UntilAsync("activity", _ => true);
        var posted = await client.UntilAsync("posted", _ => true);
        Assert.Equal(("hello", "mira", "c1"), (echo.GetProperty("text").GetString(), echo.GetProperty("from").GetProperty("id").GetString(), echo.GetProperty("channelData").GetProperty("clientActivityID").GetString()));
        Assert.Equal(echo.GetProperty("id").GetString(), posted.GetString());

        conversation.Hears("waiting", "card-1");
        conversation.Hears("approved", "card-1");
        Assert.Equal("waiting", (await client.UntilAsync("activity", activity => activity.GetProperty("id").GetString() == "card-1")).GetProperty("text").GetString());
        Assert.Equal("approved", (await client.UntilAsync("activity", activity => activity.GetProperty("id").GetString() == "card-1")).GetProperty("text").GetString());

        await client.PostAsync("""{"type":"message","text":"see","from":{"id":"mira"},"attachments":[{"contentType":"text/plain","name":"log.txt","contentUrl":"data:text/plain,line"}]}""");
        var withFile = await client.UntilAsync("activity", activity => activity.GetProperty("text").GetString() == "see");
        Assert.Equal("line", await host.Http.GetStringAsync(new Uri(withFile.GetProperty("attachments")[0].GetProperty("contentUrl").GetString()!)));

        host.Streams.Close(token.ConversationId);
        conversation.Hears("while you were away");
        Assert.Equal("while you were away", (await client.UntilAsync("activity", _ => true)).GetProperty("text").GetString());

        host.Store.End(token.ConversationId);
        host.Streams.Close(token.ConversationId);
        Assert.Equal("conversation ended", (await client.UntilAsync("error", _ => true)).GetString());
    }

    private sealed class PublicClient : IDisposable
    {
        private readonly Process _process;
        private readonly List<JsonElement> _heard = [];

        public PublicClient(string domain, string token)
        {
            var nodeModules = typeof(PublicClientTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "NodeModules").Value!;
            Assert.True(Directory.Exists(Path.Combine(nodeModules, "botframework-directlinejs")), $"{nodeModules} is not complete: run 'npm ci' beside it, or build again.");
            var script = Path.Combine(AppContext.BaseDirectory, "DirectLine", "public-client.cjs");
            _process = Process.Start(new ProcessStartInfo("node", [script, nodeModules, domain, token]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        }

        public async Task PostAsync(string activity)
        {
            await _process.StandardInput.WriteLineAsync(activity);
            await _process.StandardInput.FlushAsync();
        }

        /// <summary>Waits until the client has said this; what it said besides can be asked for later.</summary>
        public async Task<JsonElement> UntilAsync(string what, Func<JsonElement, bool> isIt)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            for (var at = 0; ; at++)
            {
                if (at == _heard.Count)
                {
                    _heard.Add(JsonElement.Parse(await _process.StandardOutput.ReadLineAsync(patience.Token) ?? throw Silent(what)));
                }

                if (_heard[at].TryGetProperty(what, out var value) && isIt(value))
                {
                    _heard.RemoveAt(at);
                    return value;
                }
            }
        }

        private InvalidOperationException Silent(string what) => new($"The client ended without saying '{what}': {string.Join('\n', _heard)}");

        public void Dispose()
        {
            _process.Kill();
            _process.Dispose();
        }
    }
}
