using System.Text.Json;

namespace BotDesk.Channels.WebChat;

/// <summary>
/// A card for Web Chat, which renders Action.Execute but does not run it: every one becomes an Action.Submit whose data carries the verb.
/// </summary>
internal sealed class WebChatCard : CardRewriter
{
    public static WebChatCard Adapter { get; } = new();

    protected override void WriteExecute(JsonElement action, Utf8JsonWriter writer) => WriteSubmit(action, writer);
}
