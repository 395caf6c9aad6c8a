using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace BotDesk.Benchmarks.Channels;

/// <summary>Makes events and signs them as Slack does.</summary>
internal static class SlackEvents
{
    public const string Team = "T0BENCH";
    public const string Bot = "U0DESK";
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";

    /// <summary>The settings by which a desk is this workspace's app.</summary>
    public static Dictionary<string, string> Settings(ChannelServers servers) => new()
    {
        ["Channels__Slack__ApiBaseUrl"] = servers.Slack,
        ["Channels__Slack__BotToken"] = "xoxb-0-bench",
        ["Channels__Slack__SigningSecret"] = Secret,
    };

    /// <summary>What somebody wrote to the bot.</summary>
    /// <param name="channel">Their direct messages (<c>D…</c>), or a channel in which they mention it.</param>
    public static byte[] Message(string user, string channel, string ts, string text) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = "event_callback",
        ["team_id"] = Team,
        ["api_app_id"] = "A0DESK",
        ["event_id"] = $"Ev{ts}",
        ["event_time"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        ["authorizations"] = new JsonArray(new JsonObject { ["team_id"] = Team, ["user_id"] = Bot, ["is_bot"] = true }),
        ["event"] = new JsonObject
        {
            ["type"] = channel[0] == 'D' ? "message" : "app_mention",
            ["channel_type"] = channel[0] == 'D' ? "im" : "channel",
            ["user"] = user,
            ["channel"] = channel,
            ["ts"] = ts,
            ["text"] = channel[0] == 'D' ? text : $"<@{Bot}> {text}",
        },
    }.ToJsonString());

    /// <summary>A request with the signature of now.</summary>
    public static HttpRequestMessage Signed(byte[] body, int retry)
    {
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, "slack/events") { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", Sign(timestamp, body));
        if (retry > 0)
        {
            request.Headers.Add("X-Slack-Retry-Num", retry.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("X-Slack-Retry-Reason", "http_timeout");
        }

        return request;
    }

    /// <summary>The signature over the bytes (https://docs.slack.dev/authentication/verifying-requests-from-slack).</summary>
    public static string Sign(string timestamp, byte[] body) =>
        "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), (byte[])[.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. body]));
}
