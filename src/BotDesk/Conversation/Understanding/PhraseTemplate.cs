using System.Text;

namespace BotDesk.Conversation.Understanding;

/// <summary>A phrase with slots ("{product}") and alternatives ("(does not|won't) open"), which may nest.</summary>
internal sealed class PhraseTemplate
{
    private readonly List<Part> _parts;

    private PhraseTemplate(List<Part> parts) => _parts = parts;

    /// <exception cref="FormatException">A bracket is not closed.</exception>
    public static PhraseTemplate Parse(string text, string place)
    {
        var at = 0;
        var template = new PhraseTemplate(Parts(text, ref at, inside: false, place));
        return at == text.Length ? template : throw new FormatException($"{place}: a ')' without '('.");
    }

    /// <summary>Whether there is anything to choose; a phrase without slots and alternatives is always itself.</summary>
    public bool Varies => _parts.Exists(part => part.Slot is not null || part.Options is not null);

    /// <summary>Whether it is a pattern and not one message (a slot alone, such as for a ticket number, makes no pattern).</summary>
    public bool HasAlternatives => _parts.Exists(part => part.Options is not null);

    /// <summary>The lexicons that the template names.</summary>
    public IEnumerable<string> Slots => SlotsOf(_parts);

    /// <summary>One of the texts that the template stands for, chosen by <paramref name="choice"/>.</summary>
    public string Fill(Func<string, IReadOnlyList<string>> lexicon, ref Choice choice)
    {
        var text = new StringBuilder();
        Fill(text, _parts, lexicon, ref choice);
        return text.ToString();
    }

    /// <summary>Every text that the template stands for.</summary>
    public IEnumerable<string> All(Func<string, IReadOnlyList<string>> lexicon) => All(_parts, 0, lexicon);

    private static IEnumerable<string> SlotsOf(List<Part> parts) =>
        parts.SelectMany(part => part.Slot is not null ? [part.Slot] : part.Options?.SelectMany(SlotsOf) ?? []);

    private static IEnumerable<string> All(List<Part> parts, int from, Func<string, IReadOnlyList<string>> lexicon)
    {
        if (from == parts.Count)
        {
            return [string.Empty];
        }

        var part = parts[from];
        var heads = part.Slot is not null ? lexicon(part.Slot)
            : part.Options is not null ? part.Options.SelectMany(option => All(option, 0, lexicon))
            : [part.Text];
        return heads.SelectMany(head => All(parts, from + 1, lexicon).Select(tail => head + tail));
    }

    private static void Fill(StringBuilder text, List<Part> parts, Func<string, IReadOnlyList<string>> lexicon, ref Choice choice)
    {
        foreach (var part in parts)
        {
            if (part.Slot is not null)
            {
                var words = lexicon(part.Slot);
                text.Append(words[choice.Next(words.Count)]);
            }
            else if (part.Options is not null)
            {
                Fill(text, part.Options[choice.Next(part.Options.Count)], lexicon, ref choice);
            }
            else
            {
                text.Append(part.Text);
            }
        }
    }

    private static List<Part> Parts(string text, ref int at, bool inside, string place)
    {
        var parts = new List<Part>();
        var plain = new StringBuilder();
        for (; at < text.Length && !(inside && text[at] is '|' or ')'); at++)
        {
            switch (text[at])
            {
                case '{':
                    var close = text.IndexOf('}', at);
                    if (close < 0)
                    {
                        throw new FormatException($"{place}: a '{{' without '}}'.");
                    }

                    Flush(parts, plain);
                    parts.Add(new Part { Slot = text[(at + 1)..close] });
                    at = close;
                    break;
                case '(':
                    Flush(parts, plain);
                    parts.Add(new Part { Options = Options(text, ref at, place) });
                    break;
                case ')':
                    Flush(parts, plain);
                    return parts;
                default:
                    plain.Append(text[at]);
                    break;
            }
        }

        Flush(parts, plain);
        return parts;
    }

    private static List<List<Part>> Options(string text, ref int at, string place)
    {
        var options = new List<List<Part>>();
        do
        {
            at++;
            options.Add(Parts(text, ref at, inside: true, place));
        }
        while (at < text.Length && text[at] == '|');

        return at < text.Length ? options : throw new FormatException($"{place}: a '(' without ')'.");
    }

    private static void Flush(List<Part> parts, StringBuilder plain)
    {
        if (plain.Length > 0)
        {
            parts.Add(new Part { Text = plain.ToString() });
            plain.Clear();
        }
    }

    private sealed class Part
    {
        public string Text { get; init; } = string.Empty;

        public string? Slot { get; init; }

        public List<List<Part>>? Options { get; init; }
    }
}

/// <summary>A small generator of choices that is the same on every machine and every start, which training relies on (SplitMix64).</summary>
internal struct Choice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to <paramref name="below"/> - 1.</summary>
    public int Next(int below)
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)below);
    }
}
