namespace BotDesk.Channels.Slack.Workspaces;

/// <summary>What the app asks a workspace for; the manifest asks for the same.</summary>
internal static class SlackScopes
{
    public static IReadOnlyList<string> Bot { get; } =
    [
        "app_mentions:read", "channels:history", "chat:write", "commands", "files:read", "groups:history", "im:history", "im:read", "im:write", "users:read", "users:read.email",
    ];
}
