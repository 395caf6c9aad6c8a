using Lucene.Net.Index;
using Lucene.Net.Util;

namespace BotDesk.Lucene;

/// <summary>A part of the index in which some documents count as deleted.</summary>
internal sealed class RestrictedReader(AtomicReader reader, FixedBitSet live) : FilterAtomicReader(reader)
{
    public override IBits LiveDocs => live;

    public override int NumDocs => live.Cardinality;
}
