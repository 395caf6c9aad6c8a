namespace BotDesk.Protocol;

/// <summary>
/// Characters that JSON can escape and that nobody can keep: NUL, which PostgreSQL refuses in text, and half of a surrogate
/// pair, which is no character (RFC 8259, section 8.2, calls the behaviour of receivers unpredictable; here reading it would throw
/// much later, in whoever looks at the string). A client makes the latter by cutting a text in the middle of an emoji. Both become U+FFFD.
/// </summary>
internal static class UnstorableText
{
    private const int EscapeLength = 6; // \uXXXX

    /// <summary>Replaces in place; the length stays, because U+FFFD is written as an escape too.</summary>
    public static void Replace(Span<byte> json)
    {
        for (var at = 0; ;)
        {
            var next = json[at..].IndexOf((byte)'\\');
            if (next < 0)
            {
                return;
            }

            at += next;
            if (!TryReadEscape(json[at..], out var unit))
            {
                at += Math.Min(2, json.Length - at); // a short escape such as \n or \\, or not JSON at all, which the reader will say
            }
            else if (char.IsHighSurrogate(unit) && TryReadEscape(json[(at + EscapeLength)..], out var low) && char.IsLowSurrogate(low))
            {
                at += 2 * EscapeLength;
            }
            else
            {
                if (char.IsSurrogate(unit) || unit == '\0')
                {
                    "\\ufffd"u8.CopyTo(json[at..]);
                }

                at += EscapeLength;
            }
        }
    }

    private static bool TryReadEscape(ReadOnlySpan<byte> json, out char unit)
    {
        unit = default;
        return json.Length >= EscapeLength && json[0] == '\\' && json[1] == 'u'
            && System.Buffers.Text.Utf8Parser.TryParse(json.Slice(2, 4), out ushort value, out var read, 'x') && read == 4
            && (unit = (char)value) == value;
    }
}
