using BotDesk.Search;
using Lucene.Net.Search.Similarities;
using BM25 = Lucene.Net.Search.Similarities.BM25Similarity;

namespace BotDesk.Lucene;

/// <summary>Each field's own BM25, without the factor (k1 + 1) that Lucene left out later, because it would weigh fields against each other.</summary>
internal sealed class FieldSimilarity(IndexSchema schema) : PerFieldSimilarityWrapper
{
    private readonly Dictionary<string, Similarity> _byField = schema.Fields.ToDictionary(
        type => type.Name, type => (Similarity)new WithoutFactor(type.Similarity.K1, type.Similarity.B), StringComparer.Ordinal);

    private readonly Similarity _other = new BM25();

    public override Similarity Get(string name) => _byField.GetValueOrDefault(name, _other);

    private sealed class WithoutFactor(float k1, float b) : BM25(k1, b)
    {
        protected override float Idf(long docFreq, long numDocs) => base.Idf(docFreq, numDocs) / (K1 + 1);
    }
}
