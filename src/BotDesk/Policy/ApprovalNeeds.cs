using System.Globalization;

namespace BotDesk.Policy;

/// <summary>How many of those asked have to agree.</summary>
public enum ApprovalRule
{
    /// <summary>The first decision counts, whoever takes it.</summary>
    AnyOne,

    /// <summary>Everybody agrees; the first who rejects ends it.</summary>
    All,

    /// <summary>So many agree; it ends when so many no longer can, as a board votes.</summary>
    Quorum,
}

/// <summary>How many of those asked have to agree: <c>any-one</c>, <c>all</c>, a number or a share of them.</summary>
/// <param name="Count">With <see cref="ApprovalRule.Quorum"/>, unless it is a share.</param>
/// <param name="Percent">With <see cref="ApprovalRule.Quorum"/>: 1 to 100, rounded up to whole people; 0: <paramref name="Count"/> says it.</param>
public readonly record struct ApprovalNeeds(ApprovalRule Rule, int Count = 0, int Percent = 0)
{
    public static implicit operator ApprovalNeeds(ApprovalRule rule) => new(rule);

    /// <summary>How many have to agree when so many are asked.</summary>
    public int Of(int people) => Rule switch
    {
        ApprovalRule.AnyOne => 1,
        ApprovalRule.All => people,
        _ => Percent > 0 ? ((people * Percent) + 99) / 100 : Count,
    };

    internal static (ApprovalNeeds? Value, string? Wrong) Parse(string text)
    {
        switch (text.ToLowerInvariant())
        {
            case "any-one" or "anyone":
                return (ApprovalRule.AnyOne, null);
            case "all":
                return (ApprovalRule.All, null);
        }

        var isShare = text.EndsWith('%');
        return int.TryParse(isShare ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= (isShare ? 100 : 1000)
            ? (new ApprovalNeeds(ApprovalRule.Quorum, isShare ? 0 : number, isShare ? number : 0), null)
            : (null, "is not one of any-one, all, or how many: 3 or 60%");
    }
}
