using System.Globalization;
using BotDesk.Knowledge.Ranking;

namespace BotDesk.Benchmarks.Search;

/// <summary>Weights given on the command line, to try them: "Title=2" "Candidates=100".</summary>
internal static class RankingOptions
{
    public static RankingWeights Apply(RankingWeights weights, IEnumerable<string> options)
    {
        foreach (var option in options.Select(option => option.Split('=', 2)))
        {
            var weight = typeof(RankingWeights).GetProperty(option[0])
                ?? throw new ArgumentException($"There is no weight '{option[0]}'.", nameof(options));
            weight.SetValue(weights, Convert.ChangeType(option[1], weight.PropertyType, CultureInfo.InvariantCulture));
        }

        return weights;
    }
}
