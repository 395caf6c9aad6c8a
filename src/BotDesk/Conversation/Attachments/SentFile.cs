namespace BotDesk.Conversation.Attachments;

/// <summary>A file that came with a message, checked by what is in it and not by what it is called.</summary>
/// <param name="Name">Harmless wherever it is shown or saved.</param>
public sealed record SentFile(string Name, FileKind Kind, byte[] Bytes)
{
    /// <summary>The largest picture that goes on into a live conversation, in bytes.</summary>
    public const int LargestRelayed = 4 * 1024 * 1024;

    public string ContentType => Kind.ContentType;

    /// <summary>Whether it is shown to the other side of a live conversation.</summary>
    public bool IsRelayed => Kind.IsPicture && Bytes.Length <= LargestRelayed;

    /// <summary>Says why not where the content is not what the desk keeps, or is not what it says it is.</summary>
    /// <param name="claimed">The content type that its channel told, or null.</param>
    internal static Outcome<SentFile> Of(string? given, string? claimed, byte[] bytes, SentFileOptions options)
    {
        var name = FileName.Clean(given, "file");
        if (bytes.Length == 0)
        {
            return Refuse(Phrase.Of("files.empty", new { name }));
        }

        if (bytes.Length > options.LargestBytes)
        {
            return TooLarge(name, options);
        }

        var extension = FileName.Extension(name);
        var (kind, says) = (FileKinds.OfContent(bytes), FileKinds.OfExtension(extension) ?? FileKinds.Known.FirstOrDefault(known => known.ContentType == claimed && known.Extensions.Count > 0));
        if (kind is not null && FileKinds.IsRefused(kind))
        {
            return Refuse(says is null || says == kind ? Phrase.Of("files.refusedKind", new { name, kind = kind.Name }) : Phrase.Of("files.isNot", new { name, says = says.Name, kind = kind.Name }));
        }

        if (says is not null && FileKinds.IsRefused(says))
        {
            return Refuse(Phrase.Of("files.refusedKind", new { name, kind = says.Name }));
        }

        if (kind is null || !options.Takes(kind))
        {
            return Refuse(Phrase.Of("files.unknownKind", new { name, taken = Phrase.Join(", ", options.Taken.Select(each => each.Name)) }));
        }

        if (says is not null && says != kind && !(says.ContentType.StartsWith("image/", StringComparison.Ordinal) && kind.IsPicture))
        {
            return Refuse(Phrase.Of("files.isNot", new { name, says = says.Name, kind = kind.Name }));
        }

        return new SentFile(Named(name, extension, kind), kind, bytes);
    }

    internal static Refusal TooLarge(string name, SentFileOptions options) => Refuse(Phrase.Of("files.tooLarge", new { name, most = options.LargestFileMegabytes }));

    internal static Refusal Refuse(Phrase why) => Refusal.Invalid("file", why);

    /// <summary>A name whose ending is that of its kind, so that it opens with what it is.</summary>
    private static string Named(string name, string extension, FileKind kind)
    {
        if (kind.Extensions.Count == 0)
        {
            return extension.Length > 0 ? name : name + ".txt";
        }

        return kind.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase) ? name
            : FileKinds.OfExtension(extension) is not null ? $"{FileName.Stem(name)}.{kind.Extensions[0]}"
            : $"{name}.{kind.Extensions[0]}";
    }
}
