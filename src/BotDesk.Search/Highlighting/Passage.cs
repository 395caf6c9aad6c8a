namespace BotDesk.Search.Highlighting;

/// <summary>Chooses the part of a text that shows most of what was looked for.</summary>
internal static class Passage
{
    /// <summary>Another occurrence of a word that the passage already shows counts so much less.</summary>
    private const float Repeated = 0.1f;

    /// <returns>Where the passage begins and ends.</returns>
    public static (int Start, int End) Choose(string text, List<Match> matches, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return (0, text.Length);
        }

        var (best, bestScore) = (0, -1f);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var first = 0; first < matches.Count; first++)
        {
            seen.Clear();
            var score = 0f;
            // Room for a few words before the first match.
            for (var i = first; i < matches.Count && matches[i].Range.End - matches[first].Range.Start <= maxLength * 2 / 3; i++)
            {
                score += seen.Add(matches[i].Term) ? matches[i].Weight : Repeated * matches[i].Weight;
            }

            if (score > bestScore)
            {
                (best, bestScore) = (first, score);
            }
        }

        var anchor = matches.Count == 0 ? 0 : matches[best].Range.Start;
        var start = StartBefore(text, anchor, maxLength);
        return (start, EndAfter(text, start, maxLength));
    }

    /// <summary>The beginning of the sentence where it is near, else of a word a little before the match.</summary>
    private static int StartBefore(string text, int anchor, int maxLength)
    {
        var earliest = Math.Max(0, anchor - (maxLength / 3));
        for (var i = anchor; i > earliest; i--)
        {
            if (i >= 2 && char.IsWhiteSpace(text[i - 1]) && text[i - 2] is '.' or '!' or '?' or '\n' && !char.IsWhiteSpace(text[i]))
            {
                return i;
            }
        }

        if (earliest == 0)
        {
            return 0;
        }

        for (var i = earliest; i < anchor; i++)
        {
            if (char.IsWhiteSpace(text[i - 1]) && !char.IsWhiteSpace(text[i]))
            {
                return i;
            }
        }

        return anchor;
    }

    private static int EndAfter(string text, int start, int maxLength)
    {
        var latest = Math.Min(text.Length, start + maxLength);
        if (latest == text.Length)
        {
            return latest;
        }

        for (var i = latest; i > start; i--)
        {
            if (char.IsWhiteSpace(text[i]) && !char.IsWhiteSpace(text[i - 1]))
            {
                return i;
            }
        }

        return char.IsLowSurrogate(text[latest]) && latest - 1 > start ? latest - 1 : latest;
    }
}
