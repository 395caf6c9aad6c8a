using System.Collections.Frozen;
using System.Net;
using System.Text.Json;

namespace BotDesk.Protocol;

/// <summary>What a connector's answer means for the sender.</summary>
internal static class ConnectorAnswer
{
    /// <summary>Teams, "Status codes from bot conversational APIs": nothing gets through until the person acts.</summary>
    private static readonly FrozenSet<string> BlockedCodes = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "BotDisabledByAdmin", "BotNotInConversationRoster", "ConversationBlockedByUser", "MessageWritesBlocked");

    /// <summary>A token refused once may be accepted after it was renewed; a wrong setting takes a person, and minutes.</summary>
    private static readonly TimeSpan AfterUnauthorized = TimeSpan.FromSeconds(30);

    /// <summary>Bounds what a channel can ask for, so that a wrong clock over there does not silence a conversation.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public static DeliveryResult Refusal(HttpMethod method, HttpResponseMessage response, ReadOnlySpan<byte> body, TimeProvider time)
    {
        var (code, message) = ReadError(body);
        var status = (int)response.StatusCode;
        var why = $"{status} {code ?? response.ReasonPhrase}{(message is null ? string.Empty : ": ")}{message}";
        var after = RetryAfter(response, time);
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => DeliveryResult.RetryLater(after ?? AfterUnauthorized, why),
            HttpStatusCode.Forbidden when code is not null && BlockedCodes.Contains(code) => DeliveryResult.Blocked(code, why),
            HttpStatusCode.NotFound => DeliveryResult.NotFound(code, why),
            HttpStatusCode.RequestEntityTooLarge => DeliveryResult.TooLarge(why),
            HttpStatusCode.BadRequest when code == "MessageSizeTooBig" => DeliveryResult.TooLarge(why),

            // 429 and 412 say that nothing was done (RFC 6585; RFC 9110, 15.5.13), so that even a POST may be repeated.
            HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed => DeliveryResult.RetryLater(after, why),
            HttpStatusCode.ServiceUnavailable when after is not null => DeliveryResult.RetryLater(after, why),

            // A gateway's error says nothing of what happened behind it.
            _ when method == HttpMethod.Post && (status >= 500 || response.StatusCode == HttpStatusCode.RequestTimeout) => DeliveryResult.Uncertain(why),
            HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout => DeliveryResult.RetryLater(after, why),
            _ => DeliveryResult.Rejected(code, why),
        };
    }

    /// <summary>The ids at the top of an answer such as <c>{"id":"1:abc"}</c>; all null when it is anything else.</summary>
    public static (string? Id, string? ActivityId, string? ServiceUrl) ReadIds(ReadOnlySpan<byte> body)
    {
        (string? id, string? activityId, string? serviceUrl) = (null, null, null);
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return default;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var which = reader.ValueTextEquals("id"u8) ? 1 : reader.ValueTextEquals("activityId"u8) ? 2 : reader.ValueTextEquals("serviceUrl"u8) ? 3 : 0;
                reader.Read();
                var value = which > 0 && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                (id, activityId, serviceUrl) = which switch { 1 => (value, activityId, serviceUrl), 2 => (id, value, serviceUrl), 3 => (id, activityId, value), _ => (id, activityId, serviceUrl) };
                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The status said that it is done; an answer that cannot be read only means that there is no id.
        }

        return (NullIfEmpty(id), NullIfEmpty(activityId), NullIfEmpty(serviceUrl));
    }

    private static string? NullIfEmpty(string? text) => text is { Length: > 0 } ? text : null;

    private static (string? Code, string? Message) ReadError(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!JsonDocument.TryParseValue(ref reader, out var document))
            {
                return default;
            }

            using (document)
            {
                JsonElement? root = document.RootElement;
                var message = root.Find("error", "message") ?? root.Find("message");
                return (root.Find("error", "code") ?? root.Find("code"), message is { Length: > 300 } ? message[..300] : message);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return default; // a gateway's HTML page; the status says enough
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return wait is { } given ? TimeSpan.FromTicks(Math.Clamp(given.Ticks, 0, LongestWait.Ticks)) : null;
    }
}
