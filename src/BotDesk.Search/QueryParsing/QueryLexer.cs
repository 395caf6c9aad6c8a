using System.Text;

namespace BotDesk.Search.QueryParsing;

internal enum QueryTokenKind
{
    Term,
    Phrase,
    And,
    Or,
    Not,
    Plus,
    Minus,
    Open,
    Close,
    Colon,
    Caret,
    Tilde,
    Range,
    End,
}

/// <summary>A piece of a query.</summary>
/// <param name="Text">A term or phrase without its escapes.</param>
/// <param name="Raw">As it was typed: a wildcard that was escaped is none.</param>
/// <param name="End">Where it ends in the query.</param>
internal readonly record struct QueryToken(QueryTokenKind Kind, int Position, int End, string Text, string Raw);

/// <summary>Cuts a query in Lucene's classic syntax into pieces.</summary>
internal sealed class QueryLexer(string query)
{
    private int _at;

    /// <summary>What stopped the lexer; the last piece is then <see cref="QueryTokenKind.End"/>.</summary>
    public QuerySyntaxError? Error { get; private set; }

    public List<QueryToken> Read()
    {
        var tokens = new List<QueryToken>();
        do
        {
            tokens.Add(Next());
        }
        while (tokens[^1].Kind != QueryTokenKind.End);
        return tokens;
    }

    private QueryToken Next()
    {
        while (_at < query.Length && char.IsWhiteSpace(query[_at]))
        {
            _at++;
        }

        if (_at == query.Length)
        {
            return new QueryToken(QueryTokenKind.End, _at, _at, "", "");
        }

        var start = _at;
        switch (query[_at])
        {
            case '"':
                return Phrase();
            case '(':
                return Mark(QueryTokenKind.Open);
            case ')':
                return Mark(QueryTokenKind.Close);
            case ':':
                return Mark(QueryTokenKind.Colon);
            case '^':
                return Mark(QueryTokenKind.Caret);
            case '~':
                return Mark(QueryTokenKind.Tilde);
            case '+':
                return Mark(QueryTokenKind.Plus);
            case '-':
                return Mark(QueryTokenKind.Minus);
            case '!':
                return Mark(QueryTokenKind.Not);
            case '[' or '{' or ']' or '}':
                return Mark(QueryTokenKind.Range);
            case '&' when Follows("&&"):
                _at += 2;
                return new QueryToken(QueryTokenKind.And, start, _at, "&&", "&&");
            case '|' when Follows("||"):
                _at += 2;
                return new QueryToken(QueryTokenKind.Or, start, _at, "||", "||");
            default:
                return Term();
        }
    }

    private QueryToken Mark(QueryTokenKind kind)
    {
        var mark = query[_at].ToString();
        return new QueryToken(kind, _at++, _at, mark, mark);
    }

    private bool Follows(string mark) => string.CompareOrdinal(query, _at, mark, 0, mark.Length) == 0;

    private QueryToken Phrase()
    {
        var start = _at++;
        var text = new StringBuilder();
        while (_at < query.Length && query[_at] != '"')
        {
            if (!Unescape(text))
            {
                return Stop();
            }
        }

        if (_at == query.Length)
        {
            Error = new QuerySyntaxError(start, "The quotation mark that opens here is never closed: a closing \" was expected.");
            return Stop();
        }

        _at++;
        return new QueryToken(QueryTokenKind.Phrase, start, _at, text.ToString(), query[start.._at]);
    }

    private QueryToken Term()
    {
        var start = _at;
        var text = new StringBuilder();
        while (_at < query.Length && !char.IsWhiteSpace(query[_at]) && !"\"():^~[]{}".Contains(query[_at], StringComparison.Ordinal)
            && !Follows("&&") && !Follows("||"))
        {
            if (!Unescape(text))
            {
                return Stop();
            }
        }

        var raw = query[start.._at];
        var kind = raw switch { "AND" => QueryTokenKind.And, "OR" => QueryTokenKind.Or, "NOT" => QueryTokenKind.Not, _ => QueryTokenKind.Term };
        return new QueryToken(kind, start, _at, text.ToString(), raw);
    }

    private bool Unescape(StringBuilder text)
    {
        if (query[_at] == '\\')
        {
            if (++_at == query.Length)
            {
                Error = new QuerySyntaxError(_at - 1, "After a backslash the character was expected that it protects; write \\\\ for a backslash.");
                return false;
            }
        }

        text.Append(query[_at++]);
        return true;
    }

    private QueryToken Stop()
    {
        _at = query.Length;
        return new QueryToken(QueryTokenKind.End, _at, _at, "", "");
    }
}
