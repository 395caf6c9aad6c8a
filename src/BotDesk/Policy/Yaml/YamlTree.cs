using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BotDesk.Policy.Yaml;

/// <summary>
/// Reads one YAML document into <see cref="YamlValue"/>s. What is wrong with the text becomes a problem, never an exception. An alias
/// shares its anchor's value, so a file cannot grow by expansion.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>Deeper than any file of ours; it keeps a hostile one from exhausting the stack.</summary>
    private const int DeepestNesting = 40;

    /// <summary>More than saves anybody writing. A value that is shared is read once for each place that names it, which is where a hostile file would grow.</summary>
    private const int MostAliases = 1000;

    private readonly Parser _parser;
    private readonly FileProblems _problems;
    private readonly Dictionary<AnchorName, YamlValue> _anchors = [];
    private int _aliases;

    private YamlTree(string text, FileProblems problems) => (_parser, _problems) = (new Parser(new StringReader(text)), problems);

    /// <returns>Null when the text is not YAML, is empty or holds more than one document; the problem has then been noted.</returns>
    public static YamlValue? Read(string text, FileProblems problems)
    {
        // The scanner takes it for the end of the file, and what follows would be lost without a word.
        if (text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var nul)
        {
            problems.Add(new YamlPosition(1 + text.AsSpan(0, nul).Count('\n'), nul - text.LastIndexOf('\n', nul)), "a NUL character stands here");
            return null;
        }

        var tree = new YamlTree(text, problems);
        try
        {
            return tree.Document();
        }
        catch (YamlException wrong)
        {
            problems.Add(At(IsTab(wrong) ? wrong.End : wrong.Start), Explain(wrong));
            return null;
        }
        catch (Exception open) when (open is InvalidOperationException or EndOfStreamException)
        {
            // YamlDotNet 16.3 lets these out when a key follows in the line after an open bracket, and when one is closed that is not open.
            problems.Add(tree._parser.Current is { } last ? At(last.End) : default, "not valid YAML after this place: is a '[' or '{' not closed?");
            return null;
        }
        catch (TooMuchException tooMuch)
        {
            problems.Add(tooMuch.At, tooMuch.Message);
            return null;
        }
    }

    private YamlValue? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            _problems.Add(default, "the file is empty");
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = Value(depth: 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _problems.Add(At(second.Start), "a second document ('---') starts here; the file must hold one");
            return null;
        }

        return root;
    }

    private YamlValue Value(int depth)
    {
        var next = _parser.Consume<ParsingEvent>();
        var at = At(next.Start);
        if (depth > DeepestNesting)
        {
            throw new TooMuchException(at, $"nested deeper than {DeepestNesting} levels");
        }

        if (next is AnchorAlias alias)
        {
            if (++_aliases > MostAliases)
            {
                throw new TooMuchException(at, $"more than {MostAliases} aliases ('*name')");
            }

            return _anchors.TryGetValue(alias.Value, out var shared) ? shared : Unknown(alias, at);
        }

        YamlValue value = next switch
        {
            Scalar scalar => new YamlText(at, scalar.Value, scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any)),
            SequenceStart => new YamlList(at, Items(depth)),
            _ => new YamlMap(at, Entries(depth)),
        };
        if (next is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            _anchors[anchored.Anchor] = value;
        }

        return value;
    }

    private ImmutableArray<YamlValue> Items(int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlValue>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Value(depth + 1));
        }

        return items.ToImmutable();
    }

    private ImmutableArray<YamlEntry> Entries(int depth)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var seen = new Dictionary<string, YamlPosition>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Value(depth + 1);
            var value = Value(depth + 1);
            if (key is not YamlText { IsEmpty: false } name)
            {
                _problems.Add(key.At, $"a key must be a text, not {key.Kind}");
            }
            else if (!seen.TryAdd(name.Text, name.At))
            {
                _problems.Add(name.At, $"'{name.Text}' is here twice; it first stands in line {seen[name.Text].Line}");
            }
            else
            {
                entries.Add(new YamlEntry(name, value));
            }
        }

        return entries.ToImmutable();
    }

    private YamlText Unknown(AnchorAlias alias, YamlPosition at)
    {
        _problems.Add(at, $"'*{alias.Value}' refers to an anchor that does not stand before it");
        return new YamlText(at, "", quoted: false);
    }

    /// <summary>The parser's own words name its state; what an editor of the file can look for comes with them.</summary>
    private static string Explain(YamlException wrong)
    {
        if (IsTab(wrong))
        {
            return "not valid YAML: a tab is used to indent; YAML wants spaces";
        }

        return wrong.Message.Contains("cannot start any token", StringComparison.Ordinal)
            ? "not valid YAML: a text that starts with this character needs quotes"
            : $"not valid YAML: {wrong.Message.TrimEnd('.')} (an indentation, a missing quote, or a ': ' inside a text without quotes)";
    }

    private static bool IsTab(YamlException wrong) => wrong.Message.Contains("tab", StringComparison.Ordinal);

    private static YamlPosition At(Mark mark) => new((int)mark.Line, (int)mark.Column);

    private sealed class TooMuchException(YamlPosition at, string message) : Exception(message)
    {
        public YamlPosition At { get; } = at;
    }
}
