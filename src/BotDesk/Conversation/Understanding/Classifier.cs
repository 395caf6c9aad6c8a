using System.Runtime.InteropServices;

namespace BotDesk.Conversation.Understanding;

/// <summary>The trained part of understanding: from words to the probabilities of the intents.</summary>
internal sealed class Classifier
{
    private const int Passes = 6;
    private const float Rate = 6f;

    private readonly Features _features;
    private readonly LinearModel _model;
    private readonly PhraseRules _rules;
    private readonly float _temperature;

    private Classifier(TrainingSet lessons)
    {
        (_features, _rules) = (lessons.Features, lessons.Rules);
        LinearModel? model = null;
        var temperature = 1f;
        Parallel.Invoke(
            () => model = LinearModel.Train(lessons.Examples, IntentNames.Count, Passes, Rate),
            () => temperature = Calibration.FitTemperature(lessons.Examples, IntentNames.Count, Passes / 2, Rate));
        (_model, _temperature) = (model!, temperature);
    }

    /// <exception cref="FormatException">A phrase names a lexicon that no file has.</exception>
    public static Classifier Train(IReadOnlyList<PhraseFile> files) => new(new TrainingSet(files));

    /// <summary>The intent that a rule is certain of, if one is.</summary>
    public Intent? Rule(List<Token> tokens) => _rules.Match(tokens);

    /// <summary>The probabilities of all intents.</summary>
    public void Probabilities(List<Token> tokens, Span<float> probabilities)
    {
        _model.Score(_features.Of(CollectionsMarshal.AsSpan(tokens)), probabilities);
        LinearModel.Softmax(probabilities, _temperature);
    }
}
