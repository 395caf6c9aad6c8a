namespace BotDesk.Search.Analysis;

/// <summary>
/// Finds words by the word boundary rules of Unicode Standard Annex 29, as Lucene's StandardTokenizer does: "can't", "3.5" and
/// "0x80070005" are one word, "wi-fi" two, an ideograph is one by itself. What holds no letter and no digit is no word.
/// </summary>
internal ref struct StandardTokenizer(ReadOnlySpan<char> text)
{
    /// <summary>A longer run is cut into pieces of this many UTF-16 units (Lucene's maxTokenLength).</summary>
    public const int MaxTokenLength = 255;

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    public int Start { get; private set; }

    public int Length { get; private set; }

    public bool MoveNext()
    {
        while (_at < _text.Length)
        {
            var start = _at;
            var kind = WordBreak.At(_text, _at, out var units);
            _at += units;
            if (kind is WordBreakClass.Letter or WordBreakClass.Numeric or WordBreakClass.Katakana
                or WordBreakClass.Ideographic or WordBreakClass.SouthEastAsian or WordBreakClass.ExtendNumLet)
            {
                var word = kind != WordBreakClass.ExtendNumLet;
                Run(kind, start, ref word);
                if (word)
                {
                    (Start, Length) = (start, _at - start);
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Moves on to the end of the word whose first character has the class <paramref name="last"/>.</summary>
    private void Run(WordBreakClass last, int start, ref bool word)
    {
        while (_at < _text.Length)
        {
            var kind = WordBreak.At(_text, _at, out var units);
            var end = _at + units;
            if (kind == WordBreakClass.Extend)
            {
                kind = last;
            }
            else if (kind is WordBreakClass.MidLetter or WordBreakClass.MidNum or WordBreakClass.MidNumLet)
            {
                if (!Bridges(last, kind, ref end))
                {
                    return;
                }

                kind = last;
            }
            else if (!Joins(last, kind))
            {
                return;
            }

            if (end - start > MaxTokenLength)
            {
                return;
            }

            word |= kind is not WordBreakClass.ExtendNumLet;
            (_at, last) = (end, kind);
        }
    }

    private static bool Joins(WordBreakClass last, WordBreakClass next) => next switch
    {
        WordBreakClass.Letter or WordBreakClass.Numeric =>
            last is WordBreakClass.Letter or WordBreakClass.Numeric or WordBreakClass.ExtendNumLet,
        WordBreakClass.Katakana => last is WordBreakClass.Katakana or WordBreakClass.ExtendNumLet,
        WordBreakClass.ExtendNumLet =>
            last is WordBreakClass.Letter or WordBreakClass.Numeric or WordBreakClass.Katakana or WordBreakClass.ExtendNumLet,
        WordBreakClass.SouthEastAsian => last == WordBreakClass.SouthEastAsian,
        _ => false,
    };

    /// <summary>Whether a mark such as the apostrophe or the decimal point stands between two of a kind (rules WB6, WB7, WB11, WB12).</summary>
    private readonly bool Bridges(WordBreakClass last, WordBreakClass mark, ref int end)
    {
        var next = end;
        while (next < _text.Length)
        {
            var kind = WordBreak.At(_text, next, out var units);
            next += units;
            if (kind == WordBreakClass.Extend)
            {
                continue;
            }

            end = next;
            return kind == last && last switch
            {
                WordBreakClass.Letter => mark != WordBreakClass.MidNum,
                WordBreakClass.Numeric => mark != WordBreakClass.MidLetter,
                _ => false,
            };
        }

        return false;
    }
}
