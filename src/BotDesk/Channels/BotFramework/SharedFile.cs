using System.Text.Json;
using BotDesk.Protocol;

namespace BotDesk.Channels.BotFramework;

/// <summary>
/// A file that somebody sent in a personal chat of Teams
/// (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4): it lies in their OneDrive, and the message has an address good for a few
/// minutes, which asks for no token. The address came with a message, so it is fetched from where Teams keeps files alone.
/// </summary>
internal static class SharedFile
{
    private const string DownloadInfo = "application/vnd.microsoft.teams.file.download.info";

    public static bool IsOne(Attachment file) => file.ContentType == DownloadInfo;

    /// <returns>Null where it is none of the hosts that are allowed.</returns>
    public static Uri? AddressOf(Activity activity, Attachment file, TeamsOptions options)
    {
        if (file.Content is not { ValueKind: JsonValueKind.Object } content || !content.TryGetProperty("downloadUrl", out var url) || url.ValueKind != JsonValueKind.String
            || !Uri.TryCreate(url.GetString(), UriKind.Absolute, out var address) || address.UserInfo.Length > 0)
        {
            return null;
        }

        // A connector on this machine (the Agents Playground, a test), which only development lets in, keeps its files itself.
        var isOfLocalConnector = Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var service) && service.IsLoopback && address.Scheme == service.Scheme && address.Authority == service.Authority;
        return isOfLocalConnector || (address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && options.KeepsFiles(address.Host)) ? address : null;
    }
}
