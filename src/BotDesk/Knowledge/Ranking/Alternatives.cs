using BotDesk.Search;
using BotDesk.Search.Queries;

namespace BotDesk.Knowledge.Ranking;

/// <summary>
/// Other ways to write the words of a question: the spelling that was meant, two words as one and one as two, and synonyms. The
/// searcher knows only what the person may read, so what other articles alone have is no way to write anything.
/// </summary>
internal sealed class Alternatives(IIndexSearcher searcher, Synonyms synonyms, FieldQueries fields, RankingWeights weights, bool typing)
{
    private const int MinCompoundPart = 3;
    private const int MaxCompletions = 8;

    /// <summary>A longer word is no compound, but something pasted.</summary>
    private const int MaxCompoundLength = 40;

    /// <summary>A text with more unknown words than these is a log or in another language: correcting it would take long and help nobody.</summary>
    private const int MaxCorrections = 16;

    private int _corrections;

    /// <summary>A compound's part that fewer articles have is taken for a coincidence.</summary>
    private const int MinPartFreq = 2;

    /// <summary>The alternatives for each word, by its position in the question.</summary>
    public ILookup<int, Alternative> Of(IReadOnlyList<SurfaceWord> words)
    {
        var found = new List<(int Position, Alternative Alternative)>();
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].IsStopWord)
            {
                found.AddRange(German(words[i]).Concat(Spellings(words[i])).Concat(Split(words[i])).Concat(Begun(words[i], i == words.Count - 1)).Select(alternative => (words[i].Position, alternative)));
            }

            if (i + 1 < words.Count && words[i + 1].Position == words[i].Position + 1 && Joined(words[i], words[i + 1]) is { } joined)
            {
                found.Add((words[i].Position, joined));
                found.Add((words[i + 1].Position, joined));
            }

            foreach (var (length, expansion) in synonyms.At([.. words.Skip(i).Take(Synonyms.MaxWords).Select(word => word.Surface)]))
            {
                if (fields.Text(expansion) is { } query)
                {
                    found.AddRange(words.Skip(i).Take(length).Select(word => (word.Position, new Alternative(query, weights.Synonym, expansion))));
                }
            }
        }

        return found.ToLookup(pair => pair.Position, pair => pair.Alternative);
    }

    /// <summary>The German stem, which words of German articles have beside the English one.</summary>
    private IEnumerable<Alternative> German(SurfaceWord word) =>
        ArticleAnalyzer.German.Tokens(word.Surface) is [var token] && token.Term != word.Term && fields.IsKnown(token.Term)
            ? [new Alternative(fields.Term(token.Term), 1, token.Term)]
            : [];

    /// <summary>The most frequent words that begin like the one being typed.</summary>
    private IEnumerable<Alternative> Begun(SurfaceWord word, bool last) => !typing || !last || word.Surface.Length < 2
        ? []
        : searcher.Terms(KnowledgeSchema.Body, word.Surface)
            .Concat(searcher.Terms(KnowledgeSchema.Title, word.Surface))
            .OrderByDescending(term => term.DocFreq)
            .Select(term => term.Text)
            .Where(term => term != word.Term && fields.IsKnown(term))
            .Distinct()
            .Take(MaxCompletions)
            .Select(term => new Alternative(fields.Term(term), weights.Spelling, term));

    /// <summary>What a word that no article has was meant to be. Codes are never corrected: another number is another error.</summary>
    private IEnumerable<Alternative> Spellings(SurfaceWord word)
    {
        var maxEdits = word.Term.Length switch { < 4 => 0, < 6 => 1, _ => 2 };
        if (maxEdits == 0 || word.Term.Length > MaxCompoundLength || word.Surface.Any(char.IsDigit) || fields.IsKnown(word.Term))
        {
            return [];
        }

        if (++_corrections > MaxCorrections)
        {
            return [];
        }

        var similar = searcher.SimilarTerms(KnowledgeSchema.Body, word.Term, maxEdits)
            .Where(term => !term.Text.Any(char.IsDigit))
            .Take(20)
            .ToList();
        return similar.Count == 0
            ? []
            : similar
                .Where(term => term.Distance == similar[0].Distance)
                .OrderByDescending(term => term.DocFreq)
                .Take(2)
                .Select(term => new Alternative(fields.Term(term.Text), weights.Spelling, term.Text));
    }

    /// <summary>"onedrive" as "one drive", where only the latter is written anywhere; "Netzwerkdrucker" by its parts or by what they are called in articles.</summary>
    private IEnumerable<Alternative> Split(SurfaceWord word)
    {
        if (word.Surface.Length is < 2 * MinCompoundPart or > MaxCompoundLength || fields.IsKnown(word.Term))
        {
            return [];
        }

        if (synonyms.Parts(word.Surface) is { } parts)
        {
            return parts.SelectMany(part => synonyms.At([part])).Select(known => known.Expansion).Concat(parts)
                .Select(part => (part, Query: fields.Text(part)))
                .Where(pair => pair.Query is not null)
                .Select(pair => new Alternative(pair.Query!, weights.Compound, pair.part));
        }

        var (best, bestFreq) = (0, MinPartFreq - 1);
        for (var at = MinCompoundPart; at <= word.Surface.Length - MinCompoundPart; at++)
        {
            var freq = Math.Min(FreqOf(word.Surface[..at]), FreqOf(word.Surface[at..]));
            (best, bestFreq) = freq > bestFreq ? (at, freq) : (best, bestFreq);
        }

        return best > 0 && fields.Text($"{word.Surface[..best]} {word.Surface[best..]}") is { } query
            ? [new Alternative(query, weights.Compound, word.Surface[best..])]
            : [];
    }

    private Alternative? Joined(SurfaceWord first, SurfaceWord second)
    {
        var term = Single(first.Surface + second.Surface);
        return first.Surface.Length > 1 && second.Surface.Length > 1 && term is not null && fields.IsKnown(term)
            ? new Alternative(fields.Term(term), weights.Compound, term)
            : null;
    }

    private int FreqOf(string surface) => Single(surface) is { } term ? searcher.DocFreq(KnowledgeSchema.Body, term) : 0;

    private static string? Single(string surface) => ArticleAnalyzer.English.Tokens(surface) is [var token] ? token.Term : null;
}

/// <summary>Another way to write a word.</summary>
/// <param name="Weight">What it counts, of 1.</param>
/// <param name="Text">What is looked for, for explanations.</param>
internal sealed record Alternative(Query Query, float Weight, string Text);
