using System.Globalization;
using BotDesk.Search.Queries;

namespace BotDesk.Search.QueryParsing;

/// <summary>
/// Lucene's classic query syntax: <c>title:vpn AND "error 619" -mac vpn~ drop*</c>. Words, phrases, field:, groups, AND OR NOT &amp;&amp; || !,
/// + and -, wildcards * and ?, fuzzy ~ with 0 to 2 edits, slop "…"~3, boost ^2, and \ before any character that means itself. AND and OR
/// bind as in Lucene: AND makes its two neighbours required, there is no precedence. A word without a field is looked for in all
/// fields that the schema names as default, weighted as it says. Ranges and regular expressions are refused.
/// </summary>
public sealed class QueryParser(IndexSchema schema)
{
    private readonly QueryBuilder _builder = new(schema);

    /// <summary>Whether words without an operator are all required.</summary>
    /// <value>The default is no: any may match.</value>
    public bool DefaultAnd { get; init; }

    /// <summary>How much the fields other than the best count for a word that is looked for in several.</summary>
    /// <value>The default is 0.1.</value>
    public float TieBreaker { get; init; } = 0.1f;

    /// <summary>How deep groups may be nested.</summary>
    private const int MaxDepth = 100;

    /// <summary>Understands the query. Empty text, and text without a word, finds nothing and is no error.</summary>
    public ParsedQuery Parse(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var lexer = new QueryLexer(query);
        var tokens = lexer.Read();
        var pass = new Pass(this, tokens, lexer.Error);
        var (parsed, error) = pass.Group(null, 0);
        if (error is null && lexer.Error is null && pass.Current.Kind == QueryTokenKind.Close)
        {
            error = new QuerySyntaxError(pass.Current.Position, "This ) closes nothing: no ( stands before it.");
        }

        // What the lexer stopped at lies behind everything that was parsed.
        return (error ?? lexer.Error) is { } refused ? refused : new ParsedQuery(parsed ?? new BooleanQuery([]), null);
    }

    /// <summary>The fields for which a query is made: the named one, or all default ones.</summary>
    private Query? InFields(string? field, Func<FieldType, Query?> make)
    {
        FieldType[] fields = field is null
            ? [.. schema.Fields.Where(type => type.Default)]
            : [schema.Fields[schema.NumberOf(field)!.Value]];
        Query[] queries = [.. fields
            .Select(type => make(type) is { } query ? field is null && type.Weight != 1 ? new BoostQuery(query, type.Weight) : query : null)
            .OfType<Query>()];
        return queries.Length switch { 0 => null, 1 => queries[0], _ => new DisjunctionMaxQuery(queries, TieBreaker) };
    }

    /// <summary>One walk over the pieces, by recursive descent.</summary>
    private sealed class Pass(QueryParser parser, List<QueryToken> tokens, QuerySyntaxError? lexerError)
    {
        private int _at;

        public QueryToken Current => tokens[_at];

        /// <summary>Clauses up to a closing parenthesis or the end.</summary>
        public (Query? Query, QuerySyntaxError? Error) Group(string? field, int depth)
        {
            if (depth > MaxDepth)
            {
                return (null, new QuerySyntaxError(Current.Position, $"Groups are nested deeper than {MaxDepth}."));
            }

            var clauses = new List<BooleanClause>();
            var first = true;
            while (Current.Kind is not (QueryTokenKind.End or QueryTokenKind.Close))
            {
                var joined = Current;
                if (joined.Kind is QueryTokenKind.And or QueryTokenKind.Or)
                {
                    _at++;
                    if (first || EndsHere())
                    {
                        return (null, Unfinished(first
                            ? new QuerySyntaxError(joined.Position, $"A word was expected before {joined.Text}.")
                            : new QuerySyntaxError(Current.Position, $"A word was expected after {joined.Text}.")));
                    }
                }

                var error = Clause(clauses, field, joined.Kind, depth);
                if (error is not null)
                {
                    return (null, error);
                }

                first = false;
            }

            return (clauses switch
            {
                [] => null,
                [{ Occur: Occur.Should or Occur.Must }] => clauses[0].Query,
                _ => new BooleanQuery(clauses),
            }, null);
        }

