using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using BotDesk.Channels.Slack;
using BotDesk.Channels.Slack.Inbound;
using BotDesk.Channels.Slack.Workspaces;
using Microsoft.Extensions.Options;

namespace BotDesk.CommandLine.Doctor;

/// <summary>The Slack app: its tokens and what they may do, whether Slack reaches the desk, and whether both mean the same secret.</summary>
internal sealed class SlackExamination(IOptions<SlackOptions> options, IOptions<DeskOptions> desk, Outside outside, TimeProvider clock) : IExamination
{
    /// <summary>Slack's requests are believed for five minutes.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(4);

    public string Subject => "Slack";

    public async IAsyncEnumerable<Finding> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var slack = options.Value;
        if (!slack.IsConfigured)
        {
            yield break;
        }

        if (slack.HasBotToken)
        {
            await foreach (var finding in TokenAsync(slack, cancellationToken))
            {
                yield return finding;
            }
        }

        if (slack.UsesSockets)
        {
            var line = await CallAsync(slack, "apps.connections.open", slack.AppToken!, [], cancellationToken);
            yield return IsOk(line)
                ? Finding.Good("Slack opens lines for Socket Mode.")
                : Finding.Bad($"Slack opens no line for Socket Mode ({Error(line)}).", "Turn Socket Mode on in the Slack app's settings, and set Channels:Slack:AppToken to an app-level token with the scope connections:write.");
        }
        else if (desk.Value.AddressOf("/slack/events") is { } events)
        {
            yield return await SecretAsync(slack, events, cancellationToken);
        }
        else
        {
            yield return Finding.Bad("Slack has no address at which it reaches the desk.", "Set BotDesk:PublicUrl, or use Socket Mode (Channels:Slack:AppToken).");
        }

        if (slack.AgentsChannel is { Length: > 0 } channel && slack.HasBotToken)
        {
            var room = await CallAsync(slack, "conversations.info", slack.BotToken!, [new("channel", channel)], cancellationToken);
            var isIn = IsOk(room) && room.Body.TryGetProperty("channel", out var found) && found.TryGetProperty("is_member", out var member) && member.ValueKind == JsonValueKind.True;
            yield return isIn
                ? Finding.Good("The app is in the agents' channel.")
                : Finding.Bad($"The app is not in the agents' channel {channel}{(IsOk(room) ? "" : $" ({Error(room)})")}.", "Invite the app into that channel, and check the id in Channels:Slack:AgentsChannel.");
        }
    }

    private async IAsyncEnumerable<Finding> TokenAsync(SlackOptions slack, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var who = await CallAsync(slack, "auth.test", slack.BotToken!, [], cancellationToken);
        if (!IsOk(who))
        {
            yield return who.Status == 0
                ? Finding.Bad($"{slack.ApiBaseUrl} is not reached: {who.Why}.", "Let this machine reach slack.com over https.")
                : Finding.Bad($"Slack does not accept the bot's token ({Error(who)}).", "Install the app again, and set Channels:Slack:BotToken to its \"Bot User OAuth Token\" (xoxb-…).");
            yield break;
        }

        yield return Finding.Good($"Slack accepts the bot's token, in the workspace {who.Text("team")} as {who.Text("user")}.");
        var granted = (who.Header("x-oauth-scopes") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var missing = SlackScopes.Bot.Except(granted).ToList();
        yield return missing.Count == 0
            ? Finding.Good("The token may do everything that the desk does in Slack.")
            : Finding.Bad($"The token lacks: {string.Join(", ", missing)}.", "Take manifests/slack/manifest.yaml into the Slack app's settings (\"App Manifest\"), and install the app again.");
        if (who.Date is { } date)
        {
            yield return Clocks.Compare("Slack's clock", date, clock.GetUtcNow(), Tolerance, "Let this machine follow a time server (NTP): what is older than five minutes is not believed.");
        }
    }

    /// <summary>Sends the running desk what Slack sends when its address is entered, signed as Slack signs.</summary>
    private async Task<Finding> SecretAsync(SlackOptions slack, Uri events, CancellationToken cancellationToken)
    {
        var challenge = Guid.NewGuid().ToString("N");
        var body = JsonSerializer.SerializeToUtf8Bytes(new { type = "url_verification", challenge });
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        var request = new HttpRequestMessage(HttpMethod.Post, events) { Content = content };
        request.Headers.Add(SlackSignature.TimestampHeader, timestamp);
        request.Headers.Add(SlackSignature.SignatureHeader, SlackSignature.Sign(slack.SigningSecret!, timestamp, body));
        var answer = await outside.AskAsync(request, cancellationToken);
        return answer.Status switch
        {
            200 => Finding.Good($"{events} is reached, and the desk there believes what is signed with this secret. It is the Request URL to set in the Slack app's settings."),
            0 => Finding.Bad($"{events} is not reached from here: {answer.Why}.", "Slack has to reach it from the internet; or use Socket Mode (Channels:Slack:AppToken)."),
            401 or 403 => Finding.Bad($"The desk at {events} does not believe what is signed with this secret.", "Set the same Channels:Slack:SigningSecret there, and compare that machine's clock with this one's."),
            var status => Finding.Bad($"{events} answers {status}.", "Let the proxy pass requests for /slack on to the desk as they are, headers and body included."),
        };
    }

    private Task<Answer> CallAsync(SlackOptions slack, string method, string token, IEnumerable<KeyValuePair<string, string>> arguments, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(slack.Api, method)) { Content = new FormUrlEncodedContent(arguments) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return outside.AskAsync(request, cancellationToken);
    }

    private static bool IsOk(Answer answer) => answer.Body.ValueKind == JsonValueKind.Object && answer.Body.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True;

    private static string Error(Answer answer) => answer.Text("error") ?? answer.Why ?? $"status {answer.Status}";
}
