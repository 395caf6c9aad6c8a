using System.IO.Compression;
using System.Text;

namespace BotDesk.Conversation.Attachments;

/// <summary>What a file is, by its content.</summary>
/// <param name="Key">As settings name it.</param>
/// <param name="ContentType">With which it is served.</param>
/// <param name="Extensions">What its name may end with, the usual one first; empty: anything that is no other kind's.</param>
/// <param name="Name">As people are told: "a PNG picture".</param>
/// <param name="IsPicture">Whether browsers show it and nothing in it can run.</param>
public sealed record FileKind(string Key, string ContentType, IReadOnlyList<string> Extensions, Phrase Name, bool IsPicture = false);

/// <summary>The kinds of files that the desk knows, and how their bytes begin. What is not here is not kept.</summary>
internal static class FileKinds
{
    private static readonly FileKind Png = new("png", "image/png", ["png"], Phrase.Of("files.kind.png"), IsPicture: true);
    private static readonly FileKind Jpeg = new("jpeg", "image/jpeg", ["jpg", "jpeg", "jfif"], Phrase.Of("files.kind.jpeg"), IsPicture: true);
    private static readonly FileKind Gif = new("gif", "image/gif", ["gif"], Phrase.Of("files.kind.gif"), IsPicture: true);
    private static readonly FileKind Webp = new("webp", "image/webp", ["webp"], Phrase.Of("files.kind.webp"), IsPicture: true);
    private static readonly FileKind Heic = new("heic", "image/heic", ["heic", "heif"], Phrase.Of("files.kind.heic"));
    private static readonly FileKind Bmp = new("bmp", "image/bmp", ["bmp"], Phrase.Of("files.kind.bmp"));
    private static readonly FileKind Pdf = new("pdf", "application/pdf", ["pdf"], Phrase.Of("files.kind.pdf"));
    private static readonly FileKind Word = new("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx"], Phrase.Of("files.kind.docx"));
    private static readonly FileKind Excel = new("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx"], Phrase.Of("files.kind.xlsx"));
    private static readonly FileKind PowerPoint = new("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx"], Phrase.Of("files.kind.pptx"));
    private static readonly FileKind Zip = new("zip", "application/zip", ["zip"], Phrase.Of("files.kind.zip"));
    private static readonly FileKind Mail = new("msg", "application/vnd.ms-outlook", ["msg"], Phrase.Of("files.kind.msg"));
    private static readonly FileKind Text = new("text", "text/plain", [], Phrase.Of("files.kind.text"));

    /// <summary>What runs when it is opened; it is refused by its content and by its name.</summary>
    public static readonly FileKind Program = new("program", "", ["exe", "dll", "com", "scr", "pif", "msi", "msix", "bat", "cmd", "ps1", "psm1", "vbs", "vbe", "js", "jse", "mjs", "wsf", "hta", "jar", "lnk", "url", "reg", "cpl", "sh", "app", "dmg", "pkg", "apk", "iso", "docm", "xlsm", "pptm", "xlsb"], Phrase.Of("files.kind.program"));
    public static readonly FileKind WebPage = new("html", "", ["html", "htm", "xhtml", "mht", "mhtml", "shtml"], Phrase.Of("files.kind.html"));
    public static readonly FileKind Drawing = new("svg", "", ["svg", "svgz"], Phrase.Of("files.kind.svg"));

    /// <summary>Every kind that can be kept.</summary>
    public static IReadOnlyList<FileKind> Known { get; } = [Png, Jpeg, Gif, Webp, Heic, Bmp, Pdf, Word, Excel, PowerPoint, Zip, Mail, Text];

    private static readonly FileKind[] Refused = [Program, WebPage, Drawing];

    private const int Head = 4096;

    /// <returns>Null when it is nothing that the desk knows.</returns>
    public static FileKind? OfContent(byte[] bytes)
    {
        ReadOnlySpan<byte> head = bytes.AsSpan(0, Math.Min(bytes.Length, Head));
        if (head.StartsWith("MZ"u8) || head.StartsWith<byte>([0x7F, (byte)'E', (byte)'L', (byte)'F']) || head.StartsWith("#!"u8) || IsMacProgram(head))
        {
            return Program;
        }

        // Also behind the first bytes of a picture: a file that is two things at once is the worse of them.
        if (Markup(head) is { } markup)
        {
            return markup;
        }

        return head.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
            : head.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? Jpeg
            : head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) ? Gif
            : head.StartsWith("RIFF"u8) && head.Length > 12 && head[8..].StartsWith("WEBP"u8) ? Webp
            : head.Length > 12 && head[4..].StartsWith("ftyp"u8) && (head[8..].StartsWith("hei"u8) || head[8..].StartsWith("mif1"u8)) ? Heic
            : head.StartsWith("BM"u8) && head.Length > 18 && head[6..10].IndexOfAnyExcept<byte>(0) < 0 ? Bmp
            : head.StartsWith("%PDF-"u8) ? Pdf
            : head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8) ? OfZip(bytes)
            : head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) ? OfCompoundFile(bytes)
            : IsText(bytes) ? Text
            : null;
    }

    /// <summary>The kind that a name's ending claims; null where it claims none.</summary>
    public static FileKind? OfExtension(string extension) =>
        Known.Concat(Refused).FirstOrDefault(kind => kind.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase));

    public static bool IsRefused(FileKind kind) => Refused.Contains(kind);

    private static bool IsMacProgram(ReadOnlySpan<byte> head) =>
        head.StartsWith<byte>([0xCF, 0xFA, 0xED, 0xFE]) || head.StartsWith<byte>([0xCE, 0xFA, 0xED, 0xFE]) || head.StartsWith<byte>([0xFE, 0xED, 0xFA, 0xCE])
        || head.StartsWith<byte>([0xFE, 0xED, 0xFA, 0xCF]) || head.StartsWith<byte>([0xCA, 0xFE, 0xBA, 0xBE]);

    private static FileKind? Markup(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith<byte>([0xFF, 0xFE]) ? Encoding.Unicode.GetString(head) : head.StartsWith<byte>([0xFE, 0xFF]) ? Encoding.BigEndianUnicode.GetString(head) : Encoding.Latin1.GetString(head);
        var start = text.TrimStart('\uFEFF', 'ï', '»', '¿', ' ', '\t', '\r', '\n');
        var isMarkup = start.StartsWith('<');
        if (!isMarkup && !IsBinary(head))
        {
            return null; // a log may tell of a page
        }

        return Has("<svg") ? Drawing : Has("<html") || Has("<!doctype html") || Has("<script") || Has("<iframe") || (isMarkup && (Has("<head") || Has("<body"))) ? WebPage : null;

        bool Has(string tag) => text.Contains(tag, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsBinary(ReadOnlySpan<byte> head) => head.StartsWith<byte>([0x89]) || head.StartsWith<byte>([0xFF, 0xD8]) || head.StartsWith("GIF8"u8) || head.StartsWith("RIFF"u8) || head.StartsWith("BM"u8);

    private static FileKind? OfZip(byte[] bytes)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            var names = archive.Entries.Take(10_000).Select(entry => entry.FullName).ToList();
            if (names.Exists(name => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || name.Equals("META-INF/MANIFEST.MF", StringComparison.OrdinalIgnoreCase)))
            {
                return Program; // macros, or a Java archive
            }

            return !names.Contains("[Content_Types].xml") ? Zip
                : names.Exists(name => name.StartsWith("word/", StringComparison.Ordinal)) ? Word
                : names.Exists(name => name.StartsWith("xl/", StringComparison.Ordinal)) ? Excel
                : names.Exists(name => name.StartsWith("ppt/", StringComparison.Ordinal)) ? PowerPoint
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // The old Office format holds macros that cannot be told from the outside; of it, mail alone is taken (MS-OXMSG: its properties are in such streams).
    private static FileKind? OfCompoundFile(byte[] bytes) => bytes.AsSpan().IndexOf("_\0_\0p\0r\0o\0p\0e\0r\0t\0i\0e\0s\0"u8) >= 0 ? Mail : null;

    private static bool IsText(byte[] bytes)
    {
        try
        {
            ReadOnlySpan<byte> all = bytes;
            if (all.StartsWith<byte>([0xFF, 0xFE]) || all.StartsWith<byte>([0xFE, 0xFF]))
            {
                return bytes.Length % 2 == 0 && !new UnicodeEncoding(all[0] == 0xFE, true, throwOnInvalidBytes: true).GetString(all).Any(IsControl);
            }

            return !new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(all).Any(IsControl);
        }
        catch (ArgumentException)
        {
            return IsLatin(bytes);
        }
    }

    /// <summary>What older Windows programs write: every byte is a letter or a sign.</summary>
    private static bool IsLatin(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (IsControl((char)value) && value is not (>= 0x80 and <= 0x9F))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsControl(char letter) => char.IsControl(letter) && letter is not ('\t' or '\r' or '\n' or '\f' or '\u001b' or '\u0085');
}
