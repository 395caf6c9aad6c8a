namespace BotDesk.Cards.Expressions;

/// <summary>A function or operator that wants the values of all its arguments.</summary>
internal sealed class Call(string name, Function function, Expression[] arguments) : Expression
{
    /// <summary>Whether this is <c>concat(…)</c>, which as a whole property is text like <c>"${a}${b}"</c>.</summary>
    public bool IsConcat => name == "concat";

    public IReadOnlyList<Expression> Arguments => arguments;

    public override Value Evaluate(in Scope scope, bool substitute)
    {
        var values = new Value[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            values[i] = arguments[i].Evaluate(scope, substitute && !function.IsTest);
            if (values[i].Kind == ValueKind.Error)
            {
                return function.IsTest ? Value.Of(false) : values[i];
            }

            if (!function.Accepts(values[i]))
            {
                return function.IsTest ? Value.Of(false) : Value.Error($"{arguments[i]} is not what {name} takes.");
            }
        }

        return function.Apply(values);
    }

    public override string ToString() => Describe(name, arguments);

    public static string Describe(string name, Expression[] arguments) => char.IsAsciiLetter(name[0]) || arguments.Length < 2
        ? $"{name}({string.Join(", ", arguments.AsEnumerable())})"
        : $"({string.Join($" {name} ", arguments.AsEnumerable())})";
}

/// <param name="IsTest">Whether it answers yes or no: then an argument that is missing, failed or not acceptable means no.</param>
/// <param name="Accepts">Whether an argument is of a kind that the function takes.</param>
internal sealed record Function(int Least, int Most, bool IsTest, Func<Value, bool> Accepts, Func<Value[], Value> Apply);
