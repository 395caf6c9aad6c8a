using System.Buffers;
using System.Globalization;
using System.Text.Json;
using BotDesk.Cards.Expressions;

namespace BotDesk.Cards;

/// <summary>Compiles a template's JSON into nodes. What it does not understand stops it, with file and position.</summary>
internal ref struct TemplateReader
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly string _file;
    private Utf8JsonReader _reader;

    private TemplateReader(ReadOnlySpan<byte> source, string file)
    {
        _source = source;
        _file = file;
        _reader = new Utf8JsonReader(source);
    }

    /// <exception cref="CardTemplateException">The JSON is malformed or uses something that is not supported.</exception>
    public static ObjectNode Read(ReadOnlySpan<byte> source, string file)
    {
        var reader = new TemplateReader(source, file);
        try
        {
            reader._reader.Read();
            if (reader._reader.TokenType != JsonTokenType.StartObject)
            {
                throw reader.Error("A card is an object.");
            }

            var (data, when, properties) = reader.ReadMembers();
            if (data is not null || when is not null)
            {
                throw reader.Error("The card itself cannot have $data or $when.");
            }

            reader._reader.Read();
            return new ObjectNode(null, null, properties);
        }
        catch (JsonException exception)
        {
            var (line, column) = (exception.LineNumber + 1, exception.BytePositionInLine + 1);
            throw new CardTemplateException(string.Create(CultureInfo.InvariantCulture, $"{file}({line},{column}): {exception.Message}"), exception);
        }
    }

    private TemplateNode ReadNode()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var from = (int)_reader.TokenStartIndex;
                var (data, when, properties) = ReadMembers();
                return data is null && when is null && properties.All(each => each.Value is StaticNode) ? Static(from) : new ObjectNode(data, when, properties);
            case JsonTokenType.StartArray:
                var items = new List<TemplateNode>();
                while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadNode());
                }

                return new ArrayNode([.. items]);
            case JsonTokenType.String when ReadExpression(_reader.GetString()!) is { } expression:
                return new ExpressionNode(expression);
            default:
                return Static((int)_reader.TokenStartIndex);
        }
    }

    private (Expression? Data, Expression? When, (JsonEncodedText Name, TemplateNode Value)[] Properties) ReadMembers()
    {
        Expression? data = null, when = null;
        var properties = new List<(JsonEncodedText Name, TemplateNode Value)>();
        var names = new HashSet<string>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = _reader.GetString()!;
            if (!names.Add(name))
            {
                throw Error($"\"{name}\" stands here twice.");
            }

            _reader.Read();
            switch (name)
            {
                case "$data":
                    data = ReadBinding();
                    break;
                case "$when":
                    when = _reader.TokenType == JsonTokenType.String ? ReadExpression(_reader.GetString()!) : null;
                    if (when is null or Interpolation)
                    {
                        throw Error("$when must be one expression, \"${…}\".");
                    }

                    break;
                case "$root" or "$index" or "$host" or "$_acTemplateVersion":
                    throw Error($"{name} cannot be set.");
                default:
                    properties.Add((JsonEncodedText.Encode(name, CardJson.Encoder), ReadNode()));
                    break;
            }
        }

        return (data, when, [.. properties]);
    }

    private Expression ReadBinding()
    {
        if (_reader.TokenType == JsonTokenType.String && ReadExpression(_reader.GetString()!) is { } expression)
        {
            return expression;
        }

        var from = (int)_reader.TokenStartIndex;
        _reader.Skip();
        var literal = _source[from..(int)_reader.BytesConsumed];
        return literal.IndexOf("${"u8) < 0
            ? new Constant(Value.From(JsonElement.Parse(literal)))
            : throw Error("A literal $data cannot contain expressions.", from);
    }

    private readonly Expression? ReadExpression(string text)
    {
        try
        {
            return Interpolation.Parse(text);
        }
        catch (ExpressionSyntaxException exception)
        {
            var at = Math.Clamp(exception.Offset, 0, text.Length);
            throw Error($"{exception.Message} In: {text[..at]} >>> {text[at..]}");
        }
    }

    /// <summary>The JSON from there to what was just read, without the white space between.</summary>
    private readonly StaticNode Static(int from)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, CardJson.WriterOptions);
        JsonElement.Parse(_source[from..(int)_reader.BytesConsumed]).WriteTo(writer);
        writer.Flush();
        return new StaticNode(buffer.WrittenSpan.ToArray());
    }

    private readonly CardTemplateException Error(string message, int? at = null)
    {
        var before = _source[..(at ?? (int)_reader.TokenStartIndex)];
        var line = before.Count((byte)'\n') + 1;
        var column = before.Length - before.LastIndexOf((byte)'\n');
        return new CardTemplateException(string.Create(CultureInfo.InvariantCulture, $"{_file}({line},{column}): {message}"));
    }
}
