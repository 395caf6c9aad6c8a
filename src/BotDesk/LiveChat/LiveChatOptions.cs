namespace BotDesk.LiveChat;

/// <summary>Settings of live chats, section <c>LiveChat</c>.</summary>
public sealed class LiveChatOptions
{
    public const string Section = "LiveChat";

    /// <summary>
    /// Ids of channels that connect a conversation with an agent hub of their own (Bot Framework's hand-off, event
    /// <c>handoff.initiate</c>). Who asks for a person there is handed to that hub, and the desk's own agents are told only if it fails.
    /// </summary>
    /// <value>The default is none.</value>
    public IList<string> HandOffChannels { get; } = [];
}
