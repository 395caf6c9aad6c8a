namespace BotDesk.Tests.LiveChat.Chat;

/// <summary>Talks that stories begin with.</summary>
internal static class LiveTalk
{
    public const string VpnDrops = "my vpn drops every ten minutes since this morning";

    /// <summary>The requester asks for a person and the agent takes it.</summary>
    /// <returns>The number of the chat.</returns>
    public static async Task<string> With(this Talker requester, Talker agent, string problem = VpnDrops)
    {
        if (agent.Shown.Count == 0)
        {
            await agent.Says("hello"); // so that the agent is told here
        }

        await requester.Says(problem);
        await requester.Says("talk to a person");
        var number = await requester.Desk.Row<string>("SELECT number FROM live_conversations ORDER BY id DESC LIMIT 1");
        await agent.Says($"take {number}");
        await requester.ReceivesWords("has joined the chat");
        return number!;
    }

    /// <summary>What was said in a chat, in order: "jonas: text", internal remarks as "tomasz (internal): text".</summary>
    public static async Task<IReadOnlyList<string>> Transcript(this DeskHost desk, string number) =>
        await desk.Rows<string>(
            """
            SELECT p.handle || (CASE WHEN e.kind = 'InternalNote' THEN ' (internal)' ELSE '' END) || ': ' || COALESCE(e.text, '') FROM ticket_entries e
            JOIN people p ON p.id = e.author_id WHERE e.live_chat = @number AND e.kind <> 'Event' ORDER BY e.id
            """,
            new { number });
}
