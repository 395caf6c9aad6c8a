using System.Buffers;

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
        var rest = _text[_from..];
        if (_beyondAscii < _from)
        {
            _beyondAscii = rest.IndexOfAnyExceptInRange('\0', '\x7F') is >= 0 and var at ? _from + at : _text.Length;
        }

        var hit = rest[..(_beyondAscii - _from)].IndexOfAny(beginnings) is >= 0 and var found ? _from + found : _beyondAscii;
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
}
