namespace BotDesk.Conversation.Understanding;

/// <summary>Makes confidence honest: by cross-validation over whole phrases, so that no example is judged by a model that saw its phrase.</summary>
internal static class Calibration
{
    private const int Folds = 2;
    private static readonly float[] Temperatures = [0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 1f, 1.1f, 1.2f, 1.4f, 1.7f, 2f];

    /// <summary>The temperature under which phrases that the model has not seen get the most honest probabilities (Guo et al., 2017).</summary>
    public static float FitTemperature(IReadOnlyList<Example> examples, int passes, float rate)
    {
        var unseen = new List<(float[] Scores, Intent Intent)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var model = LinearModel.Train([.. examples.Where(example => example.Phrase % Folds != fold)], passes, rate);
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
