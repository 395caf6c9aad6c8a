using System.Runtime.InteropServices;
using System.Text;

namespace BotDesk.Search.Snapshots;

/// <summary>Writes arrays as they are in memory, each with its length and its CRC-32C, for <see cref="SnapshotReader"/> of the same build on the same kind of machine.</summary>
public sealed class SnapshotWriter(Stream stream)
{
    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        Span<long> head = [bytes.Length, Checksum.Of(bytes)];
        stream.Write(MemoryMarshal.AsBytes(head));
        stream.Write(bytes);
    }

    public void Write(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var lengths = new int[texts.Count];
        using var bytes = new MemoryStream();
        for (var i = 0; i < lengths.Length; i++)
        {
            var utf8 = Encoding.UTF8.GetBytes(texts[i]);
            lengths[i] = utf8.Length;
            bytes.Write(utf8);
        }

        Write<int>(lengths);
        Write<byte>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
