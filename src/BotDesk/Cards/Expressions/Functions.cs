using System.Collections.Frozen;
using System.Globalization;

namespace BotDesk.Cards.Expressions;

/// <summary>
/// The functions and operators that templates may use: a subset of Adaptive Expressions
/// (https://learn.microsoft.com/azure/bot-service/adaptive-expressions/adaptive-expressions-prebuilt-functions).
/// </summary>
internal static class Functions
{
    private const int Any = int.MaxValue;

    // Numbers are shown with the typographic minus, as the reference implementation does.
    private static readonly NumberFormatInfo Numbers = new() { NegativeSign = "\u2212" };

    private static readonly FrozenDictionary<string, Function> Table = new Dictionary<string, Function>
    {
        ["=="] = Test(2, 2, _ => true, a => Value.Of(a[0].EqualTo(a[1]))),
        ["!="] = Test(2, 2, _ => true, a => Value.Of(!a[0].EqualTo(a[1]))),
        ["<"] = Test(2, 2, IsPresent, a => Compare(a, order => order < 0)),
        ["<="] = Test(2, 2, IsPresent, a => Compare(a, order => order <= 0)),
        [">"] = Test(2, 2, IsPresent, a => Compare(a, order => order > 0)),
        [">="] = Test(2, 2, IsPresent, a => Compare(a, order => order >= 0)),
        ["exists"] = Test(1, 1, IsPresent, _ => Value.Of(true)),
        ["empty"] = Test(1, 1, a => a.IsMissing || IsContainer(a), a => Value.Of(a[0].Count == 0)),
        ["+"] = Plain(2, Any, a => a.Kind is ValueKind.Undefined or ValueKind.Text or ValueKind.Number, a => Fold(a, Add)),
        ["-"] = Plain(2, Any, IsNumber, a => Fold(a, (x, y) => Value.Of(x.Number - y.Number))),
        ["*"] = Plain(2, Any, IsNumber, a => Fold(a, (x, y) => Value.Of(x.Number * y.Number))),
        ["/"] = Plain(2, Any, IsNumber, a => Fold(a, Divide)),
        ["%"] = Plain(2, 2, a => a.IsInteger, a => a[1].Number == 0 ? Value.Error("Cannot mod by 0.") : Value.Of(a[0].Number % a[1].Number)),
        ["&"] = Plain(2, 2, _ => true, a => Fold(a, Concat)),
        ["??"] = Plain(2, 2, _ => true, a => a[0].IsMissing ? a[1].IsMissing ? Value.Undefined : a[1] : a[0]),
        ["concat"] = Plain(1, Any, _ => true, a => Fold(a, Concat)),
        ["createArray"] = Plain(0, Any, _ => true, Value.Of),
        ["length"] = Plain(1, 1, IsTextOrMissing, a => Value.Of(OrEmpty(a[0]).Length)),
        ["count"] = Plain(1, 1, a => IsContainer(a), a => Value.Of(a[0].Count)),
        ["join"] = Plain(2, 3, _ => true, Join),
        ["first"] = Plain(1, 1, _ => true, a => At(a[0], last: false)),
        ["last"] = Plain(1, 1, _ => true, a => At(a[0], last: true)),
        ["substring"] = Plain(2, 3, _ => true, Substring),
        ["replace"] = Plain(3, 3, IsTextOrMissing, Replace),
        ["toUpper"] = Plain(1, 1, IsTextOrMissing, a => Value.Of(OrEmpty(a[0]).ToUpperInvariant())),
        ["toLower"] = Plain(1, 1, IsTextOrMissing, a => Value.Of(OrEmpty(a[0]).ToLowerInvariant())),
        ["string"] = Plain(1, 1, _ => true, a => Value.Of(a[0].Kind == ValueKind.Number ? Grouped(a[0].Number) : Stringify(a[0]))),
        ["formatNumber"] = Plain(2, 2, IsNumber, FormatNumber),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["equals"] = "==",
        ["less"] = "<",
        ["lessOrEquals"] = "<=",
        ["greater"] = ">",
        ["greaterOrEquals"] = ">=",
        ["add"] = "+",
        ["sub"] = "-",
        ["mul"] = "*",
        ["div"] = "/",
        ["mod"] = "%",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Function? Find(string name) => Table.GetValueOrDefault(Aliases.GetValueOrDefault(name, name));

    private static Function Test(int least, int most, Func<Value, bool> accepts, Func<Value[], Value> apply) => new(least, most, true, accepts, apply);

    private static Function Plain(int least, int most, Func<Value, bool> accepts, Func<Value[], Value> apply) => new(least, most, false, accepts, apply);

    private static bool IsPresent(Value value) => !value.IsMissing;

    private static bool IsNumber(Value value) => value.Kind == ValueKind.Number;

    private static bool IsTextOrMissing(Value value) => value.Kind is ValueKind.Text or ValueKind.Undefined;

    private static bool IsContainer(Value value) => value.Kind is ValueKind.Text or ValueKind.Array or ValueKind.Object;

    private static string OrEmpty(in Value value) => value.Kind == ValueKind.Text ? value.Text : "";

    private static Value Fold(Value[] values, Func<Value, Value, Value> combine)
    {
        var total = values[0];
        for (var i = 1; i < values.Length && total.Kind != ValueKind.Error; i++)
        {
            total = combine(total, values[i]);
        }

        return total;
    }

    private static Value Compare(Value[] values, Func<int, bool> holds) => (values[0].Kind, values[1].Kind) switch
    {
        (ValueKind.Number, ValueKind.Number) => Value.Of(holds(values[0].Number.CompareTo(values[1].Number))),
        (ValueKind.Text, ValueKind.Text) => Value.Of(holds(string.CompareOrdinal(values[0].Text, values[1].Text))),
        _ => Value.Error($"{values[0].ToText()} and {values[1].ToText()} must be comparable."),
    };

    private static Value Add(Value left, Value right) => (IsNumber(left), IsNumber(right)) switch
    {
        (true, true) => Value.Of(left.Number + right.Number),
        _ when (left.IsMissing && IsNumber(right)) || (right.IsMissing && IsNumber(left)) => Value.Error("A number and nothing cannot be added."),
        _ => Value.Of(left.ToText() + right.ToText()),
    };

    private static Value Divide(Value left, Value right)
    {
        if (right.Number == 0)
        {
            return Value.Error("Cannot divide by 0.");
        }

        var quotient = left.Number / right.Number;
        return Value.Of(left.IsInteger && right.IsInteger ? Math.Floor(quotient) : quotient);
    }

    private static Value Concat(Value left, Value right)
    {
        var (leftIsList, rightIsList) = (left.Kind == ValueKind.Array, right.Kind == ValueKind.Array);
        return (left.IsMissing, right.IsMissing) switch
        {
            (true, true) => Value.Undefined,
            (true, _) when rightIsList => right,
            (_, true) when leftIsList => left,
            _ when leftIsList && rightIsList => Value.Of([.. Items(left), .. Items(right)]),
            _ => Value.Of(Stringify(left) + Stringify(right)),
        };
    }

    private static IEnumerable<Value> Items(Value list) => Enumerable.Range(0, list.Count).Select(i => list[i]);

    private static string Stringify(in Value value) =>
        value.Kind is ValueKind.Array or ValueKind.Object ? value.ToCompactJson() : value.ToText();

    private static Value Join(Value[] values)
    {
        var list = values[0];
        if (list.Kind != ValueKind.Array)
        {
            return Value.Error($"{list.ToText()} is not a list.");
        }

        return values.Length == 2 ? Value.Of(list.JoinItems(values[1].ToText()))
            : list.Count < 3 ? Value.Of(list.JoinItems(values[2].ToText()))
            : Value.Of(list.JoinItems(values[1].ToText(), list.Count - 1) + values[2].ToText() + list[list.Count - 1].ToText());
    }

    private static Value At(in Value container, bool last) => container switch
    {
        { Kind: ValueKind.Text, Count: > 0 } => Value.Of((last ? container.Text[^1] : container.Text[0]).ToString()),
        { Kind: ValueKind.Array, Count: > 0 } => container[last ? container.Count - 1 : 0],
        _ => Value.Undefined,
    };

    private static Value Substring(Value[] values)
    {
        if (values[0].Kind == ValueKind.Undefined)
        {
            return Value.Of("");
        }

        if (values[0].Kind != ValueKind.Text || !values[1].IsInteger || (values.Length == 3 && !values[2].IsInteger))
        {
            return Value.Error("substring takes a text and whole numbers.");
        }

        var text = values[0].Text;
        var start = values[1].Number;
        var length = values.Length == 3 ? values[2].Number : text.Length - start;
        return start < 0 || length < 0 || start + length > text.Length
            ? Value.Error($"{start}, {length} is out of range for {text}.")
            : Value.Of(text.Substring((int)start, (int)length));
    }

    private static Value Replace(Value[] values)
    {
        var old = OrEmpty(values[1]);
        return old.Length == 0 ? Value.Error("replace needs a text to look for.") : Value.Of(OrEmpty(values[0]).Replace(old, OrEmpty(values[2]), StringComparison.Ordinal));
    }

    private static string Grouped(double number)
    {
        var text = JavaScriptNumber.Format(number);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return number.ToString($"N{(point < 0 ? 0 : text.Length - point - 1)}", Numbers);
    }

    private static Value FormatNumber(Value[] values)
    {
        var scale = Math.Pow(10, values[1].Number);
        return values[1] is { IsInteger: true, Number: >= 0 and <= 20 }
            ? Value.Of((Math.Floor((values[0].Number * scale) + 0.5) / scale).ToString($"N{(int)values[1].Number}", Numbers))
            : Value.Error("formatNumber takes 0 to 20 digits.");
    }
}