        private QuerySyntaxError? Clause(List<BooleanClause> clauses, string? field, QueryTokenKind joined, int depth)
        {
            var sign = Current.Kind;
            if (sign is QueryTokenKind.Plus or QueryTokenKind.Minus or QueryTokenKind.Not)
            {
                var token = tokens[_at++];
                if (EndsHere() || Current.Kind is QueryTokenKind.And or QueryTokenKind.Or or QueryTokenKind.Plus or QueryTokenKind.Minus or QueryTokenKind.Not)
                {
                    return Unfinished(new QuerySyntaxError(Current.Position, $"A word, a phrase or a group was expected after {token.Text}."));
                }
            }

            var (query, error) = Item(field, depth);
            if (error is not null)
            {
                return error;
            }

            var excluded = sign is QueryTokenKind.Minus or QueryTokenKind.Not;
            var required = !excluded && (sign == QueryTokenKind.Plus || joined == QueryTokenKind.And || (parser.DefaultAnd && joined != QueryTokenKind.Or));
            if (clauses.Count > 0 && clauses[^1].Occur != Occur.MustNot)
            {
                if (joined == QueryTokenKind.And)
                {
                    clauses[^1] = clauses[^1] with { Occur = Occur.Must };
                }
                else if (joined == QueryTokenKind.Or && parser.DefaultAnd)
                {
                    clauses[^1] = clauses[^1] with { Occur = Occur.Should };
                }
            }

            if (query is not null)
            {
                clauses.Add(new BooleanClause(query, excluded ? Occur.MustNot : required ? Occur.Must : Occur.Should));
            }

            return null;
        }

        /// <summary>A word, phrase or group with what stands before it (a field) and behind it (~, ^).</summary>
        private (Query? Query, QuerySyntaxError? Error) Item(string? field, int depth)
        {
            var token = tokens[_at++];
            if (token.Kind is QueryTokenKind.Term && Current.Kind == QueryTokenKind.Colon && Current.Position == token.End)
            {
                if (token.Text != "*" && schema(token.Text) is null)
                {
                    return (null, new QuerySyntaxError(
                        token.Position, $"There is no field '{token.Text}'. The fields are {string.Join(", ", parser.FieldNames)}; write \\: for a colon."));
                }

                _at++;
                if (EndsHere() || Current.Kind is QueryTokenKind.And or QueryTokenKind.Or or QueryTokenKind.Colon)
                {
                    return (null, Unfinished(new QuerySyntaxError(Current.Position, $"A word, a phrase or a group was expected after {token.Text}:.")));
                }

                (field, token) = (token.Text, tokens[_at++]);
            }

            if (field == "*" && token.Raw != "*")
            {
                return (null, new QuerySyntaxError(token.Position, "After *: only * is possible: *:* finds everything."));
            }

            var (query, error) = token.Kind switch
            {
                QueryTokenKind.Term => Word(field, token),
                QueryTokenKind.Phrase => Phrase(field, token),
                QueryTokenKind.Open => Parenthesised(field, token, depth),
                QueryTokenKind.Range => (null, new QuerySyntaxError(
                    token.Position, $"Ranges ([a TO b], {{a TO b}}) are not supported; write \\{token.Text} for the character itself.")),
                _ => (null, new QuerySyntaxError(
                    token.Position, $"A word, a phrase or a group was expected, and not {token.Text}; write \\{token.Text} for the character itself.")),
            };
            return error is null ? Boosted(query) : (null, error);

            int? schema(string name) => parser.NumberOf(name);
        }

        private (Query? Query, QuerySyntaxError? Error) Parenthesised(string? field, QueryToken open, int depth)
        {
            var (query, error) = Group(field, depth + 1);
            if (error is not null)
            {
                return (null, error);
            }

            if (Current.Kind != QueryTokenKind.Close)
            {
                return (null, lexerError ?? new QuerySyntaxError(open.Position, "The group that opens here is never closed: a ) was expected."));
            }

            _at++;
            return (query, null);
        }

