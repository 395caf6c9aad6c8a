using System.Text;

namespace BotDesk.Search.Queries;

/// <summary>Documents with any term that fits the pattern: * stands for any letters, ? for one, \ before either for itself. All score the boost.</summary>
public sealed class WildcardQuery(string field, string pattern) : Query
{
    public string Field { get; } = field;

    public string Pattern { get; } = pattern;

    public override string ToString() => $"{Field}:{Pattern}";

    internal override Weight CreateWeight(IndexSearcher searcher, float boost)
    {
        var number = searcher.Schema.Require(Field);
        var (pattern, prefix) = (WildcardPattern.Parse(Pattern), Encoding.UTF8.GetBytes(WildcardPattern.Parse(Pattern).Prefix));
        return new ConstantWeight(boost, ToString(), reader =>
        {
            var terms = reader.Segment.Fields[number].Terms;
            return DocSet.OfTerms(reader, number, terms.WithPrefix(prefix).Where(term => pattern.Fits(terms.Text(term))));
        });
    }

    internal override void CollectTerms(IIndexSearcher searcher, string field, ISet<string> terms)
    {
        if (field == Field)
        {
            var pattern = WildcardPattern.Parse(Pattern);
            terms.UnionWith(searcher.Terms(field, pattern.Prefix).Select(term => term.Text).Where(pattern.Fits));
        }
    }
}

/// <summary>A pattern taken apart.</summary>
/// <param name="Items">A letter, or null for "any one", or 0 with <paramref name="Many"/> set at its place.</param>
/// <param name="Many">Where any number of letters may stand.</param>
internal sealed record WildcardPattern(char?[] Items, bool[] Many)
{
    /// <summary>What every fitting term begins with.</summary>
    public string Prefix
    {
        get
        {
            var length = 0;
            while (length < Items.Length && Items[length] is not null && !Many[length])
            {
                length++;
            }

            // Half a surrogate pair is no prefix.
            length -= length > 0 && char.IsHighSurrogate(Items[length - 1]!.Value) ? 1 : 0;
            return string.Concat(Items.Take(length).Select(letter => letter!.Value));
        }
    }

    public static WildcardPattern Parse(string pattern)
    {
        var (items, many) = (new List<char?>(), new List<bool>());
        for (var i = 0; i < pattern.Length; i++)
        {
            var escaped = pattern[i] == '\\' && i + 1 < pattern.Length;
            var letter = escaped ? pattern[++i] : pattern[i];
            items.Add(!escaped && letter == '?' ? null : letter);
            many.Add(!escaped && letter == '*');
        }

        return new WildcardPattern([.. items], [.. many]);
    }

    /// <summary>Takes time in proportion to the pattern and the term, whatever stars the pattern has.</summary>
    public bool Fits(string term)
    {
        var (item, at, star, starAt) = (0, 0, -1, 0);
        while (at < term.Length)
        {
            if (item < Items.Length && Many[item])
            {
                (star, starAt) = (item++, at);
            }
            else if (item < Items.Length && (Items[item] is null || Items[item] == term[at]))
            {
                (item, at) = (item + 1, at + 1);
            }
            else if (star >= 0)
            {
                // The last star takes one letter more.
                (item, at) = (star + 1, ++starAt);
            }
            else
            {
                return false;
            }
        }

        while (item < Items.Length && Many[item])
        {
            item++;
        }

        return item == Items.Length;
    }
}
