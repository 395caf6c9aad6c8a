namespace BotDesk.Channels.Slack.Workspaces;

/// <summary>What the app asks a workspace for; the manifest asks for the same.</summary>
internal static class SlackScopes
{
    public static IReadOnlyList<string> Bot { get; } =
    [
        "app_mentions:read", "channels:history", "channels:read", "chat:write", "commands", "files:read", "groups:history", "groups:read", "im:history", "im:read", "im:write", "reactions:read", "users:read",
        "users:read.email",
    ];
}
