namespace BotDesk.Search.Indexing;

/// <summary>Writes several segments as one, without what is deleted in them. Documents keep their order.</summary>
internal static class SegmentMerger
{
    public static Segment Merge(IReadOnlyList<SegmentReader> readers)
    {
        var numbers = new int[readers.Count][];
        var keys = new List<string>();
        for (var i = 0; i < readers.Count; i++)
        {
            var reader = readers[i];
            numbers[i] = new int[reader.Segment.Count];
            for (var doc = 0; doc < numbers[i].Length; doc++)
            {
                numbers[i][doc] = reader.IsLive(doc) ? keys.Count : -1;
                if (numbers[i][doc] >= 0)
                {
                    keys.Add(reader.Segment.Keys[doc]);
                }
            }
        }

        var fieldCount = readers[0].Segment.Fields.Length;
        var fields = new FieldSegment[fieldCount];
        var texts = new StoredTexts[fieldCount];
        for (var field = 0; field < fieldCount; field++)
        {
            fields[field] = MergeField(readers, numbers, field, keys.Count);
            texts[field] = MergeTexts(readers, numbers, field, keys.Count);
        }

        return new Segment([.. keys], fields, texts);
    }

    private static FieldSegment MergeField(IReadOnlyList<SegmentReader> readers, int[][] numbers, int field, int count)
    {
        var norms = new byte[count];
        for (var i = 0; i < readers.Count; i++)
        {
            for (var doc = 0; doc < numbers[i].Length; doc++)
            {
                if (numbers[i][doc] >= 0)
                {
                    norms[numbers[i][doc]] = readers[i].Segment.Fields[field].Norms[doc];
                }
            }
        }

        var writer = new PostingsWriter(norms);
        var next = new int[readers.Count];
        var (docs, freqs, positions, one) = (new IntList(), new IntList(), new IntList(), new List<int>());
        while (Smallest(readers, field, next) is >= 0 and var smallest)
        {
            var term = readers[smallest].Segment.Fields[field].Terms[next[smallest]];
            docs.Clear();
            freqs.Clear();
            positions.Clear();
            for (var i = smallest; i < readers.Count; i++)
            {
                var segment = readers[i].Segment.Fields[field];
                if (next[i] == segment.Terms.Count || !segment.Terms[next[i]].SequenceEqual(term))
                {
                    continue;
                }

                var cursor = new PostingsCursor(segment, next[i]++);
                while (cursor.Next() != PostingsCursor.NoMoreDocs)
                {
                    if (numbers[i][cursor.Doc] is >= 0 and var doc)
                    {
                        docs.Add(doc);
                        freqs.Add(cursor.Freq);
                        cursor.ReadPositions(one);
                        one.ForEach(positions.Add);
                    }
                }
            }

            if (docs.Count > 0)
            {
                writer.Add(term, docs.Items, freqs.Items, positions.Items);
            }
        }

        return writer.Build(readers.Sum(reader => reader.DocCount(field)));
    }

    /// <summary>The first reader whose next term is the smallest of all, or -1 when none has a term left.</summary>
    private static int Smallest(IReadOnlyList<SegmentReader> readers, int field, int[] next)
    {
        var smallest = -1;
        for (var i = 0; i < next.Length; i++)
        {
            var terms = readers[i].Segment.Fields[field].Terms;
            if (next[i] < terms.Count
                && (smallest < 0 || terms[next[i]].SequenceCompareTo(readers[smallest].Segment.Fields[field].Terms[next[smallest]]) < 0))
            {
                smallest = i;
            }
        }

        return smallest;
    }

    private static StoredTexts MergeTexts(IReadOnlyList<SegmentReader> readers, int[][] numbers, int field, int count)
    {
        if (readers[0].Segment.Texts[field] == StoredTexts.None)
        {
            return StoredTexts.None;
        }

        var (starts, bytes) = (new int[count + 1], new ByteList());
        for (var i = 0; i < readers.Count; i++)
        {
            for (var doc = 0; doc < numbers[i].Length; doc++)
            {
                if (numbers[i][doc] is >= 0 and var number)
                {
                    bytes.Append(readers[i].Segment.Texts[field].Bytes(doc));
                    starts[number + 1] = bytes.Length;
                }
            }
        }

        return new StoredTexts(starts, bytes.Written.ToArray());
    }
}
