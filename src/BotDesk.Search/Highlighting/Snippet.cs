namespace BotDesk.Search.Highlighting;

/// <summary>A piece of a text, chosen because it shows what was looked for.</summary>
/// <param name="Text">The piece, exactly as it stands in the original.</param>
/// <param name="Start">Where it begins in the original, in UTF-16 units.</param>
/// <param name="Ranges">What matched, within <paramref name="Text"/>: ascending, not overlapping.</param>
/// <param name="CutBefore">Whether something was left out before it, to be shown as "…".</param>
/// <param name="CutAfter">Whether something was left out behind it.</param>
public sealed record Snippet(string Text, int Start, IReadOnlyList<TextRange> Ranges, bool CutBefore, bool CutAfter)
{
    /// <summary>The piece in parts that matched and parts that did not, with "…" where something was left out.</summary>
    public IEnumerable<SnippetPiece> Pieces()
    {
        if (CutBefore)
        {
            yield return new SnippetPiece("… ", IsMatch: false);
        }

        var at = 0;
        foreach (var range in Ranges)
        {
            if (range.Start > at)
            {
                yield return new SnippetPiece(Text[at..range.Start], IsMatch: false);
            }

            yield return new SnippetPiece(Text[range.Start..range.End], IsMatch: true);
            at = range.End;
        }

        if (at < Text.Length)
        {
            yield return new SnippetPiece(Text[at..], IsMatch: false);
        }

        if (CutAfter)
        {
            yield return new SnippetPiece(" …", IsMatch: false);
        }
    }
}

/// <summary>A part of a snippet; never empty.</summary>
public readonly record struct SnippetPiece(string Text, bool IsMatch);

/// <summary>A part of a text, in UTF-16 units.</summary>
public readonly record struct TextRange(int Start, int Length)
{
    public int End => Start + Length;
}
