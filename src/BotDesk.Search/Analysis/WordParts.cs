namespace BotDesk.Search.Analysis;

/// <summary>The parts of a word of letters and digits: it is split between a letter and a digit, and at marks other than the apostrophe.</summary>
internal ref struct WordParts(ReadOnlySpan<char> word)
{
    private readonly ReadOnlySpan<char> _word = word;
    private int _end;

    public Range Current { get; private set; }

    public readonly WordParts GetEnumerator() => this;

    public static int Count(ReadOnlySpan<char> word)
    {
        var plain = true;
        foreach (var unit in word)
        {
            plain &= unit is >= 'a' and <= 'z';
        }

        if (plain)
        {
            return 1;
        }

        var count = 0;
        foreach (var _ in new WordParts(word))
        {
            count++;
        }

        return count;
    }

    public bool MoveNext()
    {
        var start = _end;
        while (start < _word.Length && Kind(_word[start]) == 0)
        {
            start++;
        }

        if (start == _word.Length)
        {
            return false;
        }

        var kind = Kind(_word[start]);
        _end = start + 1;
        while (_end < _word.Length && Kind(_word[_end]) == kind)
        {
            _end++;
        }

        Current = start.._end;
        return true;
    }

    private static int Kind(char unit) => unit switch
    {
        >= '0' and <= '9' => 2,
        '_' or '.' or ':' or ',' or ';' => 0,
        < (char)0x80 => 1,
        _ => char.IsDigit(unit) ? 2 : char.IsPunctuation(unit) && unit is not '’' ? 0 : 1,
    };
}
