namespace BotDesk.Conversation.Understanding;

/// <summary>
/// Understands free text: what a person wants, how sure that is, and what the message names. Offline and deterministic: the same text, files and
/// services give the same answer on every machine. Thread safe; a message takes well under a millisecond.
/// </summary>
public sealed class Understander
{
    /// <summary>"yes" or "5" by itself answers something; when nothing is known to wait, the bot asks. "no thanks" and "nothing" do no harm.</summary>
    private const float UnaskedReply = 0.5f;

    /// <summary>A rule is as sure as anything in free text can be.</summary>
    private const double RuleConfidence = 0.98;

    private readonly Classifier _classifier;
    private readonly WrittenLanguage _languages;
    private readonly ServiceMentions _services;

    private Understander(Classifier classifier, WrittenLanguage languages, ServiceMentions services) => (_classifier, _languages, _services) = (classifier, languages, services);

    /// <summary>The phrase files that come with the application.</summary>
    public static IReadOnlyList<string> DefaultPhraseFiles { get; } =
        [.. new[] { "concepts.txt", "phrases.en.txt", "phrases.de.txt", "examples.en.txt", "examples.de.txt" }.Select(name => Path.Combine(AppContext.BaseDirectory, "Conversation", "Understanding", name))];

    /// <summary>Trains from phrase files; takes a few hundred milliseconds.</summary>
    /// <param name="services">The services to recognise; none when the policy is not read yet, see <see cref="WithServices"/>.</param>
    /// <param name="phraseFiles">Null for <see cref="DefaultPhraseFiles"/>.</param>
    /// <exception cref="FormatException">A line of a phrase file cannot be read; the message names file, line and reason.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static Understander Create(IReadOnlyList<ServiceName>? services = null, IReadOnlyList<string>? phraseFiles = null)
    {
        IReadOnlyList<PhraseFile> files = [.. (phraseFiles ?? DefaultPhraseFiles).Select(PhraseFile.Read)];
        return new Understander(Classifier.Train(files), WrittenLanguage.Learn(files), new ServiceMentions(services ?? []));
    }

    /// <summary>As <see cref="Create"/>, on another thread, so that the host starts meanwhile.</summary>
    public static Task<Understander> CreateAsync(IReadOnlyList<ServiceName>? services = null, IReadOnlyList<string>? phraseFiles = null) =>
        Task.Run(() => Create(services, phraseFiles));

    /// <summary>The same training with other services, for when the policy is reloaded; takes no time.</summary>
    public Understander WithServices(IReadOnlyList<ServiceName> services) => new(_classifier, _languages, new ServiceMentions(services));

    /// <summary>What a message means. Never throws, whatever the text; of very long texts the beginning and the end are read.</summary>
    public Understood Understand(string? text, UnderstandingContext? context = null)
    {
        var clean = MessageText.Clean(text);
        var tickets = TicketMentions.Find(clean);
        var tokens = Tokens.Of(clean, tickets);
        Span<float> probabilities = stackalloc float[IntentNames.Count];
        Judge(tokens, probabilities);
        var reply = ShortReplies.Recognise(clean);
        ContextReading.Apply(reply, context, probabilities);
        if (context is null or { About: ConversationTopic.None } && (Intent)Best(probabilities).First is not (Intent.Thanks or Intent.Cancel) && reply is ShortReply.Yes or ShortReply.No or ShortReply.Submit or ShortReply.Skip or ShortReply.Rating)
        {
            Doubt(probabilities);
        }

        var (first, second) = Best(probabilities);
        var entities = EntityReader.Read(clean, tokens, tickets, (Intent)first, _services);
        if (!MessageText.IsWhole(text))
        {
            // A comment with its middle cut out would be worse than none.
            entities = entities with { Rest = null };
        }

        return new Understood((Intent)first, probabilities[first], (Intent)second, probabilities[second], entities);
    }

    /// <summary>The language that a message is written in; null when that cannot be told.</summary>
    public Written? LanguageOf(string text)
    {
        var clean = MessageText.Clean(text);
        return _languages.Of(clean, Tokens.Of(clean, TicketMentions.Find(clean)));
    }

    private void Judge(List<Token> tokens, Span<float> probabilities)
    {
        if (!tokens.Exists(token => !token.IsSign))
        {
            probabilities[(int)Intent.OutOfScope] = 0.5f;
            probabilities[(int)Intent.Help] = 0.1f;
            return;
        }

        _classifier.Probabilities(tokens, probabilities);
        if (_classifier.Rule(tokens) is { } certain)
        {
            var rest = 1f - probabilities[(int)certain];
            foreach (ref var probability in probabilities)
            {
                probability *= rest > 0 ? (float)(1 - RuleConfidence) / rest : 0;
            }

            probabilities[(int)certain] = (float)RuleConfidence;
        }
    }

    private static void Doubt(Span<float> probabilities)
    {
        var highest = 0f;
        foreach (var probability in probabilities)
        {
            highest = MathF.Max(highest, probability);
        }

        foreach (ref var probability in probabilities)
        {
            probability *= MathF.Min(1f, UnaskedReply / highest);
        }
    }

    private static (int First, int Second) Best(ReadOnlySpan<float> probabilities)
    {
        var first = 0;
        for (var each = 1; each < probabilities.Length; each++)
        {
            first = probabilities[each] > probabilities[first] ? each : first;
        }

        var second = first == 0 ? 1 : 0;
        for (var each = 0; each < probabilities.Length; each++)
        {
            second = each != first && probabilities[each] > probabilities[second] ? each : second;
        }

        return (first, second);
    }
}
