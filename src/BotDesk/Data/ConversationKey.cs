namespace BotDesk.Data;

/// <summary>A conversation's name across channels: its channel and the channel's own id of it, verbatim.</summary>
/// <remarks>A conversation is a lane: what arrives in one is handled once, in order, one at a time.</remarks>
public static class ConversationKey
{
    public static string Of(string channelId, string conversationId) => $"{channelId}|{conversationId}";
}
