using System.Globalization;
using BotDesk.Knowledge.Ranking;

namespace BotDesk.Benchmarks.Search;

/// <summary>Fits the weights of <see cref="ConfidenceModel"/> to the first results for the questions of the judged sets.</summary>
internal static class ConfidenceFit
{
    /// <summary>A right answer among a few candidates and silence where there is none: both are learned, and ordinary articles too.</summary>
    private static readonly string[] Sets = [JudgedSet.NoAnswer, "stackfaq+mskb", "mskb"];

    private const int Folds = 5;

    /// <summary>Of the questions that are offered an answer, so many should get a right one; a little more than is promised.</summary>
    private const double RightWhenOffered = 0.92;

    /// <param name="file">The table to write.</param>
    public static int Run(string data, string file)
    {
        var examples = Sets.SelectMany(set => Examples(JudgedSet.Read(data, set))).ToList();
        var answered = new RankingFigures();
        var likelihood = 0.0;
        foreach (var fold in Enumerable.Range(0, Folds))
        {
            var model = Fit([.. examples.Where(example => FoldOf(example.Group) != fold)]);
            foreach (var example in examples.Where(example => FoldOf(example.Group) == fold))
            {
                var chance = model.Of(example.Features);
                likelihood -= Math.Log(example.Right ? chance : 1 - chance);
                if (example.Set == JudgedSet.NoAnswer)
                {
                    answered.Add(new HashSet<string> { "right" }, [example.Right ? "right" : "wrong"], chance, true);
                }
            }
        }

        System.Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{examples.Count} examples, by cross-validation: {answered.AnsweredAt90:0.000} of the no-answer set answered at 90%, log loss {likelihood / examples.Count:0.0000}"));
        var whole = Fit(examples);
        File.WriteAllText(file, new ConfidenceModel(whole.Weights, whole.Constant, FloorFor(whole, examples)).ToTable());
        System.Console.WriteLine($"{file} written");
        return 0;
    }

    private static IEnumerable<Example> Examples(JudgedSet set)
    {
        var searcher = SearchQuality.Index(set.Articles);
        foreach (var query in set.Queries)
        {
            var question = Question.Of(query.Text, searcher, Synonyms.Default, new RankingWeights());
            var candidates = Candidates.Find(question, searcher, new RankingWeights());
            var features = ConfidenceFeatures.Of(question, candidates, searcher);
            if (features.Count > 0)
            {
                yield return new Example(
                    set.Name, query.Group ?? query.Right.First(), features[0], query.Right.Contains(searcher.KeyOf(candidates.Best[0].Doc)));
            }
        }
    }

    /// <summary>The questions of one thread are never in two folds.</summary>
    private static int FoldOf(string group) => (int)(group.Aggregate(17u, (hash, unit) => (hash * 31) + unit) % Folds);

    /// <summary>The lowest chance from which on enough first results of the no-answer set are right.</summary>
    private static double FloorFor(ConfidenceModel model, IEnumerable<Example> examples)
    {
        var (floor, right, seen) = (1.0, 0, 0);
        foreach (var (chance, isRight) in examples.Where(example => example.Set == JudgedSet.NoAnswer)
            .Select(example => (model.Of(example.Features), example.Right)).OrderByDescending(pair => pair.Item1))
        {
            right += isRight ? 1 : 0;
            floor = right >= RightWhenOffered * ++seen ? chance : floor;
        }

        return floor;
    }

    /// <summary>Newton's method with a small penalty on the weights, which keeps them finite.</summary>
    private static ConfidenceModel Fit(IReadOnlyList<Example> examples)
    {
        const double Penalty = 1;
        var count = ConfidenceFeatures.Names.Count + 1;
        var weights = new double[count];
        for (var step = 0; step < 30; step++)
        {
            var (gradient, hessian) = (new double[count], new double[count, count]);
            foreach (var example in examples)
            {
                double[] x = [.. example.Features, 1];
                var chance = 1 / (1 + Math.Exp(-x.Zip(weights, (value, weight) => value * weight).Sum()));
                for (var i = 0; i < count; i++)
                {
                    gradient[i] += ((example.Right ? 1 : 0) - chance) * x[i];
                    for (var j = 0; j < count; j++)
                    {
                        hessian[i, j] += chance * (1 - chance) * x[i] * x[j];
                    }
                }
            }

            for (var i = 0; i + 1 < count; i++)
            {
                gradient[i] -= Penalty * weights[i];
                hessian[i, i] += Penalty;
            }

            var change = Solve(hessian, gradient);
            for (var i = 0; i < count; i++)
            {
                weights[i] += change[i];
            }
        }

        return new ConfidenceModel(weights[..^1], weights[^1], 0);
    }

    /// <summary>Gauss' elimination; the matrix is symmetric and positive.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var n = right.Length;
        for (var pivot = 0; pivot < n; pivot++)
        {
            for (var row = pivot + 1; row < n; row++)
            {
                var factor = matrix[row, pivot] / matrix[pivot, pivot];
                for (var column = pivot; column < n; column++)
                {
                    matrix[row, column] -= factor * matrix[pivot, column];
                }

                right[row] -= factor * right[pivot];
            }
        }

        var solution = new double[n];
        for (var row = n - 1; row >= 0; row--)
        {
            var known = Enumerable.Range(row + 1, n - row - 1).Sum(column => matrix[row, column] * solution[column]);
            solution[row] = (right[row] - known) / matrix[row, row];
        }

        return solution;
    }

    private sealed record Example(string Set, string Group, double[] Features, bool Right);
}
