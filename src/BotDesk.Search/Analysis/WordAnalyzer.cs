using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace BotDesk.Search.Analysis;

/// <summary>Words by Unicode's boundaries, in lower case, and on request without diacritics, split, stemmed and without stop words.</summary>
public class WordAnalyzer : Analyzer
{
    // A word has at most 255 units; folding can make one of them several (ß, ligatures).
    private const int BufferLength = 4 * StandardTokenizer.MaxTokenLength;

    private readonly FrozenSet<string>? _stopWords;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _stopLookup;

    public WordAnalyzer()
    {
    }

    /// <param name="stopWords">Lower-case words that are left out; they leave a gap in the positions.</param>
    public WordAnalyzer(IEnumerable<string> stopWords)
    {
        _stopWords = stopWords.ToFrozenSet(StringComparer.Ordinal);
        _stopLookup = _stopWords.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Words, lower case, every word kept: what Lucene's StandardAnalyzer does.</summary>
    public static WordAnalyzer Standard { get; } = new();

    /// <value>The default leaves every word as it is.</value>
    public Stemmer Stemmer { get; init; } = Stemmer.None;

    /// <summary>Whether "café" is indexed as "cafe".</summary>
    public bool FoldDiacritics { get; init; }

    /// <summary>Whether ß is written as ss, which the German stemmer expects. Folding diacritics does it too.</summary>
    public bool ExpandSharpS { get; init; }

    /// <summary>Whether the English possessive 's is removed.</summary>
    public bool DropPossessive { get; init; }

    /// <summary>
    /// Whether words made of parts are kept whole and also split: "kb3089230" gives kb3089230, kb and 3089230, "ntoskrnl.exe" gives
    /// also ntoskrnl and exe, "my_file" also my and file. The first part stands at the position of the whole.
    /// </summary>
    public bool SplitWords { get; init; }

    public override void Analyze(ReadOnlySpan<char> text, ITokenSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var tokenizer = new StandardTokenizer(text);
        Span<char> buffer = stackalloc char[BufferLength];
        Span<char> part = stackalloc char[BufferLength];
        var increment = 1;
        while (tokenizer.MoveNext())
        {
            var length = Lower(text.Slice(tokenizer.Start, tokenizer.Length), buffer);
            var word = buffer[..length];
            if (DropPossessive)
            {
                word = WithoutPossessive(word);
            }

            if (word.IsEmpty || (_stopWords is not null && _stopLookup.Contains(word)))
            {
                increment++;
                continue;
            }

            if (SplitWords && WordParts.Count(word) > 1)
            {
                // The whole is a code or a name: it has no stem.
                sink.Accept(word, tokenizer.Start, tokenizer.Length, increment);
                increment = 0;
                foreach (var range in new WordParts(word))
                {
                    var piece = part[..word[range].Length];
                    word[range].CopyTo(piece);
                    sink.Accept(piece[..Stemmer.Stem(piece)], tokenizer.Start, tokenizer.Length, increment);
                    increment = 1;
                }
            }
            else
            {
                sink.Accept(word[..Stemmer.Stem(word)], tokenizer.Start, tokenizer.Length, increment);
            }

            increment = 1;
        }
    }

    public override string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FoldDiacritics ? Fold(text.ToLowerInvariant()) : text.ToLowerInvariant();
    }

    public override ReadOnlySpan<char> SureBeginning(string term) => Stemmer.SureBeginning(term);

    private int Lower(ReadOnlySpan<char> original, Span<char> buffer)
    {
        var ascii = true;
        for (var i = 0; i < original.Length; i++)
        {
            var unit = original[i];
            ascii &= unit < 0x80;
            buffer[i] = unit is >= 'A' and <= 'Z' ? (char)(unit | 0x20) : unit;
        }

        return ascii ? original.Length : LowerUnicode(original, buffer);
    }

    private int LowerUnicode(ReadOnlySpan<char> original, Span<char> buffer)
    {
        var lower = original.ToString().ToLowerInvariant();
        if (FoldDiacritics)
        {
            lower = Fold(lower);
        }
        else if (ExpandSharpS)
        {
            lower = lower.Replace("ß", "ss", StringComparison.Ordinal);
        }

        // A single unit can fold into many (U+FDFA into eighteen): what does not fit is cut, as an overlong word is.
        var length = Math.Min(lower.Length, buffer.Length);
        length -= length < lower.Length && char.IsHighSurrogate(lower[length - 1]) ? 1 : 0;
        lower.AsSpan(0, length).CopyTo(buffer);
        return length;
    }

    /// <summary>Compatibility forms made plain, and marks removed: ﬁ is fi, é is e, Ⅳ is iv; ß is ss.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length + 4);
        // Half a surrogate pair cannot be normalised; it becomes the replacement character.
        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        foreach (var rune in whole.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            {
                continue;
            }

            _ = rune.Value switch
            {
                'ß' => folded.Append("ss"),
                'æ' => folded.Append("ae"),
                'œ' => folded.Append("oe"),
                'ø' => folded.Append('o'),
                'ł' => folded.Append('l'),
                'ı' => folded.Append('i'),
                '’' or '‘' => folded.Append('\''),
                _ => folded.Append(Rune.ToLowerInvariant(rune).ToString()),
            };
        }

        return folded.ToString();
    }

    private static Span<char> WithoutPossessive(Span<char> word) =>
        word.Length > 2 && word[^1] == 's' && word[^2] is '\'' or '’' ? word[..^2] : word;
}
