using System.Text.Json;

namespace BotDesk.Protocol;

/// <summary>What Teams says in <see cref="Activity.ChannelData"/> (Teams documentation, "Conversation events"). Every part may be missing.</summary>
public readonly record struct TeamsChannelData
{
    private readonly JsonElement? _data;

    private TeamsChannelData(JsonElement? data) => _data = data;

    public static TeamsChannelData Of(Activity activity) => new(activity.ChannelData);

    public string? TenantId => _data.Find("tenant", "id");

    public string? TeamId => _data.Find("team", "id");

    public string? TeamName => _data.Find("team", "name");

    public string? TeamAadGroupId => _data.Find("team", "aadGroupId");

    public string? ChannelId => _data.Find("channel", "id");

    /// <summary>The channel chosen when the app was installed in a team.</summary>
    public string? SelectedChannelId => _data.Find("settings", "selectedChannel", "id");

    /// <summary>"editMessage", "undeleteMessage", "softDeleteMessage", "teamRenamed", "channelCreated"…</summary>
    public string? EventType => _data.Find("eventType");
}

/// <summary>What Direct Line clients say in <see cref="Activity.ChannelData"/>.</summary>
public readonly record struct DirectLineChannelData
{
    private readonly JsonElement? _data;

    private DirectLineChannelData(JsonElement? data) => _data = data;

    public static DirectLineChannelData Of(Activity activity) => new(activity.ChannelData);

    /// <summary>Made by the client for each thing it sends, the same when it sends again; echoed so that it knows its own.</summary>
    public string? ClientActivityId => _data.Find("clientActivityID");

    /// <summary>The message is a card's <c>Action.Submit</c>, not something typed.</summary>
    public bool IsPostBack => _data is { ValueKind: JsonValueKind.Object } data
        && data.TryGetProperty("postBack", out var postBack) && postBack.ValueKind == JsonValueKind.True;
}

internal static class JsonPaths
{
    /// <returns>The text at the path; null when a step is missing or anything else than it should be.</returns>
    public static string? Find(this JsonElement? start, params ReadOnlySpan<string> path)
    {
        if (start is not { } element)
        {
            return null;
        }

        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }
}
