using System.Security.Cryptography;
using System.Text;
using BotDesk.Approvals;
using BotDesk.Audit;
using BotDesk.Changes;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.People;

namespace BotDesk.Console.Changes;

/// <summary>What somebody wants done with a change, as a form of its page sends it.</summary>
internal sealed class ChangePageForm
{
    public const string Approve = "approve";
    public const string Reject = "reject";
    public const string Ask = "ask";
    public const string Answer = "answer";
    public const string Withdraw = "withdraw";
    public const string Confirm = "confirm";
    public const string Start = "start";
    public const string Finish = "finish";
    public const string RollBack = "rollBack";
    public const string Close = "close";
    public const string CloseWithIssues = "closeWithIssues";
    public const string Move = "move";

    /// <summary>One of the words above.</summary>
    public string? Do { get; set; }

    /// <summary>Differs for each form of each rendering, so that sending one twice does it once.</summary>
    public string? Nonce { get; set; }

    /// <summary>The change's version that the person saw.</summary>
    public int Version { get; set; }

    /// <summary>The reason, the question or the answer.</summary>
    public string? Text { get; set; }

    /// <summary>Which question is answered.</summary>
    public long? Question { get; set; }

    /// <summary>The text with line breaks as they are kept; browsers send two characters for each.</summary>
    public string Words => (Text ?? "").ReplaceLineEndings("\n");

    /// <summary>What makes it the same deed: the form and what stands in it.</summary>
    public string Key(string number, long personId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', [number, $"{personId}", Do ?? "", Nonce ?? "", Words, $"{Question}"]))));
}

/// <summary>Does what a form of a change's page asks for: once, and only to the change that the person saw.</summary>
internal sealed class ChangeWork(DeskWriter writer)
{
    /// <returns>Null when it is done, now or by the first of two clicks; otherwise why not.</returns>
    public Task<Refusal?> DoAsync(string number, Person person, ChangePageForm form) => writer.WriteAsync(async scope =>
    {
        scope.GetRequiredService<Acting>().Via = "console";
        var (book, nonces) = (scope.GetRequiredService<ChangeBook>(), scope.GetRequiredService<Nonces>());
        if (await book.FindAsync(number, person) is not { } whole)
        {
            return Refusal.NotFound($"There is no change {number} for you.");
        }

        if (!Nonces.IsWellFormed(form.Nonce))
        {
            return Refusal.Invalid("do", "This form was not complete, so nothing was done. Open the change again.");
        }

        var key = form.Key(number, person.Id);
        if (await nonces.IsUsedAsync(key))
        {
            return null;
        }

        if (form.Version != whole.Change.Version && whole.Change.Status != ChangeStatus.Closed)
        {
            return Refusal.Conflict($"{number} has changed since you opened it, so nothing was done yet. Look at it again; if it still fits, send it again.");
        }

        var refusal = form.Do is ChangePageForm.Approve or ChangePageForm.Reject or ChangePageForm.Ask or ChangePageForm.Answer
            ? await DecideAsync(scope, whole.Approval, person, form)
            : await DoAsync(scope, number, person, form);
        if (refusal is null)
        {
            await nonces.UseAsync(key);
        }

        return refusal;
    });

    private static async Task<Refusal?> DoAsync(IServiceProvider scope, string number, Person person, ChangePageForm form)
    {
        var (desk, day) = (scope.GetRequiredService<ChangeDesk>(), scope.GetRequiredService<ChangeDay>());
        return form.Do switch
        {
            ChangePageForm.Withdraw => (await desk.CancelAsync(number, person)).Refusal,
            ChangePageForm.Move => (await desk.MoveToNextFreeAsync(number, person)).Refusal,
            ChangePageForm.Confirm => (await day.ConfirmAsync(number, person)).Refusal,
            ChangePageForm.Start => (await day.StartAsync(number, person)).Refusal,
            ChangePageForm.Finish => (await day.FinishAsync(number, person, form.Words)).Refusal,
            ChangePageForm.RollBack => (await day.RollBackAsync(number, person, form.Words)).Refusal,
            ChangePageForm.Close => (await day.CloseAsync(number, person, outcome: null, form.Words)).Refusal,
            ChangePageForm.CloseWithIssues => (await day.CloseAsync(number, person, ChangeOutcome.WithIssues, form.Words)).Refusal,
            _ => Refusal.Invalid("do", "The desk does not know what to do with that, so nothing was done."),
        };
    }

    private static async Task<Refusal?> DecideAsync(IServiceProvider scope, Approval? approval, Person person, ChangePageForm form)
    {
        if (approval is null)
        {
            return Refusal.Conflict("Nobody was asked about it, so there is nothing to decide.");
        }

        var desk = scope.GetRequiredService<ApprovalDesk>();
        return form.Do switch
        {
            ChangePageForm.Approve or ChangePageForm.Reject => (await desk.DecideAsync(
                approval.Id, person, form.Do == ChangePageForm.Approve ? ApprovalChoice.Approve : ApprovalChoice.Reject, form.Words, await SeenAsync(scope, approval, person))).Refusal,
            ChangePageForm.Ask => (await desk.AskRequesterAsync(approval.Id, person, form.Words)).Refusal,
            _ => (await desk.AnswerAsync(approval.Id, person, form.Question, form.Words)).Refusal,
        };
    }

    /// <summary>The page tells what the card would, and it is of this version: that is what they saw.</summary>
    private static async Task<string?> SeenAsync(IServiceProvider scope, Approval approval, Person person) =>
        await scope.GetRequiredService<ApprovalCard>().RenderAsync(approval, person) is { } shown ? SeenCards.HashOf(shown) : null;
}
