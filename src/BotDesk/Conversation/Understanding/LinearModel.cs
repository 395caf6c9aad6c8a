using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BotDesk.Conversation.Understanding;

/// <summary>Multinomial logistic regression over hashed features, trained by stochastic gradient descent. The same examples give the same model.</summary>
internal sealed class LinearModel
{
    private static readonly int Lanes = Vector<float>.Count;

    // Weights lie feature by feature, padded so that one feature's weights for all labels are whole vectors.
    private readonly int _labels;
    private readonly int _stride;

    // Of a model that has been trained, only features that were seen have weights: most numbers stand for none.
    private readonly float[] _weights;
    private readonly int[] _rows;

    private LinearModel(int labels, int[] rows)
    {
        (_labels, _stride, _rows) = (labels, (labels + Lanes - 1) / Lanes * Lanes, rows);
        _weights = new float[(rows.Max() + 1) * _stride];
    }

    /// <param name="examples">Texts with their label.</param>
    /// <param name="labels">How many labels there are; an example's is below it.</param>
    /// <param name="passes">How often all examples are gone through.</param>
    /// <param name="rate">The first step's size; it falls to nothing towards the end.</param>
    public static LinearModel Train(IReadOnlyList<Example> examples, int labels, int passes, float rate)
    {
        var model = new LinearModel(labels, Number(examples));
        var order = new int[examples.Count];
        for (var at = 0; at < order.Length; at++)
        {
            order[at] = at;
        }

        var choice = new Choice(17);
        var total = (float)passes * order.Length;
        var seen = 0;
        for (var pass = 0; pass < passes; pass++)
        {
            Shuffle(order, ref choice);
            foreach (var each in order)
            {
                model.Learn(examples[each], rate * (1f - (seen++ / total)));
            }
        }

        return model;
    }

    /// <summary>Numbers the features that the examples have, in the order in which they are met; −1 for those that none has.</summary>
    private static int[] Number(IReadOnlyList<Example> examples)
    {
        var rows = new int[Features.Buckets];
        Array.Fill(rows, -1);
        var next = 0;
        foreach (var example in examples)
        {
            foreach (var feature in example.Features.Index)
            {
                rows[feature] = rows[feature] < 0 ? next++ : rows[feature];
            }
        }

        return rows;
    }

    /// <summary>The labels' scores before they are made probabilities.</summary>
    public void Score(in FeatureVector features, Span<float> scores)
    {
        Span<float> padded = stackalloc float[_stride];
        Sum(features, padded);
        padded[.._labels].CopyTo(scores);
    }

    /// <summary>Scores to probabilities, in place.</summary>
    public static void Softmax(Span<float> scores, float temperature = 1f)
    {
        var highest = float.MinValue;
        foreach (var score in scores)
        {
            highest = MathF.Max(highest, score);
        }

        var sum = 0f;
        foreach (ref var score in scores)
        {
            score = MathF.Exp((score - highest) / temperature);
            sum += score;
        }

        foreach (ref var score in scores)
        {
            score /= sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(in FeatureVector features, Span<float> padded)
    {
        padded.Clear();
        var sums = MemoryMarshal.Cast<float, Vector<float>>(padded);
        for (var at = 0; at < features.Index.Length; at++)
        {
            if (_rows[features.Index[at]] is not (>= 0 and var row))
            {
                continue;
            }

            var weights = MemoryMarshal.Cast<float, Vector<float>>(_weights.AsSpan(row * _stride, _stride));
            var value = new Vector<float>(features.Value[at]);
            for (var lane = 0; lane < sums.Length; lane++)
            {
                sums[lane] += weights[lane] * value;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Learn(in Example example, float rate)
    {
        Span<float> padded = stackalloc float[_stride];
        Sum(example.Features, padded);
        Softmax(padded[.._labels]);
        padded[example.Label] -= 1f;
        padded[_labels..].Clear();
        var errors = MemoryMarshal.Cast<float, Vector<float>>(padded);
        for (var at = 0; at < example.Features.Index.Length; at++)
        {
            var weights = MemoryMarshal.Cast<float, Vector<float>>(_weights.AsSpan(_rows[example.Features.Index[at]] * _stride, _stride));
            var step = new Vector<float>(rate * example.Features.Value[at]);
            for (var lane = 0; lane < errors.Length; lane++)
            {
                weights[lane] -= errors[lane] * step;
            }
        }
    }

    private static void Shuffle(int[] order, ref Choice choice)
    {
        for (var at = order.Length - 1; at > 0; at--)
        {
            var other = choice.Next(at + 1);
            (order[at], order[other]) = (order[other], order[at]);
        }
    }
}

/// <summary>A text to learn from.</summary>
/// <param name="Label">What it is, as a number from 0.</param>
/// <param name="Phrase">The number of the phrase it was made from; cross-validation keeps all that one phrase made together.</param>
/// <param name="IsPlain">Whether the phrase is a message as it was typed, not made from a pattern.</param>
internal readonly record struct Example(FeatureVector Features, int Label, int Phrase, bool IsPlain);
