namespace BotDesk.Search;

/// <summary>
/// Okapi BM25 as Apache Lucene 8 computes it, to the last bit: idf = ln(1 + (N - n + 0.5) / (n + 0.5)), the score of a term
/// boost * idf * tf / (tf + k1 * (1 - b + b * length / average)), without Lucene 7's factor (k1 + 1), the length rounded to a byte.
/// </summary>
/// <param name="K1">How soon repetition of a word stops to count; 0 or more.</param>
/// <param name="B">How much a long text is discounted; 0 to 1.</param>
public sealed record BM25Similarity(float K1 = 1.2f, float B = 0.75f)
{
    /// <param name="docFreq">How many documents have the term in the field.</param>
    /// <param name="docCount">How many documents have the field.</param>
    public static float Idf(long docFreq, long docCount) => (float)Math.Log(1 + ((docCount - docFreq + 0.5) / (docFreq + 0.5)));

    /// <summary>
    /// tf / (tf + norm) times the weight, written as Lucene writes it, which never falls as the frequency rises, not even by rounding.
    /// </summary>
    /// <param name="lengthFactor">See <see cref="LengthFactors"/>.</param>
    internal static float Score(float weight, float freq, float lengthFactor) => weight - (weight / (1f + (freq * lengthFactor)));

    /// <summary>For each encoded length 1 / (k1 * (1 - b + b * length / average)).</summary>
    /// <param name="sumTotalTermFreq">The words of the field in all documents.</param>
    /// <param name="docCount">How many documents have the field.</param>
    internal float[] LengthFactors(long sumTotalTermFreq, long docCount)
    {
        var average = docCount == 0 ? 1f : (float)(sumTotalTermFreq / (double)docCount);
        var factors = new float[256];
        for (var i = 0; i < factors.Length; i++)
        {
            factors[i] = 1f / (K1 * ((1 - B) + (B * SmallFloat.Decode((byte)i) / average)));
        }

        return factors;
    }
}
