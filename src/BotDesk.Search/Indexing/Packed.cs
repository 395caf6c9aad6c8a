using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BotDesk.Search.Indexing;

/// <summary>Numbers that each take the same number of bits, lowest bit first.</summary>
internal static class Packed
{
    public static int BitsFor(int max) => 32 - BitOperations.LeadingZeroCount((uint)max);

    public static int Bytes(int count, int bits) => ((count * bits) + 7) / 8;

    public static void Write(ReadOnlySpan<int> values, int bits, ByteList into)
    {
        var bytes = into.Append(Bytes(values.Length, bits));
        bytes.Clear();
        var at = 0L;
        foreach (var value in values)
        {
            var shifted = (ulong)(uint)value << (int)(at & 7);
            for (var i = (int)(at >> 3); shifted != 0; i++, shifted >>= 8)
            {
                bytes[i] |= (byte)shifted;
            }

            at += bits;
        }
    }

    /// <summary>Reads up to eight bytes beyond the last value, which <see cref="ByteList.ToPaddedArray"/> leaves room for.</summary>
    public static void Read(byte[] bytes, int start, int bits, Span<int> values)
    {
        if (bits == 0)
        {
            values.Clear();
            return;
        }

        var mask = (1UL << bits) - 1;
        ref var first = ref MemoryMarshal.GetArrayDataReference(bytes);
        // The one check that makes the unchecked reads below safe.
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + ((long)values.Length * bits / 8) + sizeof(ulong), bytes.Length);
        var at = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, start + (at >> 3)));
            values[i] = (int)((word >> (at & 7)) & mask);
            at += bits;
        }
    }
}
