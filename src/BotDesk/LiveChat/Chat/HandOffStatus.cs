using System.Text.Json;
using BotDesk.Conversation;

namespace BotDesk.LiveChat.Chat;

/// <summary>The event <c>handoff.status</c> of a channel's own hub.</summary>
internal sealed class HandOffStatus(LiveChatDesk desk) : IChannelEvent
{
    public const string Name = "handoff.status";

    public async Task HandleAsync(Turn turn)
    {
        var state = turn.Activity.Value is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty("state", out var word) && word.ValueKind == JsonValueKind.String
            ? word.GetString()!.ToLowerInvariant()
            : "";
        if (await desk.HubSaysAsync(turn.Chat.Key, state) is { } chat && state == "completed")
        {
            turn.Say(Phrase.Of("liveChat.backToMe", new { ticket = chat.Ticket.Number }));
        }
    }
}
