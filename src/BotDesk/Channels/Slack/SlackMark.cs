using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Channels.Slack.Web;
using BotDesk.Data;
using BotDesk.Protocol;

namespace BotDesk.Channels.Slack;

/// <summary>
/// The outbox row's number in the message itself (https://docs.slack.dev/messaging/message-metadata), by which a process that takes over from a killed one
/// can tell whether Slack shows it already: Slack takes no idempotency key.
/// </summary>
internal sealed partial class SlackMark(SlackApi api, ILogger<SlackMark> logger)
{
    private const string Row = "row";

    /// <summary>Slack's clock and ours need not agree.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>Marks a message that is about to be sent.</summary>
    public static void Put(JsonObject message, OutboxRow row)
    {
        var metadata = message["metadata"] as JsonObject;
        if (metadata is null)
        {
            message["metadata"] = metadata = new JsonObject { ["event_type"] = "botdesk_message", ["event_payload"] = new JsonObject() };
        }

        metadata["event_payload"]![Row] = Name(row);
    }

    /// <summary>Looks for the message where it was to go.</summary>
    /// <returns>Its <c>ts</c>, empty when it is not there, and otherwise when to ask again; all null where Slack does not tell: then it is sent, rather twice than never.</returns>
    public async Task<(string? Ts, DeliveryResult? Later)> FindAsync(string channel, string? thread, OutboxRow row, string? team, CancellationToken cancellationToken)
    {
        var oldest = ((row.CreatedAt - (long)Skew.TotalMilliseconds) / 1000).ToString(CultureInfo.InvariantCulture);
        List<KeyValuePair<string, string>> arguments = [new("channel", channel), new("oldest", oldest), new("limit", "200"), new("include_all_metadata", "true")];
        if (thread is not null)
        {
            arguments.Add(new("ts", thread));
        }

        var answer = await api.ReadAsync(thread is null ? "conversations.history" : "conversations.replies", arguments, team, cancellationToken);
        if (answer.IsOk)
        {
            return (answer.Body.Each("messages").FirstOrDefault(message => RowOf(message) == Name(row)).Text("ts") ?? "", null);
        }

        var failure = answer.Failure(isSafeTwice: true);
        if (failure.Outcome == DeliveryOutcome.RetryLater && answer.Error is SlackAnswer.RateLimited or SlackAnswer.Unreachable)
        {
            return (null, failure);
        }

        Log.NotTold(logger, row.Id, answer.Error!);
        return default;
    }

    private static string? RowOf(JsonElement message) =>
        message.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("event_payload", out var payload) ? payload.Text(Row) : null;

    private static string Name(OutboxRow row) => row.Id.ToString(CultureInfo.InvariantCulture);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Slack does not tell whether message {Row} was shown before the desk was killed ({Error}); it is sent.")]
        public static partial void NotTold(ILogger logger, long row, string error);
    }
}
