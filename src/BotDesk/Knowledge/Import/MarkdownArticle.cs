using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using BotDesk.Policy.Yaml;

namespace BotDesk.Knowledge.Import;

/// <summary>
/// One Markdown file as an article. Front matter, between two lines of three hyphens at the top, may give id, title, tags, status, audience
/// and service; other keys belong to other tools and are ignored. Without a title the first heading is it, else the file's name.
/// </summary>
internal static partial class MarkdownArticle
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="content">The file's bytes.</param>
    /// <param name="file">Path inside the imported folder, with '/'.</param>
    /// <param name="path">The path that a problem names.</param>
    public static ImportEntry Read(ReadOnlySpan<byte> content, string file, string path)
    {
        string text;
        try
        {
            text = Utf8.GetString(content is [0xEF, 0xBB, 0xBF, ..] ? content[3..] : content);
        }
        catch (DecoderFallbackException)
        {
            return new ImportProblem($"{path}:{1 + content[..ValidLength(content)].Count((byte)'\n')}", "not UTF-8; save the file with that encoding");
        }

        var frontMatter = FrontMatter().Match(text);
        if (!frontMatter.Success)
        {
            return FrontMatterStart().IsMatch(text)
                ? new ImportProblem($"{path}:1", "the front matter is not closed by a line '---'")
                : Article(null, text, file, path);
        }

        var yaml = frontMatter.Groups["yaml"].ValueSpan;
        if (SaysNothing(yaml))
        {
            return Article(null, text[frontMatter.Length..], file, path);
        }

        // The line before keeps the numbers of the file.
        var problems = new FileProblems(path);
        var root = YamlTree.Read($"\n{yaml}", problems);
        if (root is not (null or YamlMap))
        {
            // Text between two horizontal rules.
            return Article(null, text, file, path);
        }

        if (problems.Any)
        {
            var first = problems.Sorted()[0];
            return new ImportProblem($"{path}:{Math.Max(first.Line, 1)}", $"front matter: {first.Message}");
        }

        return Article((YamlMap?)root, text[frontMatter.Length..], file, path);
    }

    private static ImportEntry Article(YamlMap? frontMatter, string body, string file, string path)
    {
        foreach (var key in (string[])["id", "title", "status", "audience", "service"])
        {
            if (Value(frontMatter, key) is { } value and not YamlText)
            {
                return new ImportProblem($"{path}:{value.At.Line}", $"'{key}' must be a text, not {value.Kind}");
            }
        }

        var record = new ImportRecord(
            Text(frontMatter, "id"),
            Text(frontMatter, "title") ?? FirstHeading.Of(body) ?? Path.GetFileNameWithoutExtension(file),
            body,
            Tags(Value(frontMatter, "tags")),
            ImportStatus.Published,
            Text(frontMatter, "audience"),
            Text(frontMatter, "service"),
            file,
            $"{path}:1");
        return ImportRules.Check(record, Text(frontMatter, "status"));
    }

    private static YamlValue? Value(YamlMap? map, string key) => map?.Entries.FirstOrDefault(entry => entry.Key.Text == key).Value;

    private static string? Text(YamlMap? map, string key) =>
        Value(map, key) is YamlText { IsEmpty: false } text && !string.IsNullOrWhiteSpace(text.Text) ? text.Text : null;

    private static ImmutableArray<string> Tags(YamlValue? value) => value switch
    {
        YamlList list => [.. list.Items.OfType<YamlText>().Select(item => item.Text)],
        YamlText { IsEmpty: false } text => [.. text.Text.Split(',')],
        _ => [],
    };

    private static bool SaysNothing(ReadOnlySpan<char> yaml)
    {
        foreach (var line in yaml.EnumerateLines())
        {
            if (line.Trim() is not ([] or ['#', ..]))
            {
                return false;
            }
        }

        return true;
    }

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (Rune.DecodeFromUtf8(bytes[length..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            length += consumed;
        }

        return length;
    }

    [GeneratedRegex(@"\A---[ \t]*\r?\n(?<yaml>.*?)(?<=\n)(---|\.\.\.)[ \t]*(\r?\n|\z)", RegexOptions.Singleline)]
    private static partial Regex FrontMatter();

    [GeneratedRegex(@"\A---[ \t]*\r?\n[A-Za-z_]+:")]
    private static partial Regex FrontMatterStart();
}
