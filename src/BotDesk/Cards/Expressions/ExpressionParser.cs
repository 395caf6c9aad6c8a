using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BotDesk.Cards.Expressions;

/// <summary>
/// Reads one expression between <c>${</c> and <c>}</c>. Precedence as in the grammar of Adaptive Expressions, which differs from other
/// languages: <c>==</c> binds tighter than <c>&lt;</c>, with <c>&amp;</c> (joins texts) between them.
/// </summary>
internal sealed class ExpressionParser(string text, int start)
{
    private const int DeepestNesting = 50;

    // From loose to tight.
    private static readonly string[][] Levels = [["??"], ["||"], ["&&"], ["<=", ">=", "<", ">"], ["&"], ["==", "!="], ["+", "-"], ["*", "/", "%"]];

    private int _depth;

    /// <summary>Where reading stands in the text.</summary>
    public int Position { get; private set; } = start;

    /// <summary>Reads to behind the closing brace.</summary>
    /// <exception cref="ExpressionSyntaxException">It is not an expression of the supported language.</exception>
    public Expression ParseTemplate()
    {
        var expression = ParseExpression();
        if (!TryTake("}"))
        {
            throw Unexpected();
        }

        return expression;
    }

    private Expression ParseExpression()
    {
        var condition = ParseBinary(0);
        if (!TryTakeOperator("?"))
        {
            return condition;
        }

        var yes = ParseExpression();
        Expect(":");
        var no = ParseBinary(0);

        // The reference grammar reads a ? b : c ? d : e from the left, which nobody means.
        return PeekOperator() == "?" ? throw Error("Put a condition inside a condition in parentheses.") : new Conditional(condition, yes, no);
    }

    private Expression ParseBinary(int level)
    {
        if (level == Levels.Length)
        {
            return ParseUnary();
        }

        var left = ParseBinary(level + 1);
        while (PeekOperator() is { } found && Levels[level].Contains(found))
        {
            if (found == "%" && Position + 1 < text.Length && (char.IsAsciiLetterOrDigit(text[Position + 1]) || text[Position + 1] == '_'))
            {
                throw Error("Write a space after %.");
            }

            Position += found.Length;
            left = Make(found, [left, ParseBinary(level + 1)]);
        }

        return left;
    }

    private Expression ParseUnary()
    {
        if (++_depth > DeepestNesting)
        {
            throw Error("This is nested too deeply.");
        }

        var expression = TryTakeOperator("!") ? Make("!", [ParseUnary()])
            : TryTakeOperator("-") ? Make("-", [new Constant(Value.Of(0)), ParseUnary()])
            : ParsePrimary();
        _depth--;
        return expression;
    }

    private Expression ParsePrimary()
    {
        var expression = ParseAtom();
        while (true)
        {
            if (TryTake("."))
            {
                expression = new MemberAccess(ParseName(), expression);
            }
            else if (TryTake("["))
            {
                expression = new ElementAccess(expression, ParseExpression());
                Expect("]");
            }
            else
            {
                return expression;
            }
        }
    }

    private Expression ParseAtom()
    {
        SkipSpace();
        var at = Position < text.Length ? text[Position] : '\0';
        if (TryTake("("))
        {
            var inner = ParseExpression();
            Expect(")");
            return inner;
        }

        if (TryTake("["))
        {
            return Make("createArray", ParseArguments("]"));
        }

        return at switch
        {
            '\'' or '"' => new Constant(Value.Of(ParseText(at))),
            >= '0' and <= '9' => new Constant(Value.Of(ParseNumber())),
            _ => ParseNameOrCall(),
        };
    }

    private Expression ParseNameOrCall()
    {
        var nameAt = Position;
        var name = ParseName();
        if (TryTake("("))
        {
            return Make(name, ParseArguments(")"), nameAt);
        }

        return name switch
        {
            "true" => new Constant(Value.Of(true)),
            "false" => new Constant(Value.Of(false)),
            "null" => new Constant(Value.Null),
            "undefined" => new Constant(Value.Undefined),
            "$root" or "$data" or "$index" => new MemberAccess(name, null),
            _ when name[0] == '$' => throw Error($"{name} is not supported; there are $root, $data and $index.", nameAt),
            _ => new MemberAccess(name, null),
        };
    }

    private Expression[] ParseArguments(string end)
    {
        if (TryTake(end))
        {
            return [];
        }

        var arguments = new List<Expression> { ParseExpression() };
        while (TryTake(","))
        {
            arguments.Add(ParseExpression());
        }

        Expect(end);
        return [.. arguments];
    }

