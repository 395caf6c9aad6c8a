using BotDesk.Conversation;

namespace BotDesk.LiveChat.Chat;

/// <summary>
/// Whoever is in a live conversation talks with a person: what they write goes to the other side, and the bot says nothing to it.
/// Clicks are not words: they do what their card says.
/// </summary>
internal sealed class LiveRelay(LiveChatBook book, AgentSide agents, RequesterSide requesters) : IRelay
{
    public async Task<bool> TryRelayAsync(Turn turn)
    {
        if (turn.Person.IsAgent)
        {
            var here = (await book.OfAgentAsync(turn.Person)).Where(chat => chat.AgentChat == turn.Chat.Key).ToList();
            if (here.Count > 0)
            {
                return await agents.WritesAsync(turn, here);
            }
        }

        // In a group others read along: there the person talks to the bot.
        return (!turn.Chat.IsGroup) && await book.OfRequesterAsync(turn.Person) is { } own && await requesters.WritesAsync(turn, own);
    }
}
