namespace BotDesk.Cards.Expressions;

/// <summary><c>if(condition, yes, no)</c> and <c>condition ? yes : no</c>. A condition that fails counts as false.</summary>
internal sealed class Conditional(Expression condition, Expression yes, Expression no) : Expression
{
    public override Value Evaluate(in Scope scope, bool substitute)
    {
        var decided = condition.Evaluate(scope, substitute: false);
        return (decided.Kind != ValueKind.Error && decided.IsTrue ? yes : no).Evaluate(scope, substitute);
    }

    public override string ToString() => $"if({condition}, {yes}, {no})";
}

/// <summary><c>and</c>: false at the first part that is not true or fails; later parts are not looked at.</summary>
internal sealed class Conjunction(string name, Expression[] parts) : Expression
{
    public override Value Evaluate(in Scope scope, bool substitute)
    {
        foreach (var part in parts)
        {
            var value = part.Evaluate(scope, substitute: false);
            if (value.Kind == ValueKind.Error || !value.IsTrue)
            {
                return Value.Of(false);
            }
        }

        return Value.Of(true);
    }

    public override string ToString() => Call.Describe(name, parts);
}

/// <summary><c>or</c>: true at the first part that is; else the last part as it is, which may be missing.</summary>
internal sealed class Disjunction(string name, Expression[] parts) : Expression
{
    public override Value Evaluate(in Scope scope, bool substitute)
    {
        var last = Value.Of(false);
        foreach (var part in parts)
        {
            last = part.Evaluate(scope, substitute: false);
            if (last.Kind == ValueKind.Error)
            {
                last = Value.Undefined;
            }
            else if (last.IsTrue)
            {
                return Value.Of(true);
            }
        }

        return last;
    }

    public override string ToString() => Call.Describe(name, parts);
}

/// <summary><c>not</c>: true when its part is not true, or fails.</summary>
internal sealed class Negation(string name, Expression part) : Expression
{
    public override Value Evaluate(in Scope scope, bool substitute)
    {
        var value = part.Evaluate(scope, substitute: false);
        return Value.Of(value.Kind == ValueKind.Error || !value.IsTrue);
    }

    public override string ToString() => Call.Describe(name, [part]);
}
