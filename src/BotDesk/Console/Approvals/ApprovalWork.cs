using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BotDesk.Approvals;
using BotDesk.Audit;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.People;

namespace BotDesk.Console.Approvals;

/// <summary>What somebody wants done with an approval, as a form of its page sends it.</summary>
internal sealed class ApprovalPageForm
{
    public const string Approve = "approve";
    public const string Reject = "reject";
    public const string Ask = "ask";
    public const string Delegate = "delegate";

    /// <summary>One of the words above.</summary>
    public string? Do { get; set; }

    /// <summary>Differs for each form of each rendering, so that sending one twice does it once.</summary>
    public string? Nonce { get; set; }

    /// <summary>The approval's version that the person saw.</summary>
    public int Version { get; set; }

    /// <summary>The reason or the question.</summary>
    public string? Text { get; set; }

    /// <summary>To whom it is delegated, as it was written.</summary>
    public string? Person { get; set; }

    /// <summary>The text with line breaks as they are kept; browsers send two characters for each.</summary>
    public string Words => (Text ?? "").ReplaceLineEndings("\n");

    /// <summary>What makes it the same deed: the form and what stands in it.</summary>
    public string Key(long id, long personId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', ["approval", $"{id}", $"{personId}", Do ?? "", Nonce ?? "", Words, Person ?? ""]))));
}

/// <summary>What somebody says about being away, as the form of the list sends it.</summary>
internal sealed class AwayForm
{
    public string? Person { get; set; }

    /// <summary>A day such as 2026-04-01, to its end in the person's time zone; empty: until they are back.</summary>
    public string? Until { get; set; }
}

/// <summary>Does what the forms of the approval pages ask for: once, and only with what the person saw.</summary>
internal sealed class ApprovalWork(DeskWriter writer)
{
    /// <returns>Null when it is done, now or by the first of two clicks; otherwise why not.</returns>
    public Task<Refusal?> DoAsync(long id, Person person, ApprovalPageForm form) => WriteAsync(async scope =>
    {
        var (book, nonces) = (scope.GetRequiredService<ApprovalBook>(), scope.GetRequiredService<Nonces>());
        if (await book.ReadAsync(id) is not { } approval || !approval.HasAsked(person))
        {
            return Refusal.NotFound("There is nothing like that for you.");
        }

        if (!Nonces.IsWellFormed(form.Nonce))
        {
            return Refusal.Invalid("do", "This form was not complete, so nothing was done. Open it again.");
        }

        var key = form.Key(id, person.Id);
        if (await nonces.IsUsedAsync(key))
        {
            return null;
        }

        if (form.Version != approval.Version && approval.Status == ApprovalStatus.Pending)
        {
            return Refusal.Conflict($"{approval.Subject} has changed since you opened it, so nothing was done yet. Look at it again; if it still fits, send it again.");
        }

        var refusal = await DoAsync(scope, approval, person, form);
        if (refusal is null)
        {
            await nonces.UseAsync(key);
        }

        return refusal;
    });

    public Task<Outcome<BulkApproved>> ApproveAsync(Person person, IReadOnlyList<SeenApproval> seen) =>
        WriteAsync(scope => scope.GetRequiredService<ApprovalDesk>().ApproveManyAsync(person, seen, ""));

    public Task<Refusal?> LeaveAsync(Person person, AwayForm form, TimeZoneInfo zone) => WriteAsync(async scope =>
    {
        DateTimeOffset? until = null;
        if (!string.IsNullOrWhiteSpace(form.Until))
        {
            if (!DateOnly.TryParseExact(form.Until.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return Refusal.Invalid("until", "Write the day like 2026-04-01.");
            }

            var end = day.ToDateTime(new TimeOnly(23, 59));
            until = new DateTimeOffset(end, zone.GetUtcOffset(end));
        }

        Person? standIn = null;
        if (!string.IsNullOrWhiteSpace(form.Person) && !(await NamedAsync(scope, form.Person)).Is(out standIn, out var nobody))
        {
            return nobody;
        }

        return (await scope.GetRequiredService<AbsenceDesk>().LeaveAsync(person, standIn, until)).Refusal;
    });

    public Task<Refusal?> ReturnAsync(Person person) => WriteAsync(async scope => (await scope.GetRequiredService<AbsenceDesk>().ReturnAsync(person)).Refusal);

    private Task<T> WriteAsync<T>(Func<IServiceProvider, Task<T>> operation) => writer.WriteAsync(scope =>
    {
        scope.GetRequiredService<Acting>().Via = "console";
        return operation(scope);
    });

    private static async Task<Refusal?> DoAsync(IServiceProvider scope, Approval approval, Person person, ApprovalPageForm form)
    {
        var desk = scope.GetRequiredService<ApprovalDesk>();
        switch (form.Do)
        {
            case ApprovalPageForm.Approve or ApprovalPageForm.Reject:
                var choice = form.Do == ApprovalPageForm.Approve ? ApprovalChoice.Approve : ApprovalChoice.Reject;
                return (await desk.DecideAsync(approval.Id, person, choice, form.Words, await SeenAsync(scope, approval, person))).Refusal;
            case ApprovalPageForm.Ask:
                return (await desk.AskRequesterAsync(approval.Id, person, form.Words)).Refusal;
            case ApprovalPageForm.Delegate:
                return (await NamedAsync(scope, form.Person ?? "")).Is(out var to, out var nobody) ? (await desk.DelegateAsync(approval.Id, person, to)).Refusal : nobody;
            default:
                return Refusal.Invalid("do", "The desk does not know what to do with that, so nothing was done.");
        }
    }

    private static async Task<Outcome<Person>> NamedAsync(IServiceProvider scope, string written) => await scope.GetRequiredService<PersonNames>().FindAsync(written) switch
    {
        [var only] => only,
        [] => Refusal.Invalid("person", string.IsNullOrWhiteSpace(written) ? "Write a name." : "I know nobody of that name. Write it, or the mail address, as in the directory."),
        var several => Refusal.Invalid("person", $"Several people fit; write the mail address: {string.Join(", ", several.Take(3).Select(each => $"{each.Name} ({each.Email ?? each.Handle})"))}."),
    };

    /// <summary>The page tells what the card would, and it is of this version: that is what they saw.</summary>
    private static async Task<string?> SeenAsync(IServiceProvider scope, Approval approval, Person person) =>
        await scope.GetRequiredService<ApprovalCard>().RenderAsync(approval, person) is { } shown ? SeenCards.HashOf(shown) : null;
}
