using BotDesk.Search.Analysis;

namespace BotDesk.Search;

/// <summary>What is indexed: a key, and a text for each field that the document has.</summary>
/// <param name="Key">Names the document for good; a later one with the same key replaces it.</param>
/// <param name="Fields">Texts by field name. A field that is missing, or has no words, does not count in that field's statistics.</param>
public sealed record Document(string Key, IReadOnlyDictionary<string, string> Fields)
{
    public Document(string key, params IEnumerable<(string Field, string Text)> fields)
        : this(key, fields.ToDictionary(field => field.Field, field => field.Text, StringComparer.Ordinal))
    {
    }

    /// <summary>Analyses this document's fields in place of the schema's analyzer for the fields named here (another language, say).</summary>
    public IReadOnlyDictionary<string, Analyzer>? Analyzers { get; init; }
}
