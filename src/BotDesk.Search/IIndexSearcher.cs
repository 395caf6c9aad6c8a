using BotDesk.Search.Queries;

namespace BotDesk.Search;

/// <summary>
/// A full-text index as it was at one moment. Safe to use from any number of threads at once. <see cref="IndexSearcher"/> is the one of this
/// library; the queries, the syntax and the highlighting work with any.
/// </summary>
public interface IIndexSearcher
{
    IndexSchema Schema { get; }

    /// <summary>How many documents there are.</summary>
    int Count { get; }

    /// <summary>The keys of all documents.</summary>
    IEnumerable<string> Keys { get; }

    /// <summary>
    /// The same moment without some documents, as if they had never been there: they are in no result, no count and no list of terms, and
    /// they change no score. Worth keeping, because making it takes time in proportion to what is left out.
    /// </summary>
    /// <param name="allows">Asked once for every document's key.</param>
    IIndexSearcher Restrict(Predicate<string> allows);

    /// <summary>The best documents for the query.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="countAll">Whether every match is counted, which takes longer than finding the best.</param>
    /// <exception cref="ArgumentException">The query names an unknown field.</exception>
    TopDocs Search(Query query, int count, bool countAll = false);

    /// <summary>What the query scores for given documents: 0 where one does not match.</summary>
    /// <param name="docs">Numbers of this searcher's documents, ascending.</param>
    float[] Scores(Query query, IReadOnlyList<int> docs);

    /// <summary>How the document's score comes about, or why it does not match.</summary>
    Explanation Explain(Query query, string key);

    /// <summary>The number of the document with the key, or -1.</summary>
    int Find(string key);

    /// <param name="doc">A number of this searcher's documents.</param>
    string KeyOf(int doc);

    /// <summary>The document's text in a field as it was given; empty where it has none.</summary>
    /// <param name="doc">A number of this searcher's documents.</param>
    string Text(int doc, string field);

    /// <summary>The terms of a document in a field, in order, and how often it has each.</summary>
    /// <param name="doc">A number of this searcher's documents.</param>
    IEnumerable<(string Term, int Freq)> TermVector(int doc, string field);

    /// <summary>How many documents have the term, which is not analysed, in the field.</summary>
    int DocFreq(string field, string term);

    /// <summary>How many documents have the field.</summary>
    long DocCount(string field);

    /// <summary>The terms of a field that begin so, in order, and how many documents have each.</summary>
    IEnumerable<TermInfo> Terms(string field, string prefix = "");

    /// <summary>The terms of a field that more than one document has, in no order.</summary>
    IEnumerable<TermInfo> RepeatedTerms(string field);

    /// <summary>The terms of a field within a few edits of the word (insert, leave out, replace, swap neighbours), nearest and most frequent first.</summary>
    /// <param name="word">In the form of the index; compared by UTF-16 units.</param>
    /// <param name="maxEdits">0 to 2.</param>
    /// <param name="prefixLength">So many units at the beginning have to be the same.</param>
    IReadOnlyList<SimilarTerm> SimilarTerms(string field, string word, int maxEdits = 2, int prefixLength = 1);
}

/// <summary>A term of a field.</summary>
/// <param name="DocFreq">How many documents have it.</param>
public readonly record struct TermInfo(string Text, int DocFreq);

/// <summary>A term of a field that resembles a word.</summary>
/// <param name="Distance">How many edits apart.</param>
/// <param name="DocFreq">How many documents have it.</param>
public readonly record struct SimilarTerm(string Text, int Distance, int DocFreq);
