using System.Text.Json;
using BotDesk.Protocol;

namespace BotDesk.Channels.Slack.Web;

/// <summary>What the Web API answered (https://docs.slack.dev/apis/web-api#slack-web-api__evaluating-responses): HTTP 200 says nothing yet.</summary>
/// <param name="Body">The answer where it was <c>ok</c>, else default.</param>
/// <param name="Error">Slack's word for why not, such as <c>channel_not_found</c>; null when it was <c>ok</c>.</param>
/// <param name="RetryAfter">How long Slack asks to wait.</param>
/// <param name="IsUncertain">No answer came, and Slack may have done it all the same.</param>
internal sealed record SlackAnswer(JsonElement Body, string? Error, TimeSpan? RetryAfter = null, bool IsUncertain = false)
{
    /// <summary>Slack was not reached, or said that it did nothing.</summary>
    public const string Unreachable = "unreachable";
    public const string RateLimited = "ratelimited";

    /// <summary>The workspace has taken the app out: until it installs it again, nothing can be said there.</summary>
    public const string NotInstalled = "app_not_installed";

    // What each method's page lists under "Errors".
    private static readonly HashSet<string> LeaveAlone = new(StringComparer.Ordinal)
    {
        "channel_not_found", "not_in_channel", "is_archived", "user_not_found", "user_disabled", "user_not_visible", "cannot_dm_bot",
        "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked", "messages_tab_disabled", "not_allowed_token_type", "thread_locked", NotInstalled,
    };

    private static readonly HashSet<string> Gone = new(StringComparer.Ordinal) { "message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found" };

    // All are about the desk's own token: an inactive account is the bot's, where the app was taken out.
    private static readonly HashSet<string> Administrators = new(StringComparer.Ordinal)
    {
        "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope", "no_permission", "ekm_access_denied", "access_denied", "two_factor_setup_required", "org_login_required",
    };

    private static readonly HashSet<string> Unwell = new(StringComparer.Ordinal) { "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org" };

    /// <summary>A wrong token or scope takes a person, and minutes.</summary>
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(30);

    public bool IsOk => Error is null;

    /// <summary>The blocks were refused; the words alone may still get through.</summary>
    public bool RefusesBlocks => Error is "invalid_blocks" or "invalid_blocks_format" or "msg_blocks_too_long" or "msg_too_long" or "invalid_metadata_format" or "metadata_too_large";

    public string? Text(string property) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>What to do next with a message that did not get through.</summary>
    /// <param name="isSafeTwice">Whether doing it again shows nothing twice.</param>
    public DeliveryResult Failure(bool isSafeTwice) => Error! switch
    {
        _ when IsUncertain && !isSafeTwice => DeliveryResult.Uncertain(Error!),
        Unreachable or RateLimited or "rate_limited" => DeliveryResult.RetryLater(RetryAfter, Error!),
        var error when Unwell.Contains(error) => isSafeTwice ? DeliveryResult.RetryLater(RetryAfter, error) : DeliveryResult.Uncertain(error),
        var error when Gone.Contains(error) => DeliveryResult.NotFound(error, error),
        var error when LeaveAlone.Contains(error) => DeliveryResult.Blocked(error, error),
        var error when Administrators.Contains(error) => DeliveryResult.RetryLater(AfterRefusal, error),
        var error => DeliveryResult.Rejected(error, error),
    };
}
