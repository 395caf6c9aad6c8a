using System.Globalization;

namespace BotDesk.Knowledge.Ranking;

/// <summary>
/// The chance that an article is right, from <see cref="ConfidenceFeatures"/>, by logistic regression. The table "confidence.tsv" is
/// written by tests/BotDesk.Benchmarks (search fit): a feature and its weight to a line, and the chance from which an article is offered.
/// </summary>
internal sealed class ConfidenceModel
{
    private const string ConstantName = "constant";
    private const string FloorName = "floor";

    private readonly double[] _weights;
    private readonly double _constant;

    public ConfidenceModel(IReadOnlyList<double> weights, double constant, double offerFrom) =>
        (_weights, _constant, OfferFrom) = ([.. weights], constant, offerFrom);

    public static ConfidenceModel Default { get; } = FromProduct();

    public IReadOnlyList<double> Weights => _weights;

    public double Constant => _constant;

    /// <summary>An article that is less likely to be right is not offered.</summary>
    public double OfferFrom { get; }

    /// <exception cref="FormatException">The table lacks a feature, or has one that is not known.</exception>
    public static ConfidenceModel Parse(string table)
    {
        var rows = table.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .ToDictionary(row => row[0], row => double.Parse(row[1], CultureInfo.InvariantCulture));
        var known = ConfidenceFeatures.Names.Append(ConstantName).Append(FloorName).ToHashSet();
        return known.SetEquals(rows.Keys)
            ? new ConfidenceModel([.. ConfidenceFeatures.Names.Select(name => rows[name])], rows[ConstantName], rows[FloorName])
            : throw new FormatException($"The table of weights has other features than the program: {string.Join(", ", known.Except(rows.Keys).Concat(rows.Keys.Except(known)))}.");
    }

    public double Of(ReadOnlySpan<double> features)
    {
        var sum = _constant;
        for (var i = 0; i < _weights.Length; i++)
        {
            sum += _weights[i] * features[i];
        }

        return 1 / (1 + Math.Exp(-sum));
    }

    public string ToTable() => string.Concat(
        ConfidenceFeatures.Names.Zip(_weights).Append((ConstantName, _constant)).Append((FloorName, OfferFrom))
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Item1}\t{row.Item2:0.####}\n")));

    private static ConfidenceModel FromProduct()
    {
        using var file = new StreamReader(typeof(ConfidenceModel).Assembly.GetManifestResourceStream("confidence.tsv")!);
        return Parse(file.ReadToEnd());
    }
}
