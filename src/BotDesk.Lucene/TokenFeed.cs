using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace BotDesk.Lucene;

/// <summary>The terms that the schema's own analyzer makes of a text, as Lucene takes them: the same matches in both indexes.</summary>
internal sealed class TokenFeed : TokenStream
{
    private readonly IReadOnlyList<Search.Analysis.Token> _tokens;
    private readonly ICharTermAttribute _term;
    private readonly IOffsetAttribute _offset;
    private readonly IPositionIncrementAttribute _increment;
    private int _next;
    private int _position = -1;

    /// <param name="maxWords">Words after so many are left out; terms at one position are one word.</param>
    public TokenFeed(Search.Analysis.Analyzer analyzer, string text, int maxWords)
    {
        var tokens = analyzer.Tokens(text);
        _tokens = maxWords == int.MaxValue ? tokens : [.. tokens.GroupBy(token => token.Position).Take(maxWords).SelectMany(same => same)];
        (_term, _offset, _increment) = (AddAttribute<ICharTermAttribute>(), AddAttribute<IOffsetAttribute>(), AddAttribute<IPositionIncrementAttribute>());
    }

    /// <summary>How many terms there are.</summary>
    public int Count => _tokens.Count;

    public override bool IncrementToken()
    {
        if (_next == _tokens.Count)
        {
            return false;
        }

        ClearAttributes();
        var token = _tokens[_next++];
        _term.SetEmpty().Append(token.Term);
        _offset.SetOffset(token.Start, token.Start + token.Length);
        _increment.PositionIncrement = token.Position - _position;
        _position = token.Position;
        return true;
    }

    public override void Reset()
    {
        base.Reset();
        (_next, _position) = (0, -1);
    }
}
