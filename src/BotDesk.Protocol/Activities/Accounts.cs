using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotDesk.Protocol;

/// <summary>A person or bot as one channel knows them. Ids of different channels say nothing about each other.</summary>
public sealed class ChannelAccount
{
    public string? Id { get; set; }

    public string? Name { get; set; }

    /// <summary>"user" or "bot". Web Chat decides by it on which side a message stands.</summary>
    public string? Role { get; set; }

    /// <summary>The object id in the organisation's directory: the same in every channel of that organisation.</summary>
    public string? AadObjectId { get; set; }

    /// <summary>The organisation's directory.</summary>
    public string? TenantId { get; set; }

    /// <summary>Only in a connector's answer about a member.</summary>
    public string? Email { get; set; }

    /// <inheritdoc cref="Email"/>
    public string? UserPrincipalName { get; set; }

    /// <inheritdoc cref="Email"/>
    public string? GivenName { get; set; }

    /// <inheritdoc cref="Email"/>
    public string? Surname { get; set; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extensions { get; set; }
}

/// <summary>A conversation as one channel knows it.</summary>
public sealed class ConversationAccount
{
    /// <summary>Kept exactly as it came: in a Teams thread it ends in <c>;messageid=…</c>, which says where the reply appears.</summary>
    public string? Id { get; set; }

    public string? Name { get; set; }

    public bool? IsGroup { get; set; }

    /// <summary>In Teams "personal", "groupChat" or "channel".</summary>
    public string? ConversationType { get; set; }

    public string? TenantId { get; set; }

    public string? AadObjectId { get; set; }

    public string? Role { get; set; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extensions { get; set; }

    /// <summary>Whether several people talk here: a group chat, or a channel of a team.</summary>
    [JsonIgnore]
    public bool IsGroupConversation => IsGroup == true || ConversationType is "groupChat" or "channel";
}

/// <summary>Where to say something later: all that is needed to address a conversation.</summary>
public sealed class ConversationReference
{
    public string? ActivityId { get; set; }

    public ChannelAccount? User { get; set; }

    public ChannelAccount? Bot { get; set; }

    public ConversationAccount? Conversation { get; set; }

    public string? ChannelId { get; set; }

    public string? ServiceUrl { get; set; }

    public string? Locale { get; set; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extensions { get; set; }
}

/// <summary>An emoji on a message: "like", "heart", … or a newer one.</summary>
public sealed class MessageReaction
{
    public string? Type { get; set; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extensions { get; set; }
}
