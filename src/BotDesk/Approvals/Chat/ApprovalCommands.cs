using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.Tickets;

namespace BotDesk.Approvals.Chat;

/// <summary>"my approvals".</summary>
internal sealed partial class MyApprovalsCommand(ApprovalTalk talk) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (!Command().IsMatch(turn.Text))
        {
            return false;
        }

        await talk.ListAsync(turn);
        return true;
    }

    [GeneratedRegex(@"^\s*(show\s+)?(me\s+)?(my|the|all\s+my|pending|my\s+(open|pending))\s+approvals\s*[?.!]*\s*$|^\s*approvals\s*[?.!]*\s*$|^\s*what\s+(do|must|should)\s+i\s+(have\s+to\s+)?approve\s*[?.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Command();
}

/// <summary>"approve CHG3", "reject CHG3: not on a friday", "ask CHG3: which ports?", "answer CHG3: 443 only".</summary>
internal sealed partial class DecideCommand(ApprovalTalk talk, ApprovalDesk desk, ApprovalBook book) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (Command().Match(turn.Text) is not { Success: true } match || TicketNumber.Normalise(match.Groups["number"].Value) is not { } number)
        {
            return false;
        }

        if (await book.FindAsync(number) is not { } approval)
        {
            turn.Say($"Nothing about {number} waits for your decision. Say \"my approvals\" to see what does.");
            return true;
        }

        var text = match.Groups["text"].Value.Trim();
        await talk.TypedAsync(turn, approval, (id, hash) => match.Groups["verb"].Value.ToLowerInvariant() switch
        {
            "approve" or "accept" => talk.DecideAsync(turn, id, ApprovalChoice.Approve, text, hash),
            "reject" or "decline" or "deny" => talk.DecideAsync(turn, id, ApprovalChoice.Reject, text, hash),
            "answer" => desk.AnswerAsync(id, turn.Person, question: null, text),
            _ => desk.AskRequesterAsync(id, turn.Person, text),
        });
        return true;
    }

    [GeneratedRegex(@"^\s*(please\s+)?(i\s+)?(?<verb>approve|accept|reject|decline|deny|answer|ask)\s+(?:(?:about|the\s+requester\s+of)\s+)?(?<number>#?(CHG|REQ)[\s\-_#]*\d{1,9})\b\s*[:,;\-.!?]?\s*(?<text>.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Command();
}

/// <summary>"approve", "reject, not on a friday", "fine with me": about the one that waits; when several do, it asks which.</summary>
internal sealed partial class DecideIntents(ApprovalTalk talk, ApprovalBook book) : IIntentHandler
{
    public IReadOnlyList<Intent> Intents { get; } = [Intent.Approve, Intent.Reject];

    public async Task HandleAsync(Turn turn)
    {
        var choice = turn.Understood.Intent == Intent.Approve ? ApprovalChoice.Approve : ApprovalChoice.Reject;
        var verb = choice == ApprovalChoice.Approve ? "approve" : "reject";
        var approval = TicketNumber.Normalise(turn.Understood.Entities.Ticket) is { } number
            ? await book.FindAsync(number)
            : await talk.OnlyOneAsync(turn, $"Which one do you {verb}? Open it, or say \"{verb} \" and its number.");
        if (approval is null)
        {
            if (turn.Understood.Entities.Ticket is { } named)
            {
                turn.Say($"Nothing about {named} waits for your decision. Say \"my approvals\" to see what does.");
            }

            return;
        }

        await talk.TypedAsync(turn, approval, (id, hash) => talk.DecideAsync(turn, id, choice, Reason(turn.Text), hash));
    }

    /// <summary>What follows the verdict and a mark: "not on a friday" in "reject: not on a friday".</summary>
    private static string Reason(string text) => AfterVerdict().Match(text).Groups["reason"].Value.Trim();

    [GeneratedRegex(@"^[^:,\n]{0,60}?(?:[:,\n]|\bbecause\b|\s[-–—]\s)\s*(?<reason>\S.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex AfterVerdict();
}
