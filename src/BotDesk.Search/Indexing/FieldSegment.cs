namespace BotDesk.Search.Indexing;

/// <summary>One field of one segment: terms, postings, positions, lengths, and each document's terms. Immutable.</summary>
internal sealed class FieldSegment
{
    public required TermDictionary Terms { get; init; }

    /// <summary>For each term, how many documents of the segment have it.</summary>
    public required int[] DocFreq { get; init; }

    /// <summary>For each term, where its postings begin (the layout is told at <see cref="PostingsWriter"/>).</summary>
    public required int[] PostingsStart { get; init; }

    public required byte[] Postings { get; init; }

    /// <summary>For each term, where its positions begin.</summary>
    public required int[] PositionsStart { get; init; }

    public required byte[] Positions { get; init; }

    /// <summary>For each document the number of its words in a byte (<see cref="SmallFloat"/>).</summary>
    public required byte[] Norms { get; init; }

    public required TermVectors Vectors { get; init; }

    /// <summary>The sum of all term frequencies.</summary>
    public required long TotalTermFreq { get; init; }

    /// <summary>How many documents have a term here.</summary>
    public required int DocCount { get; init; }

    public long SizeInBytes =>
        Terms.SizeInBytes + (sizeof(int) * 3L * DocFreq.Length) + Postings.Length + Positions.Length + Norms.Length + Vectors.SizeInBytes;
}
