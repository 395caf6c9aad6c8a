using System.Text;
using System.Text.Json;
using BotDesk.Protocol.Tests.Authentication;
using BotDesk.Protocol.Tests.DirectLine;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol.Tests.MicrosoftSdk;

/// <summary>Against botbuilder: the connector's addresses and bodies, the reading of activities, and which tokens are let in.</summary>
public sealed class BotbuilderTests : IDisposable
{
    private const string Thread = "19:a b@thread.tacv2;messageid=1/2?x#ü";

    private readonly ManualClock _clock = new();
    private readonly ProtocolHttp _http = new();

    public void Dispose() => _http.Dispose();

    [NodeFact]
    public async Task Microsofts_connector_understands_our_calls()
    {
        using var peer = await BotbuilderPeer.StartAsync();
        var options = Options.Create(new BotFrameworkOptions { AllowUnauthenticatedLocalCallers = true });
        var client = new ConnectorClient(_http.Invoker, new OutboundTokens(_http.Invoker, options, _clock, NullLogger<OutboundTokens>.Instance), options, _clock);
        var activity = Encoding.UTF8.GetBytes("""{"type":"message","text":"grüße","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard"}}]}""");

        Assert.Equal(DeliveryResult.Delivered("send-id"), await client.SendAsync(peer.Url, Thread, null, activity, default));
        Assert.Equal(DeliveryResult.Delivered("reply-id"), await client.SendAsync(peer.Url, Thread, "f:1/2", activity, default));
        Assert.Equal(DeliveryResult.Delivered("update-id"), await client.UpdateAsync(peer.Url, Thread, "1:x", activity, default));
        Assert.True((await client.DeleteAsync(peer.Url, Thread, "1:x", default)).IsDelivered);
        var created = await client.CreateConversationAsync(peer.Url, new ConversationParameters { IsGroup = false, TenantId = "t", Members = [new ChannelAccount { Id = "29:1" }] }, default);
        var member = await client.GetMemberAsync(peer.Url, Thread, "29:1", default);
        var members = await client.GetMembersAsync(peer.Url, Thread, 50, "next", default);

        Assert.Equal(("a:new", "1:first", "https://smba.example.com/"), (created.ConversationId, created.Result.ActivityId, created.ServiceUrl));
        Assert.Equal(("29:1", "o"), (member.Value!.Id, member.Value.AadObjectId));
        Assert.Equal("more", members.Value!.ContinuationToken);
        var calls = (await peer.CallsAsync()).Where(call => call.Name != "authenticate").ToList();
        Assert.Equal(["send", "reply", "update", "delete", "create", "member", "members"], calls.Select(call => call.Name));
        Assert.All(calls.Where(call => call.Name != "create"), call => Assert.Equal(Thread, call.Arguments[0].GetString()));
        Assert.Equal("f:1/2", calls[1].Arguments[1].GetString());
        Assert.Equal("grüße", calls[1].Arguments[2].GetProperty("text").GetString());
        Assert.Equal("AdaptiveCard", calls[2].Arguments[2].GetProperty("attachments")[0].GetProperty("content").GetProperty("type").GetString());
        Assert.Equal("29:1", calls[4].Arguments[0].GetProperty("members")[0].GetProperty("id").GetString());
    }

    [NodeFact]
    public async Task The_token_reaches_Microsofts_connector()
    {
        using var peer = await BotbuilderPeer.StartAsync();
        var network = FakeNetwork.Answering(_ => FakeNetwork.Json(System.Net.HttpStatusCode.OK, """{"access_token":"secret","expires_in":3600,"token_type":"Bearer"}"""));
        var options = Options.Create(new BotFrameworkOptions { AppId = "app", AppPassword = "p", TenantId = "t", AllowUnauthenticatedLocalCallers = true });
        var client = new ConnectorClient(_http.Invoker, new OutboundTokens(new HttpMessageInvoker(network), options, _clock, NullLogger<OutboundTokens>.Instance), options, _clock);

        await client.SendAsync(peer.Url, "c", null, "{\"type\":\"message\"}"u8.ToArray(), default);

        Assert.Equal("Bearer secret", (await peer.CallsAsync()).First(call => call.Name == "authenticate").Arguments[0].GetString());
    }

