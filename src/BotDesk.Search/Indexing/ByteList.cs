using System.Runtime.InteropServices;

namespace BotDesk.Search.Indexing;

/// <summary>Bytes that are appended to: whole numbers of seven bits a byte, and runs packed with a fixed number of bits.</summary>
internal sealed class ByteList
{
    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public Span<byte> Append(int count)
    {
        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max((long)Length + count, 2L * _bytes.Length)));
        }

        var added = _bytes.AsSpan(Length, count);
        Length += count;
        return added;
    }

    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Append(bytes.Length));

    public void AppendVarint(uint value)
    {
        while (value >= 0x80)
        {
            Append(1)[0] = (byte)(value | 0x80);
            value >>= 7;
        }

        Append(1)[0] = (byte)value;
    }

    public void Overwrite(int at, int value) => MemoryMarshal.Write(_bytes.AsSpan(at), value);

    /// <summary>The bytes so far in an array of their own, and behind them room to read eight bytes from any place (see <see cref="Packed"/>).</summary>
    public byte[] ToPaddedArray()
    {
        var array = new byte[Length + sizeof(ulong)];
        Written.CopyTo(array);
        return array;
    }

    public static uint ReadVarint(byte[] bytes, ref int at)
    {
        uint value = bytes[at++];
        if (value < 0x80)
        {
            return value;
        }

        value &= 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            uint next = bytes[at++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
