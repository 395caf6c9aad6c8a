using System.Text;

namespace BotDesk.Search.Queries;

/// <summary>Documents with any term that begins so; all score the boost.</summary>
public sealed class PrefixQuery(string field, string prefix) : Query
{
    public string Field { get; } = field;

    public string Prefix { get; } = prefix;

    public override string ToString() => $"{Field}:{Prefix}*";

    internal override Weight CreateWeight(IndexSearcher searcher, float boost)
    {
        var field = searcher.Schema.Require(Field);
        var prefix = Encoding.UTF8.GetBytes(Prefix);
        return new ConstantWeight(boost, ToString(), reader => DocSet.OfTerms(reader, field, reader.Segment.Fields[field].Terms.WithPrefix(prefix)));
    }

    internal override void CollectTerms(IIndexSearcher searcher, string field, ISet<string> terms)
    {
        if (field == Field)
        {
            terms.UnionWith(searcher.Terms(field, Prefix).Select(term => term.Text));
        }
    }
}
