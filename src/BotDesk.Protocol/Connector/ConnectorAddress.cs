namespace BotDesk.Protocol;

/// <summary>The connector's addresses under a serviceUrl (connector REST API v3).</summary>
internal static class ConnectorAddress
{
    /// <summary>Ids are the channel's and can hold anything: a Teams thread's has <c>;messageid=</c> in it, and is escaped whole.</summary>
    public static string Activities(string conversationId, string? activityId) => activityId is null
        ? $"v3/conversations/{Uri.EscapeDataString(conversationId)}/activities"
        : $"v3/conversations/{Uri.EscapeDataString(conversationId)}/activities/{Uri.EscapeDataString(activityId)}";

    public static string Member(string conversationId, string userId) =>
        $"v3/conversations/{Uri.EscapeDataString(conversationId)}/members/{Uri.EscapeDataString(userId)}";

    public static string PagedMembers(string conversationId, int pageSize, string? continuationToken) =>
        $"v3/conversations/{Uri.EscapeDataString(conversationId)}/pagedmembers?pageSize={pageSize}"
        + (continuationToken is null ? string.Empty : $"&continuationToken={Uri.EscapeDataString(continuationToken)}");

    /// <returns>Null when the address is not on the very host of the serviceUrl, to which the bot's token goes.</returns>
    public static Uri? OnHostOf(string serviceUrl, string address, bool allowLoopback) =>
        Of(serviceUrl, "", allowLoopback) is { } service && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
            && uri.Scheme == service.Scheme && uri.Authority.Equals(service.Authority, StringComparison.OrdinalIgnoreCase)
            ? uri
            : null;

    /// <returns>Null when the bot's token must not go there: https only, and in development this machine.</returns>
    public static Uri? Of(string serviceUrl, string path, bool allowLoopback)
    {
        var address = serviceUrl.EndsWith('/') ? serviceUrl + path : $"{serviceUrl}/{path}";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0)
        {
            return null;
        }

        return uri.Scheme == Uri.UriSchemeHttps || (allowLoopback && LocalCaller.IsLoopbackAddress(address)) ? uri : null;
    }
}
