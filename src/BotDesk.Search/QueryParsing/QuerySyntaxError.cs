using BotDesk.Search.Queries;

namespace BotDesk.Search.QueryParsing;

/// <summary>Why a query could not be understood, in words for who typed it.</summary>
/// <param name="Position">Where in the text, from 0, in UTF-16 units; its length for "at the end".</param>
/// <param name="Message">What is wrong there and what was expected.</param>
public sealed record QuerySyntaxError(int Position, string Message)
{
    public override string ToString() => $"{Message} (at position {Position + 1})";
}

/// <summary>The query, or why there is none.</summary>
/// <param name="Query">Null where there is an error.</param>
public sealed record ParsedQuery(Query? Query, QuerySyntaxError? Error)
{
    public static implicit operator ParsedQuery(QuerySyntaxError error) => new(null, error);
}
