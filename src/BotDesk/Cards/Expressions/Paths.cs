using System.Globalization;

namespace BotDesk.Cards.Expressions;

/// <summary>A step into the data. A chain of steps is looked up as a whole: a step that leads nowhere makes the end missing, not an error.</summary>
internal abstract class PathExpression : Expression
{
    /// <summary>Where the path leads; missing when any step does.</summary>
    public abstract Value Navigate(in Scope scope, bool substitute);

    /// <summary>The path as written, with computed indexes filled in.</summary>
    public abstract string Describe(in Scope scope, bool substitute);

    protected static Value Navigate(Expression instance, in Scope scope, bool substitute) =>
        instance is PathExpression path ? path.Navigate(scope, substitute) : instance.Evaluate(scope, substitute);
}

/// <summary><c>name</c> or <c>instance.name</c>.</summary>
internal sealed class MemberAccess(string name, Expression? instance) : PathExpression
{
    public override Value Evaluate(in Scope scope, bool substitute)
    {
        var value = Navigate(scope, substitute);
        return value.Kind == ValueKind.Undefined && substitute ? Value.Of($"${{{Describe(scope, substitute)}}}") : value;
    }

    public override Value Navigate(in Scope scope, bool substitute)
    {
        if (instance is not null)
        {
            var parent = Navigate(instance, scope, substitute);
            return parent.Kind == ValueKind.Error ? parent : parent.Property(name);
        }

        return name switch
        {
            "$root" => scope.Root,
            "$data" => scope.Data,
            "$index" => scope.Index < 0 ? Value.Undefined : Value.Of(scope.Index),
            _ => scope.Data.Property(name),
        };
    }

    public override string Describe(in Scope scope, bool substitute) =>
        instance is PathExpression path ? $"{path.Describe(scope, substitute)}.{name}" : name;

    public override string ToString() => instance is null ? name : $"{instance}.{name}";
}

/// <summary><c>instance[index]</c>: an item by its number, or a property by its name.</summary>
internal sealed class ElementAccess(Expression instance, Expression index) : PathExpression
{
    // As the last step, what is out of reach is an error; in the middle of a path it is only missing.
    public override Value Evaluate(in Scope scope, bool substitute)
    {
        var container = instance.Evaluate(scope, substitute);
        if (container.Kind == ValueKind.Error)
        {
            return container;
        }

        var key = index.Evaluate(scope, substitute: false);
        if (key.IsInteger)
        {
            return container.IsMissing ? Value.Undefined
                : container.Kind != ValueKind.Array ? Value.Error($"{instance} is not a collection.")
                : key.Number >= 0 && key.Number < container.Count ? container[(int)key.Number]
                : Value.Error($"{key.ToText()} is out of range for {instance}.");
        }

        return key.Kind switch
        {
            ValueKind.Text => Step(container, key),
            ValueKind.Error => key,
            _ => Value.Error($"Could not coerce {index} to an int or string."),
        };
    }

    public override Value Navigate(in Scope scope, bool substitute)
    {
        var container = Navigate(instance, scope, substitute);
        if (container.Kind == ValueKind.Error)
        {
            return container;
        }

        var key = index.Evaluate(scope, substitute);
        return key.Kind switch
        {
            ValueKind.Number or ValueKind.Text => Step(container, key),
            ValueKind.Error => key,
            _ => Value.Error($"{index} doesn't return an int or string"),
        };
    }

    public override string Describe(in Scope scope, bool substitute)
    {
        var key = index.Evaluate(scope, substitute);
        var step = key.Kind == ValueKind.Text && !int.TryParse(key.Text, CultureInfo.InvariantCulture, out _) ? $"['{key.Text}']" : $"[{key.ToText()}]";
        return instance is PathExpression path ? path.Describe(scope, substitute) + step : step;
    }

    public override string ToString() => $"{instance}[{index}]";

    private static Value Step(in Value container, in Value key)
    {
        if (container.Kind != ValueKind.Array)
        {
            return container.Property(key.ToText());
        }

        return int.TryParse(key.ToText(), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < container.Count ? container[at] : Value.Undefined;
    }
}
