namespace BotDesk.Search.Analysis;

/// <summary>Turns text into terms. Immutable, and safe to use from many threads at once.</summary>
public abstract class Analyzer
{
    /// <summary>Sends every term of the text to the sink, in order of position.</summary>
    public abstract void Analyze(ReadOnlySpan<char> text, ITokenSink sink);

    /// <summary>The form that words of the text have in the index as far as it does not need whole words: for prefixes and wildcards.</summary>
    public virtual string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.ToLowerInvariant();
    }

    /// <summary>The analyzer that this one leaves the text to, where that depends on the text.</summary>
    public virtual Analyzer Choose(ReadOnlySpan<char> text) => this;

    /// <summary>What every word of ASCII letters that becomes the term has in it, whatever its case; empty where that cannot be said.</summary>
    public virtual ReadOnlySpan<char> SureBeginning(string term) => [];

    /// <summary>The terms of the text, collected.</summary>
    public IReadOnlyList<Token> Tokens(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var list = new TokenList();
        Analyze(text, list);
        return list.Tokens;
    }

    private sealed class TokenList : ITokenSink
    {
        private int _position = -1;

        public List<Token> Tokens { get; } = [];

        public void Accept(ReadOnlySpan<char> term, int start, int length, int positionIncrement)
        {
            _position += positionIncrement;
            Tokens.Add(new Token(term.ToString(), start, length, _position));
        }
    }
}
