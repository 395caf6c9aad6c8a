using System.Text;

namespace BotDesk.Cards.Expressions;

/// <summary>Text with expressions in it. A part that fails shows its own source, so that it is noticed; null and nothing leave a gap.</summary>
internal sealed class Interpolation(Expression[] parts) : Expression
{
    public override Value Evaluate(in Scope scope, bool substitute)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            var value = part.Evaluate(scope, substitute);
            text.Append(value.Kind == ValueKind.Error ? $"${{{part}}}" : value.ToText());
        }

        return Value.Of(text.ToString());
    }

    public override string ToString() => Call.Describe("concat", parts);

    /// <summary>Compiles a text of a template.</summary>
    /// <returns>Null when the text has no expression and stands for itself.</returns>
    /// <exception cref="ExpressionSyntaxException">What the text contains is not in the supported language.</exception>
    public static Expression? Parse(string text)
    {
        if (!text.Contains("${", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = new List<Expression>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '$' or '`')
            {
                literal.Append(text[i + 1]);
                i += 2;
            }
            else if (text[i] == '`')
            {
                throw new ExpressionSyntaxException("A backtick beside an expression must be written \\`.", i);
            }
            else if (text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{')
            {
                FlushTo(parts, literal);
                var parser = new ExpressionParser(text, i + 2);
                parts.Add(parser.ParseTemplate());
                i = parser.Position;
            }
            else
            {
                literal.Append(text[i++]);
            }
        }

        FlushTo(parts, literal);

        // A lone expression keeps its type; a lone constant, and concat(…), are text.
        return parts is [Call { IsConcat: true } concat] ? new Interpolation([.. concat.Arguments])
            : parts is [not Constant] ? parts[0]
            : new Interpolation([.. parts]);
    }

    private static void FlushTo(List<Expression> parts, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            parts.Add(new Constant(Value.Of(literal.ToString())));
            literal.Clear();
        }
    }
}
