using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BotDesk.Cards.Expressions;

/// <summary>
/// One value of the expression language: a piece of the data as it came, or something computed from it. Conversions follow
/// JavaScript, because the reference implementation of the templating language is written in it.
/// </summary>
internal readonly struct Value
{
    private readonly JsonElement _json;
    private readonly object? _computed;
    private readonly double _number;

    private Value(ValueKind kind, object? computed = null, double number = 0)
    {
        Kind = kind;
        _computed = computed;
        _number = number;
    }

    private Value(ValueKind kind, JsonElement json)
    {
        Kind = kind;
        _json = json;
    }

    public static Value Undefined => default;

    public static Value Null { get; } = new(ValueKind.Null);

    public ValueKind Kind { get; }

    public bool IsMissing => Kind is ValueKind.Undefined or ValueKind.Null;

    /// <summary>What a condition sees: false, null and missing are false; everything else is true, also 0 and "".</summary>
    public bool IsTrue => Kind == ValueKind.Boolean ? Boolean : !IsMissing;

    public bool Boolean => _json.ValueKind is JsonValueKind.True || _number != 0;

    public double Number => _json.ValueKind is JsonValueKind.Number ? _json.GetDouble() : _number;

    public string Text => _computed as string ?? _json.GetString()!;

    public string Reason => (string)_computed!;

    public bool IsInteger => Kind == ValueKind.Number && Math.Floor(Number) == Number && double.IsFinite(Number);

    /// <summary>How many items an array, characters a text, or properties an object has.</summary>
    public int Count => Kind switch
    {
        ValueKind.Array => _computed is Value[] items ? items.Length : _json.GetArrayLength(),
        ValueKind.Object => _json.GetPropertyCount(),
        ValueKind.Text => Text.Length,
        _ => 0,
    };

    public Value this[int index] => _computed is Value[] items ? items[index] : From(_json[index]);

    public static Value Of(string text) => new(ValueKind.Text, text);

    public static Value Of(double number) => new(ValueKind.Number, number: number);

    public static Value Of(bool value) => new(ValueKind.Boolean, number: value ? 1 : 0);

    public static Value Of(Value[] items) => new(ValueKind.Array, items);

    public static Value Error(string reason) => new(ValueKind.Error, reason);

    public static Value From(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Undefined => Undefined,
        JsonValueKind.Null => Null,
        JsonValueKind.True or JsonValueKind.False => new(ValueKind.Boolean, json),
        JsonValueKind.Number => new(ValueKind.Number, json),
        JsonValueKind.String => new(ValueKind.Text, json),
        JsonValueKind.Array => new(ValueKind.Array, json),
        _ => new(ValueKind.Object, json),
    };

    /// <summary>The property of an object, found without regard to case when there is none in this very spelling.</summary>
    public Value Property(string name)
    {
        if (Kind != ValueKind.Object)
        {
            return Undefined;
        }

        if (_json.TryGetProperty(name, out var exact))
        {
            return From(exact);
        }

        foreach (var property in _json.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return From(property.Value);
            }
        }

        return Undefined;
    }

    /// <summary>The text in the middle of other text. Nothing and null leave a gap.</summary>
    public string ToText() => Kind switch
    {
        ValueKind.Boolean => Boolean ? "true" : "false",
        ValueKind.Number => JavaScriptNumber.Format(Number),
        ValueKind.Text => Text,
        ValueKind.Array => JoinItems(","),
        ValueKind.Object => "[object Object]",
        _ => "",
    };

    public string JoinItems(string separator, int count = int.MaxValue)
    {
        var text = new StringBuilder();
        for (var i = 0; i < Math.Min(Count, count); i++)
        {
            text.Append(i == 0 ? "" : separator).Append(this[i].ToText());
        }

        return text.ToString();
    }

    /// <summary>Numbers within rounding, arrays item by item, objects by their properties; a missing value equals null.</summary>
    public bool EqualTo(in Value other)
    {
        if (IsMissing || other.IsMissing)
        {
            return IsMissing && other.IsMissing;
        }

        return Kind == other.Kind && Kind switch
        {
            ValueKind.Boolean => Boolean == other.Boolean,
            ValueKind.Number => Number.Equals(other.Number) || Math.Abs(Number - other.Number) < Math.Pow(2, -52),
            ValueKind.Text => string.Equals(Text, other.Text, StringComparison.Ordinal),
            ValueKind.Array => EqualItems(other),
            ValueKind.Object => JsonElement.DeepEquals(_json, other._json),
            _ => false,
        };
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case ValueKind.Undefined or ValueKind.Null:
                writer.WriteNullValue();
                break;
            case var _ when _json.ValueKind != JsonValueKind.Undefined:
                _json.WriteTo(writer);
                break;
            case ValueKind.Boolean:
                writer.WriteBooleanValue(Boolean);
                break;
            case ValueKind.Number when double.IsFinite(_number):
                writer.WriteRawValue(JavaScriptNumber.Format(_number), skipInputValidation: true);
                break;
            case ValueKind.Number:
                writer.WriteNullValue();
                break;
            case ValueKind.Text:
                writer.WriteStringValue(Text);
                break;
            case ValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in (Value[])_computed!)
                {
                    item.WriteTo(writer);
                }

                writer.WriteEndArray();
                break;
            default:
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A value of kind {Kind} cannot be written."));
        }
    }

    public string ToCompactJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, CardJson.WriterOptions))
        {
            WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private bool EqualItems(in Value other)
    {
        if (Count != other.Count)
        {
            return false;
        }

        for (var i = 0; i < Count; i++)
        {
            if (!this[i].EqualTo(other[i]))
            {
                return false;
            }
        }

        return true;
    }
}
