using System.Runtime.InteropServices;
using BotDesk.Conversation.Understanding;

namespace BotDesk.Incidents.Suggestions;

/// <summary>What is known of one text: how it is labelled, and what it looks like to a <see cref="TextLabeller"/>.</summary>
internal readonly record struct LabelledText(FeatureVector Features, string Label);

/// <summary>A label that was made out, and the estimated probability, 0 to 1, that it is right.</summary>
internal readonly record struct LabelGuess(string Label, double Confidence);

/// <summary>
/// Tells by its words which of a few labels a text has, as <see cref="LinearModel"/> learnt it from texts that have theirs. The same texts in the
/// same order make the same labeller.
/// </summary>
internal sealed class TextLabeller
{
    /// <summary>A label that fewer texts have is not learnt: nothing could be told of it.</summary>
    public const int FewestOfALabel = 4;

    /// <summary>The commonest labels are learnt, so that the memory has a bound: at most 33 MB, with a few labels 4 MB.</summary>
    private const int MostLabels = 64;

    private const int Passes = 6;
    private const float Rate = 4f;

    // Nothing is known of the words but that they are written.
    private static readonly Features Reading = new(Lexicon.From([], []));

    private readonly string[] _labels;
    private readonly LinearModel _model;
    private readonly float _temperature;

    private TextLabeller(string[] labels, LinearModel model, float temperature) => (_labels, _model, _temperature) = (labels, model, temperature);

    /// <param name="texts">In the order in which they came.</param>
    /// <returns>Null when there are not two labels to tell apart.</returns>
    public static TextLabeller? Learn(IReadOnlyList<LabelledText> texts)
    {
        string[] labels = [.. texts.GroupBy(text => text.Label, StringComparer.Ordinal).Where(label => label.Count() >= FewestOfALabel)
            .OrderByDescending(label => label.Count()).ThenBy(label => label.Key, StringComparer.Ordinal).Take(MostLabels).Select(label => label.Key)];
        if (labels.Length < 2)
        {
            return null;
        }

        var number = labels.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
        Example[] examples = [.. texts.Where(text => number.ContainsKey(text.Label)).Select((text, place) => new Example(text.Features, number[text.Label], place, IsPlain: true))];
        return new TextLabeller(labels, LinearModel.Train(examples, labels.Length, Passes, Rate), Calibration.FitTemperature(examples, labels.Length, Passes / 2, Rate));
    }

    /// <summary>What a text looks like.</summary>
    /// <param name="known">Something else that is known of it, such as its service; null: nothing.</param>
    public static FeatureVector Look(string text, string? known = null)
    {
        var tokens = Tokens.Of(MessageText.Clean(text));
        if (known is not null)
        {
            tokens.Add(new Token($"<{known}>", text.Length, 0));
        }

        return Reading.Of(CollectionsMarshal.AsSpan(tokens));
    }

    /// <summary>The likeliest label.</summary>
    public LabelGuess Guess(in FeatureVector features)
    {
        Span<float> probabilities = stackalloc float[_labels.Length];
        _model.Score(features, probabilities);
        LinearModel.Softmax(probabilities, _temperature);
        var best = 0;
        for (var each = 1; each < probabilities.Length; each++)
        {
            best = probabilities[each] > probabilities[best] ? each : best;
        }

        return new LabelGuess(_labels[best], probabilities[best]);
    }
}
