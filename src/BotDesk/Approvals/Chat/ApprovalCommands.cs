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

    [GeneratedRegex(@"^\s*(show\s+)?(me\s+)?(my|the|all\s+my|pending|my\s+(open|pending))\s+approvals\s*[?.!]*\s*$|^\s*approvals\s*[?.!]*\s*$|^\s*(zeige?\s+)?(mir\s+)?(meine\s+)?(offenen\s+)?genehmigungen\s*[?.!]*\s*$|^\s*what\s+(do|must|should)\s+i\s+(have\s+to\s+)?approve\s*[?.!]*\s*$", RegexOptions.IgnoreCase)]
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
            turn.Say(Phrase.Of("approvals.nothingAbout", new { number }));
            return true;
        }

        var text = match.Groups["text"].Value.Trim();
        await (match.Groups["verb"].Value.ToLowerInvariant() switch
        {
            "approve" or "accept" or "genehmige" or "genehmigen" => talk.DecideAsync(turn, approval, ApprovalChoice.Approve, text),
            "reject" or "decline" or "deny" or "lehne" or "ablehnen" => talk.DecideAsync(turn, approval, ApprovalChoice.Reject, text),
            "answer" or "beantworte" => talk.TypedAsync(turn, approval, (id, _) => desk.AnswerAsync(id, turn.Person, question: null, text)),
            _ => talk.TypedAsync(turn, approval, (id, _) => desk.AskRequesterAsync(id, turn.Person, text)),
        });
        return true;
    }

    [GeneratedRegex(@"^\s*(please\s+)?(i\s+)?(?<verb>approve|accept|reject|decline|deny|answer|ask)\s+(?:(?:about|the\s+requester\s+of)\s+)?(?<number>#?(CHG|REQ)[\s\-_#]*\d{1,9})\b\s*[:,;\-.!?]?\s*(?<text>.*)$|^\s*(bitte\s+)?((?<verb>genehmige|lehne|beantworte|frage\s+zu)\s+(?<number>#?(CHG|REQ)[\s\-_#]*\d{1,9})(\s+ab)?|(?<number>#?(CHG|REQ)[\s\-_#]*\d{1,9})\s+(?<verb>genehmigen|ablehnen))\b\s*[:,;\-.!?]?\s*(?<text>.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Command();
}

/// <summary>After "reject" without a reason: the next message is the reason, unless it is plainly something else.</summary>
internal sealed class ReasonCommand(ApprovalTalk talk, ApprovalBook book) : ICommand
{
    public const string Question = "approvals.reason";

    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (turn.State.Awaiting is not { Question: Question, Ticket: { } id })
        {
            return false;
        }

        turn.State = turn.State with { Awaiting = null };
        if (turn.Understood is { IsSure: true, Intent: Intent.Approve or Intent.Help or Intent.Cancel or Intent.TalkToPerson or Intent.ListTickets })
        {
            return false;
        }

        if (ShortReplies.Recognise(turn.Text) is ShortReply.No or ShortReply.Cancel)
        {
            turn.Say(Phrase.Of("approvals.nothingDecided"));
            return true;
        }

        if (!ApprovalCard.TryId(id, out var number) || await book.FindAsync(number) is not { } approval)
        {
            return false;
        }

        await talk.DecideAsync(turn, approval, ApprovalChoice.Reject, turn.Text);
        return true;
    }
}

/// <summary>
/// "approve", "reject, not on a friday", "fine with me": about the one that waits; when several do, it asks which. What only sounds like a
/// decision, or asks about one, shows what waits and decides nothing.
/// </summary>
internal sealed partial class DecideIntents(ApprovalTalk talk, ApprovalBook book) : IIntentHandler
{
    /// <summary>A decision cannot be taken back, so it must be plainer than other wishes.</summary>
    private const double Plain = 0.9;

    public IReadOnlyList<Intent> Intents { get; } = [Intent.Approve, Intent.Reject];

    public async Task HandleAsync(Turn turn)
    {
        if (turn.Understood.Confidence < Plain || turn.Text.Contains('?', StringComparison.Ordinal))
        {
            await talk.ListAsync(turn, number => Phrase.Of("approvals.isThatYour", new { number }));
            return;
        }

        var choice = turn.Understood.Intent == Intent.Approve ? ApprovalChoice.Approve : ApprovalChoice.Reject;
        var named = turn.Understood.Entities.Ticket;
        var approval = named is null
            ? await talk.OnlyOneAsync(turn, number => choice == ApprovalChoice.Approve ? Phrase.Of("approvals.whichApprove", new { number }) : Phrase.Of("approvals.whichReject", new { number }))
            : TicketNumber.Normalise(named) is { } normal ? await book.FindAsync(normal) : null;
        if (approval is not null)
        {
            await talk.DecideAsync(turn, approval, choice, Reason(turn.Text));
        }
        else if (named is not null)
        {
            turn.Say(Phrase.Of("approvals.nothingAbout", new { number = named }));
        }
    }

    /// <summary>What follows the verdict and a mark: "not on a friday" in "reject: not on a friday".</summary>
    private static string Reason(string text) => AfterVerdict().Match(text).Groups["reason"].Value.Trim();

    [GeneratedRegex(@"^[^:,\n]{0,60}?(?:[:,\n]|\bbecause\b|\s[-–—]\s)\s*(?<reason>\S.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex AfterVerdict();
}
