using System.Buffers;

namespace BotDesk.Knowledge.Import;

/// <summary>
/// Splits a stream into lines of bytes with one buffer, which grows to the longest line and no further than <paramref name="longestLine"/>.
/// </summary>
internal sealed class LineReader(Stream stream, int longestLine) : IDisposable
{
    private const int FirstBuffer = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>Of the line that was read last; counted from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The line without its end. Valid until the next read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>The line was longer than allowed; it was skipped and <see cref="Line"/> is empty.</summary>
    public bool TooLong { get; private set; }

    /// <returns>False at the end of the stream.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        (Line, TooLong) = (default, false);
        var scanned = 0;
        while (true)
        {
            var newline = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                Take(scanned + newline, next: scanned + newline + 1);
                return true;
            }

            if (_ended)
            {
                if (_start == _end && !TooLong)
                {
                    return false;
                }

                Take(_end - _start, next: _end - _start);
                return true;
            }

            scanned = _end - _start;
            if (scanned > longestLine)
            {
                (TooLong, _start, _end, scanned) = (true, 0, 0, 0);
            }

            MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += read;
            _ended = read == 0;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Take(int length, int next)
    {
        TooLong |= length > longestLine;
        Line = TooLong ? default : _buffer.AsMemory(_start, length);
        _start += next;
        Number++;
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
        {
            return;
        }

        var length = _end - _start;
        var target = length < _buffer.Length / 2 ? _buffer : ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(_start, length).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        (_start, _end) = (0, length);
    }
}
