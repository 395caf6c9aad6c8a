using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace BotDesk.Search.Snapshots;

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote, in the same order.</summary>
/// <param name="stream">Knows its length.</param>
public sealed class SnapshotReader(Stream stream)
{
    /// <exception cref="InvalidDataException">It ends too early or is not as it was written.</exception>
    public T[] Read<T>()
        where T : unmanaged
    {
        Span<long> head = [0, 0];
        Fill(MemoryMarshal.AsBytes(head));
        // Before room is made for it: a damaged length can be anything.
        if (head[0] < 0 || head[0] > stream.Length - stream.Position || head[0] % Unsafe.SizeOf<T>() != 0)
        {
            throw new InvalidDataException("A length is damaged.");
        }

        var values = GC.AllocateUninitializedArray<T>((int)(head[0] / Unsafe.SizeOf<T>()));
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        Fill(bytes);
        return Checksum.Of(bytes) == head[1] ? values : throw new InvalidDataException("A checksum does not fit.");
    }

    /// <exception cref="InvalidDataException">It ends too early or is not as it was written.</exception>
    public string[] ReadTexts()
    {
        var (lengths, bytes) = (Read<int>(), Read<byte>());
        if (lengths.Any(length => length < 0) || lengths.Sum(length => (long)length) != bytes.Length)
        {
            throw new InvalidDataException("Texts are not as long as they should be.");
        }

        var texts = new string[lengths.Length];
        var at = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Encoding.UTF8.GetString(bytes, at, lengths[i]);
            at += lengths[i];
        }

        return texts;
    }

    private void Fill(Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new InvalidDataException("It ends too early.");
        }
    }
}
