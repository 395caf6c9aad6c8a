using System.Text.Json;

namespace BotDesk.Cards.Expressions;

/// <summary>One compiled expression. Immutable, so that all threads share it.</summary>
internal abstract class Expression
{
    /// <param name="substitute">
    /// Whether a path that leads nowhere becomes its own source text (<c>${path}</c>), as it does wherever a text is shown. Conditions and
    /// comparisons see it as missing instead.
    /// </param>
    /// <returns>The value; never an exception: what went wrong is a value of the kind Error.</returns>
    public abstract Value Evaluate(in Scope scope, bool substitute);

    /// <summary>The expression in the canonical spelling that stands in for it where it failed in the middle of a text.</summary>
    public abstract override string ToString();
}

internal sealed class Constant(Value value) : Expression
{
    public override Value Evaluate(in Scope scope, bool substitute) => value;

    public override string ToString() => value.Kind switch
    {
        ValueKind.Text => $"'{value.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'",
        ValueKind.Undefined => "undefined",
        ValueKind.Null => "null",
        _ => value.ToText(),
    };
}

/// <summary><c>json('…')</c>, read when the template is compiled.</summary>
internal sealed class JsonLiteral(string source, JsonElement json) : Expression
{
    private readonly Value _value = Value.From(json);

    public override Value Evaluate(in Scope scope, bool substitute) => _value;

    public override string ToString() => $"json({new Constant(Value.Of(source))})";
}
