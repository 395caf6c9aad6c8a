using System.Runtime.InteropServices;

namespace BotDesk.Conversation.Understanding;

/// <summary>The trained part of understanding: from words to the probabilities of the intents.</summary>
internal sealed class Classifier
{
    private const int Passes = 8;
    private const float Rate = 6f;
    private const int Folds = 2;
    private static readonly float[] Temperatures = [0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 1f, 1.2f, 1.4f, 1.7f, 2f];

    private readonly Features _features;
    private readonly LinearModel _model;
    private readonly PhraseRules _rules;
    private readonly float _temperature;

    private Classifier(Features features, LinearModel model, PhraseRules rules, float temperature) =>
        (_features, _model, _rules, _temperature) = (features, model, rules, temperature);

    public static Classifier Train(IReadOnlyList<PhraseFile> files)
    {
        var features = new Features(Lexicon.From(files));
        var rules = new PhraseRules();
        var examples = new List<Example>();
        var phrase = 0;
        foreach (var file in files)
        {
            var variants = new PhraseVariants(file, Words);
            rules.AddOpenings(file.Lexicons.GetValueOrDefault("_opening") ?? []);
            foreach (var line in file.Lines)
            {
                if (line.IsRule)
                {
                    rules.Add(line, OneTicket);
                    if (line.Template.All(OneTicket).First().EndsWith('*'))
                    {
                        continue;
                    }
                }

                phrase++;
                foreach (var text in variants.Of(line, (ulong)phrase))
                {
                    examples.Add(new Example(features.Of(CollectionsMarshal.AsSpan(Tokens.Of(text))), line.Intent, phrase, 1f));
                }
            }

            // To a rule one ticket is like another.
            IReadOnlyList<string> OneTicket(string name) => name == "ticket" ? [Words(name)[0]] : Words(name);

            IReadOnlyList<string> Words(string name) =>
                file.Lexicons.TryGetValue(name, out var own) ? own
                : files.FirstOrDefault(each => each.Lexicons.ContainsKey(name)) is { } other ? other.Lexicons[name]
                : throw new FormatException($"There is no lexicon {{{name}}}.");
        }

        return new Classifier(features, LinearModel.Train(examples, Passes, Rate), rules, FitTemperature(examples));
    }

    /// <summary>The intent that a rule is certain of, if one is.</summary>
    public Intent? Rule(List<Token> tokens) => _rules.Match(tokens);

    /// <summary>The probabilities of all intents.</summary>
    public void Probabilities(List<Token> tokens, Span<float> probabilities)
    {
        _model.Score(_features.Of(CollectionsMarshal.AsSpan(tokens)), probabilities);
        LinearModel.Softmax(probabilities, _temperature);
    }

    /// <summary>The temperature under which phrases that the model has not seen get the most honest probabilities (Guo et al., 2017).</summary>
    private static float FitTemperature(List<Example> examples)
    {
        var unseen = new List<(float[] Scores, Intent Intent)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var model = LinearModel.Train([.. examples.Where(example => example.Phrase % Folds != fold)], Passes / 2, Rate);
            foreach (var example in examples.Where(example => example.Phrase % Folds == fold))
            {
                var scores = new float[IntentNames.Count];
                model.Score(example.Features, scores);
                unseen.Add((scores, example.Intent));
            }
        }

        return Temperatures.MinBy(temperature => Loss(unseen, temperature));
    }

    private static double Loss(List<(float[] Scores, Intent Intent)> unseen, float temperature)
    {
        var loss = 0.0;
        Span<float> probabilities = stackalloc float[IntentNames.Count];
        foreach (var (scores, intent) in unseen)
        {
            scores.CopyTo(probabilities);
            LinearModel.Softmax(probabilities, temperature);
            loss -= Math.Log(Math.Max(1e-9, probabilities[(int)intent]));
        }

        return loss;
    }
}
