using System.Runtime.CompilerServices;

namespace BotDesk.Knowledge.Import;

/// <summary>
/// Reads one article per line: <c>{"id","title","body","tags","status","audience","service"}</c>, of which the body must be there.
/// Other properties are ignored, because exports carry many. Takes files and <c>application/x-ndjson</c> requests.
/// </summary>
public static class JsonLines
{
    /// <summary>An article with its pictures inlined stays below; beyond is not a line of text.</summary>
    private const int LongestLine = 4 * 1024 * 1024;

    /// <param name="name">Stands before the line in each entry's source: a path, or what the request is called.</param>
    public static async IAsyncEnumerable<ImportEntry> ReadAsync(
        Stream stream, string name, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var lines = new LineReader(stream, LongestLine);
        var ids = new RepeatedIds();
        while (await lines.ReadAsync(cancellationToken))
        {
            var line = lines.Line;
            if (lines.Number == 1)
            {
                if (IsUtf16(line.Span))
                {
                    yield return new ImportProblem($"{name}:1", "the file is UTF-16; save it as UTF-8");
                    yield break;
                }

                line = WithoutByteOrderMark(line);
            }

            var source = $"{name}:{lines.Number}";
            if (lines.TooLong)
            {
                yield return new ImportProblem(source, $"the line is longer than {LongestLine / 1024 / 1024} MB");
                continue;
            }

            if (JsonArticle.IsBlank(line.Span))
            {
                continue;
            }

            var entry = JsonArticle.Read(line.Span, source);
            if (entry is ImportRecord record && ids.Note(record) is { } note)
            {
                yield return note;
            }

            if (entry is ImportRecord { Body: "" })
            {
                yield return new ImportNote(source, "the body is empty; only the title can be found");
            }

            yield return entry;
        }
    }

    private static bool IsUtf16(ReadOnlySpan<byte> start) => start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> line) =>
        line.Span is [0xEF, 0xBB, 0xBF, ..] ? line[3..] : line;
}
