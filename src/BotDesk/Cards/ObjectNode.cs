using System.Text.Json;
using BotDesk.Cards.Expressions;

namespace BotDesk.Cards;

/// <summary>An object: repeated or rebound by <c>$data</c>, left out by <c>$when</c>.</summary>
internal sealed class ObjectNode(Expression? data, Expression? when, (JsonEncodedText Name, TemplateNode Value)[] properties) : TemplateNode
{
    /// <summary>In an array: once for each item of the data that passes <c>$when</c>.</summary>
    public override void WriteItems(Utf8JsonWriter writer, in Scope scope)
    {
        if (data is null)
        {
            WriteWhenWanted(writer, scope);
            return;
        }

        var bound = Evaluate(data, scope);
        if (bound.Kind != ValueKind.Array)
        {
            WriteWhenWanted(writer, Rebind(scope, bound));
            return;
        }

        for (var i = 0; i < bound.Count; i++)
        {
            WriteWhenWanted(writer, scope with { Data = bound[i], Index = i });
        }
    }

    /// <summary>As a property: null when nothing is left, the object when one is, else an array of them.</summary>
    public override void WriteProperty(Utf8JsonWriter writer, JsonEncodedText name, in Scope scope)
    {
        writer.WritePropertyName(name);
        var scopes = Bindings(scope);
        switch (scopes.Count)
        {
            case 0:
                writer.WriteNullValue();
                break;
            case 1:
                Write(writer, scopes[0]);
                break;
            default:
                writer.WriteStartArray();
                foreach (var each in scopes)
                {
                    Write(writer, each);
                }

                writer.WriteEndArray();
                break;
        }
    }

    public void Write(Utf8JsonWriter writer, in Scope scope)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in properties)
        {
            value.WriteProperty(writer, name, scope);
        }

        writer.WriteEndObject();
    }

    private static Scope Rebind(in Scope scope, in Value data) => data.Kind == ValueKind.Undefined ? scope : scope with { Data = data };

    private List<Scope> Bindings(in Scope scope)
    {
        var bound = data is null ? Value.Undefined : Evaluate(data, scope);
        var scopes = new List<Scope>();
        if (bound.Kind == ValueKind.Array)
        {
            for (var i = 0; i < bound.Count; i++)
            {
                scopes.Add(scope with { Data = bound[i], Index = i });
            }
        }
        else
        {
            scopes.Add(Rebind(scope, bound));
        }

        scopes.RemoveAll(each => !IsWanted(each));
        return scopes;
    }

    private void WriteWhenWanted(Utf8JsonWriter writer, in Scope scope)
    {
        if (IsWanted(scope))
        {
            Write(writer, scope);
        }
    }

    // Anything but true, failures included, leaves the object out.
    private bool IsWanted(in Scope scope) => when is null || when.Evaluate(scope, substitute: false) is { Kind: ValueKind.Boolean, Boolean: true };
}
