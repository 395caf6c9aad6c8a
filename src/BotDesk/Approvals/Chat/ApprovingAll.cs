using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;

namespace BotDesk.Approvals.Chat;

/// <summary>"approve all": shows exactly which, and approves them after one confirmation.</summary>
internal sealed partial class ApproveAllCommand(BulkTalk talk) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (turn.State.Awaiting is { Question: BulkTalk.Question, Ticket: { } seen })
        {
            turn.State = turn.State with { Awaiting = null };
            switch (ShortReplies.Recognise(turn.Text))
            {
                case ShortReply.Yes or ShortReply.Submit:
                    turn.Answer(await talk.ApproveAsync(turn, seen, clicked: false));
                    return true;
                case ShortReply.No or ShortReply.Cancel:
                    turn.Say(Phrase.Of("approvals.nothingApproved"));
                    return true;
            }
        }

        if (!Command().IsMatch(turn.Text))
        {
            return false;
        }

        await talk.ShowAsync(turn);
        return true;
    }

    [GeneratedRegex(@"^\s*(please\s+)?(i\s+)?(approve|accept)\s+(all|everything|them\s+all|all\s+of\s+(them|it)|all\s+(my|open|pending|the)\s+(approvals|requests)|all\s+approvals)\s*[.!]*\s*$|^\s*(bitte\s+)?(alle|alles)\s+genehmigen\s*[.!]*\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Command();
}

/// <summary>*Approve these*.</summary>
internal sealed class ApproveAllVerb(BulkTalk talk) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "approvals" };

    public bool ChangesSomething => true;

    public Task<Refusal?> HandleAsync(Turn turn, CardAction action) => talk.ApproveAsync(turn, action["approvals"], clicked: true);
}

/// <summary>Several approvals at once, in a conversation.</summary>
internal sealed class BulkTalk(ApprovalDesk desk, ApprovalBook book, IServiceProvider services)
{
    public const string Question = "approvals.all";

    /// <summary>How many one confirmation lists, so that they are read; the rest comes after them.</summary>
    private const int MostListed = 12;

    public async Task ShowAsync(Turn turn)
    {
        var waiting = await book.WaitingForAsync(turn.Person);
        if (waiting.Count == 0)
        {
            turn.Say(Phrase.Of("approvals.nothingWaits"));
            return;
        }

        var listed = waiting.Take(MostListed).ToList();
        var seen = SeenApproval.Write(listed.Select(approval => new SeenApproval(approval.Id, approval.Version)));
        var rows = new List<object>();
        foreach (var approval in listed)
        {
            rows.Add(new { number = approval.Subject, title = await TitleAsync(turn, approval), requester = approval.Requester.Name });
        }

        turn.State = turn.State with { Awaiting = new(Question, seen) };
        turn.Show("approvals/bulk", new
        {
            heading = Phrase.Of("approvals.bulk.these", new { count = listed.Count }),
            rows,
            more = waiting.Count > listed.Count ? Phrase.Of("approvals.bulk.more", new { count = waiting.Count - listed.Count }) : null,
            approvals = seen,
            button = Phrase.Of("approvals.bulk.approve", new { count = listed.Count }),
        });
    }

    public async Task<Refusal?> ApproveAsync(Turn turn, string seen, bool clicked)
    {
        if (SeenApproval.Read(seen) is not { } chosen)
        {
            return Refusal.NotFound(Phrase.Of("approvals.bulk.unknown"));
        }

        if (!(await desk.ApproveManyAsync(turn.Person, chosen, "")).Is(out var done, out var refusal))
        {
            return refusal;
        }

        var approved = new List<object>();
        foreach (var approval in done.Approved)
        {
            approved.Add(new { number = approval.Subject, title = await TitleAsync(turn, approval) });
        }

        turn.State = turn.State with { Awaiting = null };
        var model = new
        {
            heading = done.Approved.Count == 0 ? Phrase.Of("approvals.bulk.none") : Phrase.Of("approvals.bulk.done", new { done.Approved.Count }),
            approved,
            left = done.Left.Select(left => new { number = left.Subject ?? Phrase.Of("approvals.bulk.unknownSubject"), why = left.Why }),
        };
        if (clicked)
        {
            turn.Replace("approvals/bulkDone", model);
        }
        else
        {
            turn.Show("approvals/bulkDone", model);
        }

        return null;
    }

    private async Task<string> TitleAsync(Turn turn, Approval approval) =>
        (await services.GetRequiredKeyedService<IApprovalSubject>(approval.Kind).DescribeAsync(approval.Subject, turn.Person)).Title;
}
