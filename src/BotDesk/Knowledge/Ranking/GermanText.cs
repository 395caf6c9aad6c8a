using System.Collections.Frozen;
using BotDesk.Search.Analysis;

namespace BotDesk.Knowledge.Ranking;

/// <summary>Whether a text is German, by its small words.</summary>
internal static class GermanText
{
    /// <summary>So much of a text tells its language.</summary>
    private const int Sample = 2000;

    public static bool Is(ReadOnlySpan<char> text)
    {
        var counts = new Counts();
        WordAnalyzer.Standard.Analyze(text.Length > Sample ? text[..Sample] : text, counts);
        return counts.German > counts.English;
    }

    private sealed class Counts : ITokenSink
    {
        private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> GermanWords =
            StopWords.German.GetAlternateLookup<ReadOnlySpan<char>>();

        private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> EnglishWords =
            KnowledgeStopWords.English.GetAlternateLookup<ReadOnlySpan<char>>();

        public int German { get; private set; }

        public int English { get; private set; }

        public void Accept(ReadOnlySpan<char> term, int start, int length, int positionIncrement)
        {
            English += EnglishWords.Contains(term) ? 1 : 0;
            // Umlauts tell as much as a small word; what both languages have ("in", "was", "die") decides nothing.
            German += GermanWords.Contains(term) || term.ContainsAny('ä', 'ö', 'ü') || term.Contains('ß') ? 1 : 0;
        }
    }
}
