namespace BotDesk.Knowledge.Ranking;

/// <summary>
/// Words and abbreviations that mean the same, from a file in the form that Lucene and Solr use: a line "mfa, 2fa, two factor authentication"
/// lists equals; "od4b => onedrive for business" leads one way; # begins a comment.
/// </summary>
public sealed class Synonyms
{
    /// <summary>A synonym has at most so many words.</summary>
    public const int MaxWords = 5;

    /// <summary>A part of a compound has at least so many letters.</summary>
    private const int MinPart = 4;

    private readonly Dictionary<string, List<string>> _expansions = new(StringComparer.Ordinal);

    public static Synonyms None { get; } = new();

    /// <summary>Those that come with the product.</summary>
    public static Synonyms Default { get; } = FromProduct();

    /// <summary>Reads a synonyms file.</summary>
    /// <param name="beside">Others that hold as well.</param>
    /// <exception cref="FormatException">A line is none of the two forms; the message names it.</exception>
    public static Synonyms Parse(string file, Synonyms? beside = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var synonyms = new Synonyms();
        foreach (var (word, expansions) in beside?._expansions ?? [])
        {
            synonyms._expansions.Add(word, [.. expansions]);
        }

        var number = 0;
        foreach (var line in file.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            var text = line.Split('#')[0].Trim();
            if (text.Length > 0)
            {
                synonyms.Add(text.Split("=>"), number);
            }
        }

        return synonyms;
    }

    /// <summary>Whether there is another word for this one.</summary>
    internal bool Knows(string word) => _expansions.ContainsKey(word);

    /// <summary>What may stand for the first words of these, and for how many of them.</summary>
    internal IEnumerable<(int Length, string Expansion)> At(IReadOnlyList<string> words)
    {
        for (var length = 1; length <= Math.Min(MaxWords, words.Count); length++)
        {
            foreach (var expansion in _expansions.GetValueOrDefault(string.Join(' ', words.Take(length))) ?? [])
            {
                yield return (length, expansion);
            }
        }
    }

    /// <summary>The two known words that a compound is made of, with or without an s or n between them; null where it is none.</summary>
    internal IReadOnlyList<string>? Parts(string compound)
    {
        for (var at = compound.Length - MinPart; at >= MinPart; at--)
        {
            var (first, second) = (compound[..at], compound[at..]);
            var stem = Knows(first) ? first : first[^1] is 's' or 'n' && Knows(first[..^1]) ? first[..^1] : null;
            if (stem is not null && Knows(second))
            {
                return [stem, second];
            }
        }

        return null;
    }

    private static Synonyms FromProduct()
    {
        using var file = new StreamReader(typeof(Synonyms).Assembly.GetManifestResourceStream("synonyms.txt")!);
        return Parse(file.ReadToEnd());
    }

    private void Add(string[] sides, int line)
    {
        var from = Words(sides[0], line);
        var to = sides.Length switch
        {
            1 when from.Count > 1 => from,
            2 => Words(sides[1], line),
            _ => throw new FormatException($"Line {line}: expected \"a, b\" or \"a => b\"."),
        };
        foreach (var word in from)
        {
            if (!_expansions.TryGetValue(word, out var known))
            {
                _expansions.Add(word, known = []);
            }

            known.AddRange(to.Where(other => other != word && !known.Contains(other)));
        }
    }

    private static List<string> Words(string side, int line)
    {
        List<string> words = [.. side.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(word => string.Join(' ', word.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
        return words.Count == 0 ? throw new FormatException($"Line {line}: a word was expected on each side.")
            : words.Find(word => word.Count(unit => unit == ' ') >= MaxWords) is { } longest
                ? throw new FormatException($"Line {line}: \"{longest}\" has more than {MaxWords} words.")
                : words;
    }
}
