namespace BotDesk.Search.Indexing;

/// <summary>Each document's terms and how often it has them. Deleting subtracts them from the statistics; "more like this" reads them.</summary>
/// <param name="Starts">Where each document's terms begin, and the end of the last.</param>
/// <param name="Bytes">Ascending term numbers: the difference times two, plus one where a frequency other than 1 follows.</param>
internal sealed record TermVectors(int[] Starts, byte[] Bytes)
{
    public long SizeInBytes => (sizeof(int) * (long)Starts.Length) + Bytes.Length;

    public Cursor Of(int doc) => new(Bytes, Starts[doc], Starts[doc + 1]);

    /// <summary>Builds the vectors out of postings that are added term by term.</summary>
    internal sealed class Builder(int docs)
    {
        private readonly int[] _counts = new int[docs + 1];
        private readonly List<(int[] Docs, int[] Freqs)> _terms = [];

        public void Add(ReadOnlySpan<int> docs, ReadOnlySpan<int> freqs)
        {
            _terms.Add((docs.ToArray(), freqs.ToArray()));
            foreach (var doc in docs)
            {
                _counts[doc + 1]++;
            }
        }

        public TermVectors Build()
        {
            for (var doc = 0; doc + 1 < _counts.Length; doc++)
            {
                _counts[doc + 1] += _counts[doc];
            }

            var next = _counts.AsSpan(0, _counts.Length - 1).ToArray();
            var (terms, frequencies) = (new int[_counts[^1]], new int[_counts[^1]]);
            for (var term = 0; term < _terms.Count; term++)
            {
                var (docs, freqs) = _terms[term];
                for (var i = 0; i < docs.Length; i++)
                {
                    var at = next[docs[i]]++;
                    (terms[at], frequencies[at]) = (term, freqs[i]);
                }
            }

            var bytes = new ByteList();
            var starts = new int[_counts.Length];
            for (var doc = 0; doc + 1 < _counts.Length; doc++)
            {
                var last = 0;
                for (var at = _counts[doc]; at < _counts[doc + 1]; at++)
                {
                    bytes.AppendVarint(((uint)(terms[at] - last) << 1) | (frequencies[at] == 1 ? 0u : 1u));
                    last = terms[at];
                    if (frequencies[at] != 1)
                    {
                        bytes.AppendVarint((uint)frequencies[at]);
                    }
                }

                starts[doc + 1] = bytes.Length;
            }

            return new TermVectors(starts, bytes.Written.ToArray());
        }
    }

    internal struct Cursor(byte[] bytes, int start, int end)
    {
        private int _at = start;

        public int Term { get; private set; }

        public int Freq { get; private set; }

        public bool MoveNext()
        {
            if (_at >= end)
            {
                return false;
            }

            var code = ByteList.ReadVarint(bytes, ref _at);
            Term += (int)(code >> 1);
            Freq = (code & 1) == 0 ? 1 : (int)ByteList.ReadVarint(bytes, ref _at);
            return true;
        }
    }
}
