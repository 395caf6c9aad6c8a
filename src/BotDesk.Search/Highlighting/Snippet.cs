namespace BotDesk.Search.Highlighting;

/// <summary>A piece of a text, chosen because it shows what was looked for.</summary>
/// <param name="Text">The piece, exactly as it stands in the original.</param>
/// <param name="Start">Where it begins in the original, in UTF-16 units.</param>
/// <param name="Ranges">What matched, within <paramref name="Text"/>: ascending, not overlapping.</param>
/// <param name="CutBefore">Whether something was left out before it, to be shown as "…".</param>
/// <param name="CutAfter">Whether something was left out behind it.</param>
public sealed record Snippet(string Text, int Start, IReadOnlyList<TextRange> Ranges, bool CutBefore, bool CutAfter);

/// <summary>A part of a text, in UTF-16 units.</summary>
public readonly record struct TextRange(int Start, int Length)
{
    public int End => Start + Length;
}