    private Expression Make(string name, Expression[] arguments, int? nameAt = null)
    {
        var function = Functions.Find(name);
        var (least, most) = name switch
        {
            "if" => (3, 3),
            "and" or "&&" or "or" or "||" => (1, int.MaxValue),
            "not" or "!" or "json" => (1, 1),
            _ when function is not null => (function.Least, function.Most),
            _ => throw Error($"The function {name} is not supported.", nameAt),
        };
        if (arguments.Length < least || arguments.Length > most)
        {
            throw Error($"{name} does not take {arguments.Length} arguments.", nameAt);
        }

        return name switch
        {
            "if" => new Conditional(arguments[0], arguments[1], arguments[2]),
            "and" or "&&" => new Conjunction(name, arguments),
            "or" or "||" => new Disjunction(name, arguments),
            "not" or "!" => new Negation(name, arguments[0]),
            "json" => ParseJson(arguments[0], nameAt),
            _ => new Call(name, function!, arguments),
        };
    }

    private JsonLiteral ParseJson(Expression argument, int? nameAt)
    {
        try
        {
            return argument is Constant constant && constant.Evaluate(default, substitute: false) is { Kind: ValueKind.Text } source
                ? new JsonLiteral(source.Text, JsonElement.Parse(source.Text.Trim()))
                : throw Error("json takes a text that stands in the template.", nameAt);
        }
        catch (JsonException exception)
        {
            throw Error($"json: {exception.Message}", nameAt);
        }
    }

    private string ParseName()
    {
        SkipSpace();
        var from = Position;
        while (Position < text.Length && (char.IsAsciiLetter(text[Position]) || text[Position] is '_' || (text[Position] == '$' && Position == from) || (char.IsAsciiDigit(text[Position]) && Position > from)))
        {
            Position++;
        }

        return Position > from ? text[from..Position] : throw Unexpected();
    }

    private double ParseNumber()
    {
        var from = Position;
        while (Position < text.Length && char.IsAsciiDigit(text[Position]))
        {
            Position++;
        }

        if (Position + 1 < text.Length && text[Position] == '.' && char.IsAsciiDigit(text[Position + 1]))
        {
            for (Position++; Position < text.Length && char.IsAsciiDigit(text[Position]); Position++)
            {
            }
        }

        return double.Parse(text.AsSpan(from, Position - from), CultureInfo.InvariantCulture);
    }

    private string ParseText(char quote)
    {
        var from = Position++;
        var result = new StringBuilder();
        while (Position < text.Length && text[Position] != quote)
        {
            if (text[Position] == '\\' && Position + 1 < text.Length && (text[Position + 1] == quote || text[Position + 1] is 'r' or 'n' or 't' or '\\'))
            {
                result.Append(text[++Position] switch { 'r' => '\r', 'n' => '\n', 't' => '\t', var same => same });
            }
            else
            {
                result.Append(text[Position]);
            }

            Position++;
        }

        if (Position++ >= text.Length)
        {
            throw Error("This text has no end.", from);
        }

        return result.ToString();
    }

    private string? PeekOperator()
    {
        SkipSpace();
        var rest = text.AsSpan(Position);
        string[] operators = ["??", "||", "&&", "<=", ">=", "==", "!=", "<", ">", "&", "+", "-", "*", "/", "%", "?", "!"];
        foreach (var candidate in operators)
        {
            if (rest.StartsWith(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private bool TryTakeOperator(string wanted)
    {
        if (PeekOperator() != wanted)
        {
            return false;
        }

        Position += wanted.Length;
        return true;
    }

    private bool TryTake(string wanted)
    {
        SkipSpace();
        if (!text.AsSpan(Position).StartsWith(wanted))
        {
            return false;
        }

        Position += wanted.Length;
        return true;
    }

    private void Expect(string wanted)
    {
        if (!TryTake(wanted))
        {
            throw Unexpected();
        }
    }

    private void SkipSpace()
    {
        while (Position < text.Length && text[Position] is ' ' or '\t' or '\u00a0' or '\ufeff')
        {
            Position++;
        }
    }

    private ExpressionSyntaxException Unexpected() =>
        Position < text.Length ? Error($"\"{text[Position]}\" is not expected here.") : Error("The expression has no end.");

    private ExpressionSyntaxException Error(string message, int? at = null) => new(message, at ?? Position);
}
