using BotDesk.Search.Analysis;

namespace BotDesk.Search;

/// <summary>A field of the documents: how its text is analysed and scored.</summary>
/// <param name="Name">Lower-case by convention, as it is written in queries ("title:vpn").</param>
public sealed record FieldType(string Name, Analyzer Analyzer)
{
    /// <summary>What a match in this field counts where a query names no field of its own.</summary>
    /// <value>The default is 1.</value>
    public float Weight { get; init; } = 1;

    /// <value>The default has Lucene's k1 = 1.2 and b = 0.75.</value>
    public BM25Similarity Similarity { get; init; } = new();

    /// <summary>The field whose text is indexed here as well; null where documents carry a text for this field.</summary>
    public string? CopyOf { get; init; }

    /// <summary>Only this many words from the beginning are indexed.</summary>
    /// <value>The default is all.</value>
    public int MaxWords { get; init; } = int.MaxValue;

    /// <summary>Whether a query that names no field searches this one.</summary>
    /// <value>The default is true.</value>
    public bool Default { get; init; } = true;
}

/// <summary>The fields of an index, fixed for its life.</summary>
public sealed class IndexSchema
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">No field, two fields of one name, or a copy of what is no field with a text of its own.</exception>
    public IndexSchema(params IReadOnlyList<FieldType> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (fields.Count == 0)
        {
            throw new ArgumentException("An index needs a field.", nameof(fields));
        }

        Fields = [.. fields];
        foreach (var field in Fields)
        {
            if (!_numbers.TryAdd(field.Name, _numbers.Count))
            {
                throw new ArgumentException($"Two fields are called '{field.Name}'.", nameof(fields));
            }
        }

        foreach (var field in Fields)
        {
            if (field.CopyOf is not null && (NumberOf(field.CopyOf) is not { } source || Fields[source].CopyOf is not null))
            {
                throw new ArgumentException($"'{field.Name}' copies '{field.CopyOf}', which has no text of its own.", nameof(fields));
            }
        }
    }

    public IReadOnlyList<FieldType> Fields { get; }

    /// <summary>The field's place in <see cref="Fields"/>, or null where the index has no such field.</summary>
    public int? NumberOf(string field) => _numbers.TryGetValue(field, out var number) ? number : null;

    /// <exception cref="ArgumentException">The index has no such field.</exception>
    internal int Require(string field) =>
        NumberOf(field) ?? throw new ArgumentException($"There is no field '{field}'; there are {string.Join(", ", _numbers.Keys)}.", nameof(field));
}
