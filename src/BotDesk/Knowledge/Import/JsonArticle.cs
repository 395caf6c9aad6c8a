using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace BotDesk.Knowledge.Import;

/// <summary>One line of JSON as an article. Read token by token, so that a value of the wrong type is named by its property.</summary>
internal static class JsonArticle
{
    public static bool IsBlank(ReadOnlySpan<byte> line) => line.TrimEnd(" \t\r"u8).IsEmpty;

    public static ImportEntry Read(ReadOnlySpan<byte> line, string source)
    {
        if (!Utf8.IsValid(line))
        {
            return new ImportProblem(source, "not UTF-8; save the file with that encoding");
        }

        try
        {
            return Parse(line, source);
        }
        catch (JsonException wrong)
        {
            return new ImportProblem(source, $"not valid JSON at byte {wrong.BytePositionInLine + 1}: one object per line is expected");
        }
        catch (WrongValueException wrong)
        {
            return new ImportProblem(source, wrong.Message);
        }
    }

    private static ImportEntry Parse(ReadOnlySpan<byte> line, string source)
    {
        var json = new Utf8JsonReader(line);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return new ImportProblem(source, "expected an object: {\"id\", \"title\", \"body\", \"tags\"}");
        }

        var draft = new ImportRecord(null, "", "", [], ImportStatus.Published, null, null, null, source);
        string? status = null;
        var hasBody = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var known = Known(ref json);
            json.Read();
            switch (known)
            {
                case "id":
                    draft = draft with { Id = IdText(ref json) };
                    break;
                case "title":
                    draft = draft with { Title = Text(ref json, known) ?? "" };
                    break;
                case "body":
                    var body = Text(ref json, known);
                    hasBody = body is not null;
                    draft = draft with { Body = body ?? "" };
                    break;
                case "tags":
                    draft = draft with { Tags = Tags(ref json) };
                    break;
                case "status":
                    status = Text(ref json, known);
                    break;
                case "audience":
                    draft = draft with { Audience = Text(ref json, known) };
                    break;
                case "service":
                    draft = draft with { Service = Text(ref json, known) };
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        // Throws when something stands behind the object.
        json.Read();
        return hasBody ? ImportRules.Check(draft, status) : new ImportProblem(source, "the body is missing");
    }

    private static string? Known(ref Utf8JsonReader json)
    {
        foreach (var name in (ReadOnlySpan<string>)["id", "title", "body", "tags", "status", "audience", "service"])
        {
            if (json.ValueTextEquals(name))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>Ids are often numbers in the system they come from.</summary>
    private static string? IdText(ref Utf8JsonReader json) => json.TokenType == JsonTokenType.Number
        ? Encoding.UTF8.GetString(json.ValueSpan)
        : Text(ref json, "id");

    private static string? Text(ref Utf8JsonReader json, string property)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType != JsonTokenType.String)
        {
            throw new WrongValueException($"'{property}' must be a text, not {Word(json.TokenType)}");
        }

        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            throw new WrongValueException($"'{property}' contains half a surrogate pair (\\ud800 to \\udfff alone), which is no character");
        }
    }

    private static ImmutableArray<string> Tags(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return Text(ref json, "tags") is { } listed ? [.. listed.Split(',')] : [];
        }

        var tags = ImmutableArray.CreateBuilder<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            tags.Add(Text(ref json, "tags") ?? "");
        }

        return tags.ToImmutable();
    }

    private static string Word(JsonTokenType type) => type switch
    {
        JsonTokenType.StartArray => "a list",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.Number => "a number",
        _ => "true or false",
    };

    private sealed class WrongValueException(string message) : Exception(message);
}
