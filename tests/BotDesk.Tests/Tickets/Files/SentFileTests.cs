using System.IO.Compression;
using System.Text;
using BotDesk.Conversation.Attachments;
using FsCheck;
using FsCheck.Fluent;

namespace BotDesk.Tests.Tickets.Files;

/// <summary>What a file is, is told by its content; what it is called can hurt nobody.</summary>
public sealed class SentFileTests
{
    internal static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16];

    [Fact]
    public void What_the_desk_knows_is_kept_under_a_name_that_fits_it()
    {
        Assert.Equal(("screen.png", "image/png"), Kept("screen.png", Png));
        Assert.Equal(("image.png", "image/png"), Kept("image", Png));
        Assert.Equal(("photo.jpg", "image/jpeg"), Kept("photo.png", Jpeg));
        Assert.Equal(("PHOTO.JPEG", "image/jpeg"), Kept("PHOTO.JPEG", Jpeg));
        Assert.Equal(("v1.2.png", "image/png"), Kept("v1.2", Png));
        Assert.Equal(("vpn-client.log", "text/plain"), Kept("vpn-client.log", "10:03 connected\n10:13 <html> dropped: größer\n"u8.ToArray()));
        Assert.Equal(("alt.txt", "text/plain"), Kept("alt", [.. "Gr"u8, 0xFC, .. "n"u8]));
        Assert.Equal(("export.csv", "text/plain"), Kept("export.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a;b\r\n")]));
        Assert.Equal(("report.pdf", "application/pdf"), Kept("report.pdf", "%PDF-1.7\n"u8.ToArray()));
        Assert.Equal(("logs.zip", "application/zip"), Kept("logs.zip", Zip("a.log")));
        Assert.Equal("letter.docx", Kept("letter.docx", Zip("[Content_Types].xml", "word/document.xml")).Name);
    }

    [Theory]
    [InlineData("screen.png", "<!DOCTYPE html><html><script>alert(1)</script>", "says that it is a PNG picture, and is a web page")]
    [InlineData("screen.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "says that it is a PNG picture, and is an SVG drawing")]
    [InlineData("screen.png", "<?xml version='1.0'?>\n<!-- x --><svg/>", "and is an SVG drawing")]
    [InlineData("screen.png", "\u0089PNG\r\n\u001a\n<html><script>alert(1)</script>", "and is a web page")]
    [InlineData("screen.gif", "GIF89a=1;<script>alert(1)</script>", "and is a web page")]
    [InlineData("screen.png", "MZ\u0090\0\u0003", "and is a program")]
    [InlineData("screen.png", "\u007fELF\u0002", "and is a program")]
    [InlineData("screen.png", "#!/bin/sh\nrm -rf /", "and is a program")]
    [InlineData("screen.png", "just words", "says that it is a PNG picture, and is plain text")]
    [InlineData("setup.exe", "just words", "is a program")]
    [InlineData("invoice.pdf.exe", "%PDF-1.7", "is a program")]
    [InlineData("run.ps1", "Get-Process", "is a program")]
    [InlineData("page.html", "words", "is a web page")]
    [InlineData("report.pdf", "PK\u0003\u0004nonsense", "I cannot tell what it is")]
    [InlineData("thing.bin", "\u0001\u0002\u0003", "I cannot tell what it is. I take a PNG picture, a JPEG picture")]
    [InlineData("nothing.txt", "", "it is empty")]
    public void What_can_run_or_is_not_what_it_says_is_refused_with_the_reason(string name, string content, string reason)
    {
        var refusal = SentFile.Of(name, "image/png", Encoding.Latin1.GetBytes(content), new SentFileOptions()).Refusal;

        Assert.NotNull(refusal);
        Assert.Contains(reason, refusal.Message.In(Language.English), StringComparison.Ordinal);
        Assert.Contains(name, refusal.Message.In(Language.German), StringComparison.Ordinal);
    }

    [Fact]
    public void Macros_Java_and_what_is_too_large_or_not_wanted_are_refused()
    {
        Assert.Contains("a program", Why("a.docx", Zip("[Content_Types].xml", "word/vbaProject.bin")), StringComparison.Ordinal);
        Assert.Contains("a program", Why("a.zip", Zip("META-INF/MANIFEST.MF")), StringComparison.Ordinal);
        Assert.Contains("larger than 1 MB", Why("a.png", [.. Png, .. new byte[1024 * 1024]], new() { LargestFileMegabytes = 1 }), StringComparison.Ordinal);
        var picturesOnly = new SentFileOptions { Kinds = { "png" } };
        Assert.EndsWith("I take a PNG picture.", Why("a.pdf", "%PDF-"u8.ToArray(), picturesOnly), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd.png", "passwd.png")]
    [InlineData(@"C:\Users\jonas\screen.png", "screen.png")]
    [InlineData("fo\r\nSet-Cookie: x\0.png", "foSet-Cookie_ x.png")]
    [InlineData("invoice\u202Egnp.png", "invoicegnp.png")]
    [InlineData("  ...png  ", "png.png")]
    [InlineData("CON.png", "_CON.png")]
    [InlineData("a\"b<c>|d?.png", "a_b_c__d_.png")]
    [InlineData("\u200b\ufeff", "file.png")]
    [InlineData(null, "file.png")]
    [InlineData("Bildschirm­foto größer 日本.png", "Bildschirmfoto größer 日本.png")]
    public void A_hostile_name_becomes_a_harmless_one(string? given, string expected) => Assert.Equal(expected, Kept(given, Png).Name);

    [Fact]
    public void Whatever_it_is_called_its_name_is_one_line_of_a_hundred_characters_without_folders() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), given =>
        {
            var name = Kept(given, Png).Name;
            return name.Length is > 0 and <= 110 && name.EndsWith(".png", StringComparison.OrdinalIgnoreCase) && !name.Any(letter => char.IsControl(letter) || letter is '/' or '\\' or '"')
                && name.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static (string Name, string Type) Kept(string? name, byte[] bytes)
    {
        Assert.True(SentFile.Of(name, null, bytes, new SentFileOptions()).Is(out var file, out var refusal), refusal?.Message.In(Language.English));
        return (file.Name, file.ContentType);
    }

    private static string Why(string name, byte[] bytes, SentFileOptions? options = null) => SentFile.Of(name, null, bytes, options ?? new()).Refusal!.Message.In(Language.English);

    private static byte[] Zip(params string[] names)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var name in names)
            {
                archive.CreateEntry(name);
            }
        }

        return bytes.ToArray();
    }
}