    [NodeFact]
    public async Task Activities_are_read_as_Microsofts_SDK_reads_them()
    {
        using var peer = await BotbuilderPeer.StartAsync();
        string[] activities =
        [
            Message("<at>Desk</at> my tickets", """[{"type":"mention","text":"<at>Desk</at>","mentioned":{"id":"28:bot","name":"Desk"}}]"""),
            Message("tell <at>Mira</at> that <at>Desk</at> knows", """[{"type":"mention","text":"<at>Mira</at>","mentioned":{"id":"29:m"}},{"type":"mention","text":"<at>Desk</at>","mentioned":{"id":"28:bot"}}]"""),
            Message("no mention <at>Desk</at>", "[]"),
            Message("plain", """[{"type":"clientInfo","locale":"en-US"}]"""),
        ];

        foreach (var json in activities)
        {
            Assert.True(ActivityJson.TryParse(Encoding.UTF8.GetBytes(json), out var ours, out _));
            var theirs = await peer.ReadAsync(json);
            var (reference, expected) = (ours.GetConversationReference(), theirs.GetProperty("reference"));

            Assert.Equal(theirs.GetProperty("text").GetString(), ours.TextWithoutMentions());
            Assert.Equal(theirs.GetProperty("mentions").EnumerateArray().Select(id => id.GetString()), ours.Mentions().Select(mention => mention.Mentioned.Id));
            Assert.Equal(
                (expected.GetProperty("activityId").GetString(), expected.GetProperty("channelId").GetString(), expected.GetProperty("serviceUrl").GetString(), expected.GetProperty("locale").GetString()),
                (reference.ActivityId, reference.ChannelId, reference.ServiceUrl, reference.Locale));
            Assert.Equal((expected.GetProperty("user").GetProperty("id").GetString(), expected.GetProperty("bot").GetProperty("id").GetString()), (reference.User?.Id, reference.Bot?.Id));
            Assert.Equal(expected.GetProperty("conversation").GetProperty("id").GetString(), reference.Conversation?.Id);
        }
    }

    [NodeFact]
    public async Task Tokens_are_judged_as_by_Microsofts_SDK_or_more_strictly()
    {
        using var peer = await BotbuilderPeer.StartAsync();
        var authority = new ChannelAuthority();

        // Microsoft's SDK knows no other clock than the machine's.
        authority.Clock.Advance(DateTimeOffset.UtcNow - authority.Clock.GetUtcNow());
        await peer.TrustAsync(authority.Metadata, authority.PublishedKeys);
        var tokens = authority.Tokens();

        foreach (var algorithm in (string[])["RS256", "RS384", "RS512"])
        {
            Assert.Equal((true, true), await Judged(authority.Sign(header: header => header["alg"] = algorithm)));
        }

        Assert.Equal((false, false), await Judged(authority.Sign(), channelId: "slack"));
        Assert.Equal((false, false), await Judged(authority.Sign(), serviceUrl: "https://elsewhere.example.com/"));
        foreach (var (wrong, make) in InboundTokenTests.WrongTokens)
        {
            // There are some that the SDK would let in, such as one that never ends.
            Assert.False((await Judged(make(authority))).Ours, wrong);
        }

        async Task<(bool Theirs, bool Ours)> Judged(string token, string channelId = "msteams", string serviceUrl = ChannelAuthority.ServiceUrl)
        {
            var (caller, _) = await tokens.AuthenticateAsync(token, default);
            var refused = caller is null || caller.Refuses(new Activity { Type = "message", ChannelId = channelId, ServiceUrl = serviceUrl }) is not null;
            return (await peer.AcceptsAsync(token, channelId, serviceUrl, ChannelAuthority.AppId), !refused);
        }
    }

    private static string Message(string text, string entities) => JsonSerializer.Serialize(new
    {
        type = "message",
        id = "1:a",
        channelId = "msteams",
        serviceUrl = ChannelAuthority.ServiceUrl,
        locale = "en-US",
        from = new { id = "29:u", name = "U" },
        recipient = new { id = "28:bot", name = "Desk" },
        conversation = new { id = Thread, conversationType = "channel", isGroup = true },
        text,
        entities = JsonElement.Parse(entities),
    });
}
