using System.Text.Json;
using BotDesk.Cards.Expressions;

namespace BotDesk.Cards;

/// <summary>A compiled piece of a template, written with its expressions evaluated.</summary>
internal abstract class TemplateNode
{
    /// <summary>Writes the property with its value, or nothing at all when the value is missing.</summary>
    public abstract void WriteProperty(Utf8JsonWriter writer, JsonEncodedText name, in Scope scope);

    /// <summary>Writes what becomes of this item of an array: one item, several, or none.</summary>
    public abstract void WriteItems(Utf8JsonWriter writer, in Scope scope);

    protected static Value Evaluate(Expression expression, in Scope scope)
    {
        var value = expression.Evaluate(scope, substitute: true);
        return value.Kind == ValueKind.Error ? throw new CardTemplateException($"${{{expression}}}: {value.Reason}") : value;
    }
}

/// <summary>A piece without expressions, kept as the JSON that it is.</summary>
internal sealed class StaticNode(byte[] json) : TemplateNode
{
    private static ReadOnlySpan<byte> NullLiteral => "null"u8;

    public override void WriteProperty(Utf8JsonWriter writer, JsonEncodedText name, in Scope scope)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json, skipInputValidation: true);
    }

    public override void WriteItems(Utf8JsonWriter writer, in Scope scope)
    {
        // An array drops its nulls.
        if (!json.AsSpan().SequenceEqual(NullLiteral))
        {
            writer.WriteRawValue(json, skipInputValidation: true);
        }
    }
}

/// <summary>A text with expressions. When it is nothing but one expression, the value keeps its type.</summary>
internal sealed class ExpressionNode(Expression expression) : TemplateNode
{
    public override void WriteProperty(Utf8JsonWriter writer, JsonEncodedText name, in Scope scope)
    {
        var value = Evaluate(expression, scope);
        if (value.Kind != ValueKind.Undefined)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    }

    public override void WriteItems(Utf8JsonWriter writer, in Scope scope)
    {
        var value = Evaluate(expression, scope);
        if (value.Kind == ValueKind.Array)
        {
            for (var i = 0; i < value.Count; i++)
            {
                value[i].WriteTo(writer);
            }
        }
        else if (value.Kind != ValueKind.Null)
        {
            value.WriteTo(writer);
        }
    }
}

/// <summary>An array. Arrays inside of it are flattened into it, as the reference implementation does.</summary>
internal sealed class ArrayNode(TemplateNode[] items) : TemplateNode
{
    public override void WriteProperty(Utf8JsonWriter writer, JsonEncodedText name, in Scope scope)
    {
        writer.WritePropertyName(name);
        writer.WriteStartArray();
        WriteItems(writer, scope);
        writer.WriteEndArray();
    }

    public override void WriteItems(Utf8JsonWriter writer, in Scope scope)
    {
        foreach (var item in items)
        {
            item.WriteItems(writer, scope);
        }
    }
}
