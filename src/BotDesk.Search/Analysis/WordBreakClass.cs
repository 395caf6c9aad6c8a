using System.Globalization;

namespace BotDesk.Search.Analysis;

/// <summary>What a character means for word breaking (Unicode Standard Annex 29, table 3), as far as a tokenizer needs it.</summary>
internal enum WordBreakClass : byte
{
    Other,
    Letter,
    Numeric,
    Katakana,
    /// <summary>Ideographs and Hiragana: every character is a word of its own.</summary>
    Ideographic,
    /// <summary>Thai, Lao, Khmer, Myanmar: written without spaces; a run is one word, as in Lucene.</summary>
    SouthEastAsian,
    ExtendNumLet,
    MidLetter,
    MidNum,
    MidNumLet,
    /// <summary>Combining marks, format characters and joiners: belong to what stands before them (rule WB4).</summary>
    Extend,
}

internal static class WordBreak
{
    private static readonly WordBreakClass[] Bmp = Enumerable.Range(0, 0x10000).Select(Classify).ToArray();

    /// <summary>The class of the code point that begins at <paramref name="index"/>, and how many UTF-16 units it takes.</summary>
    public static WordBreakClass At(ReadOnlySpan<char> text, int index, out int units)
    {
        var unit = text[index];
        if (char.IsHighSurrogate(unit) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        {
            units = 2;
            return Classify(char.ConvertToUtf32(unit, text[index + 1]));
        }

        units = 1;
        return Bmp[unit];
    }

    private static WordBreakClass Classify(int codePoint) => codePoint switch
    {
        '\'' or '.' or 0x2018 or 0x2019 or 0x2024 or 0xFE52 or 0xFF07 or 0xFF0E => WordBreakClass.MidNumLet,
        ':' or 0xB7 or 0x387 or 0x55F or 0x5F4 or 0x2027 or 0xFE13 or 0xFE55 or 0xFF1A => WordBreakClass.MidLetter,
        ',' or ';' or 0x37E or 0x589 or 0x60C or 0x60D or 0x66C or 0x7F8 or 0x2044 or 0xFE10 or 0xFE14 or 0xFE50 or 0xFE54
            or 0xFF0C or 0xFF1B => WordBreakClass.MidNum,
        0x202F => WordBreakClass.ExtendNumLet,
        0x200B => WordBreakClass.Other,
        // The two voiced sound marks combine, but are letters of Katakana for word breaking.
        (>= 0x30A0 and <= 0x30FF and not 0x30FB) or (>= 0x31F0 and <= 0x31FF) or (>= 0xFF66 and <= 0xFF9F)
            or (>= 0x3031 and <= 0x3035) or 0x309B or 0x309C => WordBreakClass.Katakana,
        (>= 0x3041 and <= 0x3096) or (>= 0x309D and <= 0x309F) => WordBreakClass.Ideographic,
        (>= 0x2E80 and <= 0x2FD5) or 0x3005 or 0x3007 or (>= 0x3021 and <= 0x3029) or (>= 0x3400 and <= 0x4DBF)
            or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFD) => WordBreakClass.Ideographic,
        (>= 0xD800 and <= 0xDFFF) => WordBreakClass.Other,
        _ => ByCategory(codePoint),
    };

    private static WordBreakClass ByCategory(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber =>
                IsSouthEastAsian(codePoint) ? WordBreakClass.SouthEastAsian : WordBreakClass.Letter,
        UnicodeCategory.DecimalDigitNumber => WordBreakClass.Numeric,
        UnicodeCategory.ConnectorPunctuation => WordBreakClass.ExtendNumLet,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format => WordBreakClass.Extend,
        _ => WordBreakClass.Other,
    };

    private static bool IsSouthEastAsian(int codePoint) =>
        codePoint is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
            or (>= 0x1950 and <= 0x19DF) or (>= 0x1A20 and <= 0x1AAF) or (>= 0xA9E0 and <= 0xA9FF) or (>= 0xAA60 and <= 0xAADF);
}
