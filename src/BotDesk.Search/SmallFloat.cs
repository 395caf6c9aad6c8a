using System.Numerics;

namespace BotDesk.Search;

/// <summary>Lucene's SmallFloat.intToByte4: a length in a byte, exact up to 40, then with four significant bits. Order is kept.</summary>
internal static class SmallFloat
{
    // Values below this one are exact, because the four-bit float leaves room for them: 255 - longToInt4(int.MaxValue).
    private const int FreeValues = 255 - 231;

    public static byte Encode(int length) =>
        length < FreeValues ? (byte)length : (byte)(FreeValues + ToFourBits(length - FreeValues));

    public static int Decode(byte encoded) =>
        encoded < FreeValues ? encoded : (int)Math.Min(int.MaxValue, FreeValues + FromFourBits(encoded - FreeValues));

    private static int ToFourBits(int value)
    {
        var bits = 32 - BitOperations.LeadingZeroCount((uint)value);
        if (bits < 4)
        {
            return value;
        }

        var shift = bits - 4;
        return ((value >> shift) & 0x07) | ((shift + 1) << 3);
    }

    private static long FromFourBits(int encoded)
    {
        var (bits, shift) = (encoded & 0x07, (encoded >> 3) - 1);
        return shift < 0 ? bits : (bits | 0x08L) << shift;
    }
}
