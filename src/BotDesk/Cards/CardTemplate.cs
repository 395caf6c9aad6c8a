using System.Buffers;
using System.Text.Json;
using BotDesk.Cards.Expressions;

namespace BotDesk.Cards;

/// <summary>
/// One template in the Adaptive Cards Templating language (https://learn.microsoft.com/adaptive-cards/templating/language), compiled.
/// Gives what the npm package adaptivecards-templating 2.3.1 gives for the same template and data, with one difference: null in the middle
/// of a text, for which that package throws, leaves a gap.
/// </summary>
public sealed class CardTemplate
{
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? t_scratch;

    private readonly ObjectNode _root;

    private CardTemplate(ObjectNode root) => _root = root;

    /// <param name="json">The template as UTF-8.</param>
    /// <param name="file">What to call it when something is wrong with it.</param>
    /// <exception cref="CardTemplateException">It is malformed or uses something that is not supported; names file, line and column.</exception>
    public static CardTemplate Compile(ReadOnlySpan<byte> json, string file) => new(TemplateReader.Read(json, file));

    /// <summary>The card for this data, as UTF-8.</summary>
    /// <exception cref="CardTemplateException">An expression failed on this data, such as the length of a number.</exception>
    public byte[] Expand(JsonElement data)
    {
        var (buffer, writer) = t_scratch ??= NewScratch();
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        _root.Write(writer, new Scope(Value.From(data)));
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) NewScratch()
    {
        var buffer = new ArrayBufferWriter<byte>(8 * 1024);
        return (buffer, new Utf8JsonWriter(buffer, CardJson.WriterOptions));
    }
}
