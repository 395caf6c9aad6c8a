namespace BotDesk.Conversation.Understanding;

/// <summary>
/// What the classifier learns from, as an administrator edits it. One line is one thing:
/// <code>
/// # a comment
/// {product} = outlook | teams            a lexicon: what {product} stands for below; its words also count as one kind of word
/// [report_problem]                       what follows is said by people with this intent
/// {product} (does not|won't) open        a phrase with a slot and alternatives; (|still) is optional
/// ! cancel                               exactly this, after greetings and signs are taken away, is always this intent
/// ! add to {ticket}: *                   begins so
/// !! error                               exactly this, too, but nothing is learnt from it: alone it means something else than in a sentence
/// </code>
/// Lexicons whose names begin with an underscore only fill slots. A wrong line stops the host with file, line and reason.
/// </summary>
internal sealed class PhraseFile
{
    private readonly List<string> _written = [];
    private readonly List<PhraseLine> _lines = [];
    private readonly Dictionary<string, string[]> _lexicons = new(StringComparer.Ordinal);

    /// <summary>"en" for <c>phrases.en.txt</c>; empty for a file without a language in its name.</summary>
    public string Language { get; private init; } = string.Empty;

    /// <summary>Every line as it stands, without comments and sections.</summary>
    public IReadOnlyList<string> Written => _written;

    public IReadOnlyList<PhraseLine> Lines => _lines;

    public IReadOnlyDictionary<string, string[]> Lexicons => _lexicons;

    /// <exception cref="FormatException">A line cannot be read; the message names file, line and reason.</exception>
    public static PhraseFile Read(string path) => Parse(File.ReadLines(path), Path.GetFileName(path));

    /// <inheritdoc cref="Read"/>
    public static PhraseFile Parse(IEnumerable<string> lines, string name)
    {
        var file = new PhraseFile { Language = Path.GetExtension(Path.GetFileNameWithoutExtension(name)).TrimStart('.') };
        Intent? section = null;
        var number = 0;
        foreach (var raw in lines)
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                section = IntentNames.TryParse(line[1..^1].Trim(), out var intent)
                    ? intent
                    : throw new FormatException($"{name}:{number}: there is no intent '{line[1..^1]}'.");
                continue;
            }

            file._written.Add(line);
            if (!file.TryLexicon(line))
            {
                file.AddPhrase(line, section, $"{name}:{number}");
            }
        }

        return file;
    }

    private bool TryLexicon(string line)
    {
        var close = line[0] == '{' ? line.IndexOf('}', StringComparison.Ordinal) : -1;
        if (close < 0 || !line.AsSpan(close + 1).TrimStart().StartsWith('='))
        {
            return false;
        }

        var key = line[1..close].Trim();
        var words = line[(line.IndexOf('=', close) + 1)..].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        _lexicons[key] = _lexicons.TryGetValue(key, out var before) ? [.. before, .. words] : words;
        return true;
    }

    private void AddPhrase(string line, Intent? section, string place)
    {
        var isRule = line[0] == '!';
        var isAlone = line.StartsWith("!!", StringComparison.Ordinal);
        var phrase = isRule ? line[(isAlone ? 2 : 1)..].Trim() : line;
        var isBeginning = isRule && phrase.EndsWith('*');
        var template = PhraseTemplate.Parse(isBeginning ? phrase[..^1] : phrase, place);
        var intent = section ?? throw new FormatException($"{place}: a phrase needs a section such as [report_problem] before it.");
        _lines.Add(new PhraseLine(intent, template, isRule, isBeginning, IsLearnt: !isBeginning && !isAlone, place));
    }
}

/// <summary>One phrase of a <see cref="PhraseFile"/>.</summary>
/// <param name="IsRule">Whether a message that matches is this intent for certain.</param>
/// <param name="IsBeginning">Whether it is a rule for how a message begins.</param>
/// <param name="IsLearnt">Whether the classifier learns from it, too.</param>
/// <param name="Place">File and line, for complaints.</param>
internal sealed record PhraseLine(Intent Intent, PhraseTemplate Template, bool IsRule, bool IsBeginning, bool IsLearnt, string Place)
{
    /// <summary>Whether it is a message as it was typed, not a pattern or a rule.</summary>
    public bool IsPlain => !IsRule && !Template.HasAlternatives;
}
