using System.Text.Json;

namespace BotDesk.Protocol;

/// <summary>A conversation that the bot wants to start (connector REST, "Create conversation").</summary>
public sealed class ConversationParameters
{
    public bool? IsGroup { get; set; }

    public ChannelAccount? Bot { get; set; }

    public IList<ChannelAccount>? Members { get; set; }

    public string? TopicName { get; set; }

    public string? TenantId { get; set; }

    /// <summary>The first message, where the channel takes one.</summary>
    public Activity? Activity { get; set; }

    /// <summary>In Teams <c>{"tenant":{"id"}}</c> for a personal chat, <c>{"channel":{"id"}}</c> for a new thread in a channel.</summary>
    public JsonElement? ChannelData { get; set; }
}

/// <summary>One page of a conversation's members.</summary>
public sealed class PagedMembers
{
    public IList<ChannelAccount>? Members { get; set; }

    /// <summary>Null on the last page.</summary>
    public string? ContinuationToken { get; set; }
}
