using System.Text.RegularExpressions;
using BotDesk.Conversation;

namespace BotDesk.LiveChat.Chat;

/// <summary>"chats", "take CHAT3", "take over CHAT3", and slash commands where nobody is talked with, as an agent.</summary>
internal sealed partial class AgentWords(LiveChatDesk desk, LiveChatBook book, AgentCommands commands, SubjectCards subjects) : ICommand
{
    /// <summary>How many cards one answer shows.</summary>
    private const int Most = 5;

    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (!turn.Person.IsAgent)
        {
            return false;
        }

        if (AgentLine.Read(turn.Text) is { Kind: AgentLineKind.Command } line)
        {
            var here = (await book.OfAgentAsync(turn.Person)).Where(chat => chat.AgentChat == turn.Chat.Key).ToList();
            await commands.DoAsync(turn, line.Name, line.Rest, here);
            return true;
        }

        if (Take().Match(turn.Text) is { Success: true } take && LiveChatNumber.Normalise(take.Groups["number"].Value) is { } number)
        {
            turn.Answer(await TakeAsync(turn, number, take.Groups["over"].Success, clicked: false));
            return true;
        }

        if (Chats().IsMatch(turn.Text))
        {
            await ListAsync(turn);
            return true;
        }

        return false;
    }

    /// <summary>Takes it here, and says what that means.</summary>
    public async Task<Refusal?> TakeAsync(Turn turn, string number, bool over, bool clicked)
    {
        var outcome = await desk.TakeAsync(number, turn.Person, turn.Chat.Key, over);
        if (!outcome.Is(out var chat, out var refusal))
        {
            return refusal;
        }

        if (clicked)
        {
            await subjects.ReplaceAsync(turn, chat.CardForAgents);
        }
        else
        {
            await subjects.ShowAsync(turn, chat.CardForAgents);
        }

        turn.Say(Phrase.Of("liveChat.isWithYou", new { who = chat.Requester.Name, chat.Number }));
        return null;
    }

    private async Task ListAsync(Turn turn)
    {
        var open = (await book.OpenAsync()).Where(chat => chat.RequesterId != turn.Person.Id && (chat.Status == LiveChatStatus.Waiting || chat.AgentId == turn.Person.Id)).ToList();
        if (open.Count == 0)
        {
            turn.Say(Phrase.Of("liveChat.nobodyWaits"));
        }

        foreach (var chat in open.Take(Most))
        {
            await subjects.ShowAsync(turn, chat.CardForAgents);
        }

        if (open.Count > Most)
        {
            turn.Say(Phrase.Of("liveChat.moreWait", new { count = open.Count - Most }));
        }
    }

    [GeneratedRegex(@"^\s*(take|übernehmen?)\s+(?<over>over\s+)?(?<number>#?CHAT[\s\-_#]*\d{1,9})\s*[.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Take();

    [GeneratedRegex(@"^\s*(show\s+)?((my|live|open|waiting|the)\s+)*chats\s*[?.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Chats();
}
