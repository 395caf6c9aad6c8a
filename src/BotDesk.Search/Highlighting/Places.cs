using System.Buffers;
using BotDesk.Search.Analysis;

namespace BotDesk.Search.Highlighting;

/// <summary>
/// The places of a text, from white space to white space, that have one of some beginnings of words in them or letters beyond ASCII. No
/// word goes across white space, so that each place can be analysed by itself, and most of a text need not be.
/// </summary>
internal ref struct Places(ReadOnlySpan<char> text, SearchValues<string> beginnings)
{
    private const string WhiteSpace = " \t\r\n";

    private readonly ReadOnlySpan<char> _text = text;
    private int _from;
    private int _beyondAscii = -1;

    public Range Current { get; private set; }

    public readonly Places GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_beyondAscii < _from)
        {
            _beyondAscii = _text[_from..].IndexOfAnyExceptInRange('\0', '\x7F') is >= 0 and var at ? _from + at : _text.Length;
        }

        var hit = NextBeginning(_from);
        if (hit == _text.Length)
        {
            return false;
        }

        var start = _from + (_text[_from..hit].LastIndexOfAny(WhiteSpace) + 1);
        var length = _text[hit..].IndexOfAny(WhiteSpace);
        _from = length < 0 ? _text.Length : hit + length;
        Current = start.._from;
        return true;
    }

    /// <summary>Where the next word or part of a word begins so, or what is beyond ASCII.</summary>
    private readonly int NextBeginning(int from)
    {
        while (_text[from.._beyondAscii].IndexOfAny(beginnings) is >= 0 and var found)
        {
            from += found;
            if (from == _from || !IsInside(from))
            {
                return from;
            }

            from++;
        }

        return _beyondAscii;
    }

    /// <summary>Whether the letter or digit goes on with a word or its part. An overlong word may be cut anywhere.</summary>
    private readonly bool IsInside(int at) =>
        (char.IsAsciiDigit(_text[at]) ? char.IsAsciiDigit(_text[at - 1]) : char.IsAsciiLetter(_text[at - 1]))
        && (at < StandardTokenizer.MaxTokenLength || _text.Slice(at - StandardTokenizer.MaxTokenLength, StandardTokenizer.MaxTokenLength).ContainsAny(WhiteSpace));
}
