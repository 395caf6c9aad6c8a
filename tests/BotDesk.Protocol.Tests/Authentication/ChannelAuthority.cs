using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol.Tests.Authentication;

/// <summary>Plays the service that vouches for channels: publishes keys, and signs tokens with them, right ones and wrong ones.</summary>
internal sealed class ChannelAuthority
{
    public const string AppId = "00000000-0000-0000-0000-00000000b07d";
    public const string ServiceUrl = "https://smba.example.com/emea/";

    // Making a key takes long, and each test may use the same ones.
    private static readonly ConcurrentDictionary<string, RSA> MadeKeys = new();

    private readonly JsonArray _published = [];

    public ChannelAuthority()
    {
        Network = FakeNetwork.Answering(request =>
            IsDown ? throw new HttpRequestException("down")
            : request.RequestUri!.AbsolutePath.EndsWith("openidconfiguration", StringComparison.Ordinal)
                ? FakeNetwork.Json(HttpStatusCode.OK, Metadata)
                : FakeNetwork.Json(HttpStatusCode.OK, Keys ?? PublishedKeys));
        Key = Publish("key-1", "msteams", "directline");
    }

    public FakeNetwork Network { get; }

    public ManualClock Clock { get; } = new();

    public bool IsDown { get; set; }

    public string Metadata { get; set; } = """{"issuer":"https://api.botframework.com","jwks_uri":"https://login.example.com/keys"}""";

    /// <summary>Instead of the published keys.</summary>
    public string? Keys { get; set; }

    public RSA Key { get; }

    /// <summary>The published keys as JSON.</summary>
    public string PublishedKeys => new JsonObject { ["keys"] = _published.DeepClone() }.ToJsonString();

    /// <summary>How often the keys were asked for.</summary>
    public int Fetches => Network.Calls.Count(call => call.Url.EndsWith("openidconfiguration", StringComparison.Ordinal));

    public InboundTokens Tokens(Action<BotFrameworkOptions>? configure = null)
    {
        var settings = new BotFrameworkOptions { AppId = AppId };
        configure?.Invoke(settings);
        var options = Options.Create(settings);
        var source = new SigningKeySource(new HttpMessageInvoker(Network), options, Clock, NullLogger<SigningKeySource>.Instance);
        return new InboundTokens(source, options, Clock, NullLogger<InboundTokens>.Instance);
    }

    public RSA Publish(string kid, params string[] endorsements)
    {
        var key = MadeKeys.GetOrAdd(kid, _ => RSA.Create(2048));
        var parameters = key.ExportParameters(false);
        _published.Add(new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = kid,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            ["endorsements"] = new JsonArray([.. endorsements.Select(item => JsonValue.Create(item))]),
        });
        return key;
    }

    public void Withdraw(string kid) => _published.Remove(_published.First(key => (string?)key!["kid"] == kid));

    /// <summary>A token as a channel has it, unless changed.</summary>
    public string Sign(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, RSA? key = null, Func<RSA, byte[], byte[]>? sign = null)
    {
        var head = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = "key-1" };
        header?.Invoke(head);
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        var payload = new JsonObject
        {
            ["iss"] = "https://api.botframework.com",
            ["aud"] = AppId,
            ["nbf"] = now - 60,
            ["exp"] = now + 3600,
            ["serviceurl"] = ServiceUrl,
        };
        claims?.Invoke(payload);
        var content = $"{Part(head)}.{Part(payload)}";
        var signature = (sign ?? ((rsa, data) => rsa.SignData(data, Hash((string?)head["alg"]), RSASignaturePadding.Pkcs1)))(key ?? Key, Encoding.ASCII.GetBytes(content));
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    private static HashAlgorithmName Hash(string? algorithm) => algorithm switch { "RS384" => HashAlgorithmName.SHA384, "RS512" => HashAlgorithmName.SHA512, _ => HashAlgorithmName.SHA256 };

    private static string Part(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
