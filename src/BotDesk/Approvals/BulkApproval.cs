using System.Globalization;
using BotDesk.People;

namespace BotDesk.Approvals;

/// <summary>An approval as somebody saw it when they chose it: what has happened to it since is not what they agree to.</summary>
public sealed record SeenApproval(long Id, int Version)
{
    /// <summary>"12:3,13:1".</summary>
    public static string Write(IEnumerable<SeenApproval> all) => string.Join(',', all.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Id}:{each.Version}")));

    /// <returns>Null when it is no such list.</returns>
    public static IReadOnlyList<SeenApproval>? Read(string text)
    {
        var all = new List<SeenApproval>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split(':') is not [var id, var version] || !ApprovalCard.TryId(id, out var number) || !int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
            {
                return null;
            }

            all.Add(new SeenApproval(number, seen));
        }

        return all.Count > 0 ? all : null;
    }
}

/// <param name="Why">Why it was not approved.</param>
public sealed record LeftApproval(SeenApproval Seen, string? Subject, Phrase Why);

/// <summary>What became of several that somebody approved at once.</summary>
public sealed record BulkApproved(IReadOnlyList<Approval> Approved, IReadOnlyList<LeftApproval> Left);

/// <content>Several at once.</content>
public sealed partial class ApprovalDesk
{
    /// <summary>How many can be approved at once.</summary>
    public const int MostAtOnce = 50;

    /// <summary>Approves each that is still as the person saw it; the others are left, and named.</summary>
    public async Task<Outcome<BulkApproved>> ApproveManyAsync(Person person, IReadOnlyList<SeenApproval> seen, string text)
    {
        if (seen.Count is 0 or > MostAtOnce)
        {
            return Refusal.Invalid("approvals", seen.Count == 0 ? Phrase.Of("approvals.chooseOne") : Phrase.Of("approvals.atMost", new { most = MostAtOnce }));
        }

        if (TooLong(text.Trim()) is { } tooLong)
        {
            return tooLong;
        }

        var (approved, left) = (new List<Approval>(), new List<LeftApproval>());
        foreach (var each in seen.DistinctBy(each => each.Id))
        {
            var approval = await book.FindAsync(each.Id);
            if (approval is null || !approval.HasAsked(person))
            {
                left.Add(new LeftApproval(each, null, NotThere().Message));
            }
            else if (approval.WaitsFor(person) && approval.Version != each.Version)
            {
                left.Add(new LeftApproval(each, approval.Subject, Phrase.Of("approvals.changedSinceSeen")));
            }
            else if ((await DecideAsync(each.Id, person, ApprovalChoice.Approve, text, cardHash: null)).Is(out var done, out var refusal))
            {
                approved.Add(done);
            }
            else
            {
                left.Add(new LeftApproval(each, approval.Subject, refusal.Message));
            }
        }

        return new BulkApproved(approved, left);
    }
}