        private (Query? Query, QuerySyntaxError? Error) Phrase(string? field, QueryToken token)
        {
            var slop = 0;
            if (Current.Kind == QueryTokenKind.Tilde && Current.Position == token.End)
            {
                _at++;
                if (!Number(out var number) || number != Math.Floor(number) || number > 1000)
                {
                    return (null, new QuerySyntaxError(Current.Position, "After \"…\"~ a whole number up to 1000 was expected: by how many places the words may be moved."));
                }

                slop = (int)number;
            }

            return (parser.InFields(field, type => parser._builder.Phrase(type.Name, token.Text, slop)), null);
        }

        private (Query? Query, QuerySyntaxError? Error) Word(string? field, QueryToken token)
        {
            if (token.Raw is ['/', _, .., '/'])
            {
                return (null, new QuerySyntaxError(token.Position, "Regular expressions (/…/) are not supported; put the text in quotation marks."));
            }

            if (field is null or "*" && token.Raw == "*")
            {
                return (new MatchAllDocsQuery(), null);
            }

            if (Current.Kind == QueryTokenKind.Tilde && Current.Position == token.End)
            {
                return Fuzzy(field, token);
            }

            var pattern = WildcardPattern.Parse(token.Raw);
            if (pattern.Many.Any(many => many) || pattern.Items.Any(item => item is null))
            {
                return (parser.InFields(field, type => Pattern(type, token)), null);
            }

            return (parser.InFields(field, type => parser._builder.One(type.Name, token.Text)), null);
        }

        private static Query Pattern(FieldType type, QueryToken token)
        {
            var normalized = type.Analyzer.Normalize(token.Raw);
            var pattern = WildcardPattern.Parse(normalized);
            return pattern.Prefix.Length == pattern.Items.Length - 1 && pattern.Many[^1]
                ? new PrefixQuery(type.Name, pattern.Prefix)
                : new WildcardQuery(type.Name, normalized);
        }

        private (Query? Query, QuerySyntaxError? Error) Fuzzy(string? field, QueryToken token)
        {
            var tilde = tokens[_at++];
            var edits = 2.0;
            if (Current.Kind == QueryTokenKind.Term && Current.Position == tilde.End)
            {
                if (!Number(out edits))
                {
                    return (null, new QuerySyntaxError(Current.Position, "After ~ a number of edits from 0 to 2 was expected."));
                }

                // Up to Lucene 3 the number was a similarity below 1.
                edits = edits is > 0 and < 1 ? Math.Min(2, Math.Floor((1 - edits) * token.Text.Length)) : edits;
                if (edits > 2 || edits != Math.Floor(edits))
                {
                    return (null, new QuerySyntaxError(tilde.End, "After ~ a number of edits from 0 to 2 was expected."));
                }
            }

            return (parser.InFields(field, type =>
            {
                var terms = type.Analyzer.Tokens(token.Text);
                return terms.Count == 0 ? null : new FuzzyQuery(type.Name, terms[0].Term, (int)edits);
            }), null);
        }

        private (Query? Query, QuerySyntaxError? Error) Boosted(Query? query)
        {
            if (Current.Kind != QueryTokenKind.Caret)
            {
                return (query, null);
            }

            _at++;
            return Number(out var boost) && boost <= 1e6
                ? (query is null ? null : new BoostQuery(query, (float)boost), null)
                : (null, new QuerySyntaxError(Current.Position, "After ^ a number from 0 to 1000000 was expected: how much this counts."));
        }

        private bool Number(out double number)
        {
            number = 0;
            if (Current.Kind != QueryTokenKind.Term || Current.Position != tokens[_at - 1].End
                || !double.TryParse(Current.Raw, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number))
            {
                return false;
            }

            _at++;
            return true;
        }

        private bool EndsHere() => Current.Kind is QueryTokenKind.End or QueryTokenKind.Close;

        /// <summary>Where the text broke off because of something that the lexer refused, that is the reason.</summary>
        private QuerySyntaxError Unfinished(QuerySyntaxError error) => Current.Kind == QueryTokenKind.End ? lexerError ?? error : error;
    }

    private IEnumerable<string> FieldNames => schema.Fields.Select(type => type.Name);

    private int? NumberOf(string field) => schema.NumberOf(field);
}
