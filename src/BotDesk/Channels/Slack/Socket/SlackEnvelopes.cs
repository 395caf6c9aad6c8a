using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Channels.Slack.Inbound;

namespace BotDesk.Channels.Slack.Socket;

/// <summary>What comes over a line of Socket Mode: the same as Slack would post, each in an envelope (https://docs.slack.dev/apis/events-api/using-socket-mode).</summary>
internal sealed partial class SlackEnvelopes(SlackEvents events, SlackInteractions interactions, SlackCommands commands, ILogger<SlackEnvelopes> logger)
{
    /// <returns>The acknowledgement; null where there shall be none, so that Slack sends the envelope again.</returns>
    public async Task<JsonObject?> ReceiveAsync(JsonElement envelope, CancellationToken cancellationToken)
    {
        if (envelope.Text("envelope_id") is not { Length: > 0 } id || !envelope.TryGetProperty("payload", out var payload))
        {
            return null;
        }

        try
        {
            var acknowledgement = new JsonObject { ["envelope_id"] = id };
            if (await HandleAsync(envelope.Text("type"), payload, cancellationToken) is { } answer && envelope.Is("accepts_response_payload"))
            {
                acknowledgement["payload"] = answer;
            }

            return acknowledgement;
        }
#pragma warning disable CA1031 // Whatever went wrong, the line goes on; without an acknowledgement Slack sends it again.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.NotTaken(logger, error);
            return null;
        }
    }

    private async Task<JsonNode?> HandleAsync(string? type, JsonElement payload, CancellationToken cancellationToken)
    {
        switch (type)
        {
            case "events_api":
                await events.ReceiveAsync(payload, cancellationToken);
                return null;
            case "interactive":
                return await interactions.ReceiveAsync(payload, cancellationToken);
            case "slash_commands":
                return JsonSerializer.SerializeToNode(await commands.ReceiveAsync(name => payload.Text(name), cancellationToken), JsonSerializerOptions.Web);
            default:
                return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What Slack sent over its line was not taken; it is not acknowledged, so that it comes again.")]
        public static partial void NotTaken(ILogger logger, Exception error);
    }
}
