using System.Runtime.InteropServices;

namespace BotDesk.Conversation.Understanding;

/// <summary>What phrase files come to: the examples to learn from, the rules that need no learning, and the features that both sides see.</summary>
internal sealed class TrainingSet
{
    private readonly IReadOnlyList<PhraseFile> _files;
    private readonly List<Lesson> _lessons = [];

    /// <exception cref="FormatException">A phrase names a lexicon that no file has.</exception>
    public TrainingSet(IReadOnlyList<PhraseFile> files)
    {
        _files = files;
        foreach (var file in files)
        {
            Read(file);
        }

        Features = new Features(Lexicon.From(files, WordsAsWritten()));
        Examples = _lessons.ConvertAll(lesson => new Example(Features.Of(CollectionsMarshal.AsSpan(lesson.Tokens)), (int)lesson.Line.Intent, lesson.Phrase, lesson.Line.IsPlain));
    }

    public Features Features { get; }

    public PhraseRules Rules { get; } = new();

    public List<Example> Examples { get; }

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

            if (line.IsLearnt)
            {
                Add(line, variants);
            }
        }

        IReadOnlyList<string> Words(string lexicon) => Find(file, lexicon) ?? [];

        // To a rule one ticket is like another.
        IReadOnlyList<string> OneTicket(string lexicon) => lexicon == "ticket" ? [Words(lexicon)[0]] : Words(lexicon);
    }

    private void Add(PhraseLine line, PhraseVariants variants)
    {
        var phrase = _lessons.Count == 0 ? 0 : _lessons[^1].Phrase + 1;
        var isAsWritten = true;
        foreach (var text in variants.Of(line, (ulong)phrase))
        {
            _lessons.Add(new Lesson(line, phrase, Tokens.Of(text), isAsWritten));
            isAsWritten = false;
        }
    }

    /// <summary>The words of the phrases without the typing errors that are made in them.</summary>
    private HashSet<string> WordsAsWritten() =>
        _lessons.Where(lesson => lesson.IsAsWritten).SelectMany(lesson => lesson.Tokens).Select(token => token.Word).ToHashSet(StringComparer.Ordinal);

    private void CheckSlots(PhraseLine line, PhraseFile file)
    {
        if (line.Template.Slots.FirstOrDefault(slot => Find(file, slot) is null) is { } missing)
        {
            throw new FormatException($"{line.Place}: there is no lexicon {{{missing}}}.");
        }
    }

    /// <summary>A file's own words come first, then those of its language: German phrases are filled in German.</summary>
    private string[]? Find(PhraseFile file, string lexicon) =>
        file.Lexicons.GetValueOrDefault(lexicon) ?? Find(lexicon, other => other.Language == file.Language) ?? Find(lexicon, _ => true);

    private string[]? Find(string lexicon, Func<PhraseFile, bool> among) =>
        _files.FirstOrDefault(file => among(file) && file.Lexicons.ContainsKey(lexicon))?.Lexicons[lexicon];

    /// <param name="Phrase">The number of the phrase among all.</param>
    /// <param name="IsAsWritten">Whether no typing error was made in it.</param>
    private readonly record struct Lesson(PhraseLine Line, int Phrase, List<Token> Tokens, bool IsAsWritten);
}
