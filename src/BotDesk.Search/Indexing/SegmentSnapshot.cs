using BotDesk.Search.Snapshots;

namespace BotDesk.Search.Indexing;

/// <summary>A segment written down: its arrays as they are, and which documents are deleted.</summary>
internal static class SegmentSnapshot
{
    public static void Write(SegmentReader reader, SnapshotWriter writer)
    {
        var segment = reader.Segment;
        writer.Write(segment.Keys);
        writer.Write<int>([.. Enumerable.Range(0, segment.Count).Where(doc => !reader.IsLive(doc))]);
        foreach (var (field, texts) in segment.Fields.Zip(segment.Texts))
        {
            writer.Write(field.Terms.Bytes);
            writer.Write(field.Terms.Starts);
            writer.Write<int>(field.DocFreq);
            writer.Write<int>(field.PostingsStart);
            writer.Write<byte>(field.Postings);
            writer.Write<int>(field.PositionsStart);
            writer.Write<byte>(field.Positions);
            writer.Write<byte>(field.Norms);
            writer.Write<int>(field.Vectors.Starts);
            writer.Write<byte>(field.Vectors.Bytes);
            writer.Write<long>([field.TotalTermFreq, field.DocCount]);
            writer.Write<int>(texts.Starts);
            writer.Write<byte>(texts.Utf8);
        }
    }

    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static SegmentState Read(int fields, SnapshotReader reader)
    {
        var keys = reader.ReadTexts();
        var deleted = reader.Read<int>();
        var (parts, texts) = (new FieldSegment[fields], new StoredTexts[fields]);
        for (var number = 0; number < fields; number++)
        {
            (parts[number], texts[number]) = ReadField(reader);
        }

        var state = new SegmentState(new Segment(keys, parts, texts));
        foreach (var doc in deleted)
        {
            state.Delete(keys[doc]);
        }

        return state;
    }

    private static (FieldSegment Part, StoredTexts Texts) ReadField(SnapshotReader reader)
    {
        var terms = new TermDictionary(reader.Read<byte>(), reader.Read<int>());
        var (docFreq, postingsStart, postings) = (reader.Read<int>(), reader.Read<int>(), reader.Read<byte>());
        var (positionsStart, positions, norms) = (reader.Read<int>(), reader.Read<byte>(), reader.Read<byte>());
        var vectors = new TermVectors(reader.Read<int>(), reader.Read<byte>());
        var counts = reader.Read<long>();
        var part = new FieldSegment
        {
            Terms = terms,
            DocFreq = docFreq,
            PostingsStart = postingsStart,
            Postings = postings,
            PositionsStart = positionsStart,
            Positions = positions,
            Norms = norms,
            Vectors = vectors,
            TotalTermFreq = counts[0],
            DocCount = (int)counts[1],
        };
        return (part, new StoredTexts(reader.Read<int>(), reader.Read<byte>()));
    }
}
