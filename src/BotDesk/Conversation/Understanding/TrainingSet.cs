using System.Runtime.InteropServices;

namespace BotDesk.Conversation.Understanding;

/// <summary>What phrase files come to: the examples to learn from, the rules that need no learning, and the features that both sides see.</summary>
internal sealed class TrainingSet
{
    private readonly IReadOnlyList<PhraseFile> _files;
    private readonly List<Example> _examples = [];

    /// <exception cref="FormatException">A phrase names a lexicon that no file has.</exception>
    public TrainingSet(IReadOnlyList<PhraseFile> files)
    {
        _files = files;
        Features = new Features(Lexicon.From(files));
        foreach (var file in files)
        {
            Read(file);
        }
    }

    public Features Features { get; }

    public PhraseRules Rules { get; } = new();

    public IReadOnlyList<Example> Examples => _examples;

    /// <summary>How many phrases the examples were made from.</summary>
    public int Phrases { get; private set; }

    private void Read(PhraseFile file)
    {
        var variants = new PhraseVariants(Words);
        Rules.AddOpenings(Words("_opening"));
        foreach (var line in file.Lines)
        {
            CheckSlots(line, file);
            if (line.IsRule)
            {
                Rules.Add(line, OneTicket);
            }

            if (!line.IsBeginning)
            {
                Learn(line, variants);
            }
        }

        IReadOnlyList<string> Words(string lexicon) => Find(file, lexicon) ?? [];

        // To a rule one ticket is like another.
        IReadOnlyList<string> OneTicket(string lexicon) => lexicon == "ticket" ? [Words(lexicon)[0]] : Words(lexicon);
    }

    private void Learn(PhraseLine line, PhraseVariants variants)
    {
        Phrases++;
        foreach (var text in variants.Of(line, (ulong)Phrases))
        {
            var features = Features.Of(CollectionsMarshal.AsSpan(Tokens.Of(text)));
            _examples.Add(new Example(features, line.Intent, Phrases, !line.Template.HasAlternatives && !line.IsRule));
        }
    }

    private void CheckSlots(PhraseLine line, PhraseFile file)
    {
        if (line.Template.Slots.FirstOrDefault(slot => Find(file, slot) is null) is { } missing)
        {
            throw new FormatException($"{line.Place}: there is no lexicon {{{missing}}}.");
        }
    }

    /// <summary>A file's own words come first, then those of its language: German phrases are filled in German.</summary>
    private string[]? Find(PhraseFile file, string lexicon) =>
        file.Lexicons.GetValueOrDefault(lexicon)
        ?? _files.OrderByDescending(other => other.Language == file.Language).Select(other => other.Lexicons.GetValueOrDefault(lexicon)).FirstOrDefault(words => words is not null);
}
