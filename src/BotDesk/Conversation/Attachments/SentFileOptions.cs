using Microsoft.Extensions.Options;

namespace BotDesk.Conversation.Attachments;

/// <summary>Which files of people the desk keeps, section <c>Files</c>.</summary>
public sealed class SentFileOptions
{
    public const string Section = "Files";

    private const int Megabyte = 1024 * 1024;

    /// <summary>The largest file.</summary>
    /// <value>The default is 10 megabytes.</value>
    public int LargestFileMegabytes { get; set; } = 10;

    /// <summary>How much one ticket keeps, all its files together.</summary>
    /// <value>The default is 50 megabytes.</value>
    public int LargestTicketMegabytes { get; set; } = 50;

    /// <summary>How many files one ticket keeps.</summary>
    /// <value>The default is 20.</value>
    public int MostPerTicket { get; set; } = 20;

    /// <summary>The kinds that are kept: png, jpeg, gif, webp, heic, bmp, pdf, docx, xlsx, pptx, zip, msg, text.</summary>
    /// <value>The default is all of them.</value>
    public IList<string> Kinds { get; } = [];

    public int LargestBytes => LargestFileMegabytes * Megabyte;

    public long LargestTicketBytes => (long)LargestTicketMegabytes * Megabyte;

    internal IEnumerable<FileKind> Taken => FileKinds.Known.Where(Takes);

    internal bool Takes(FileKind kind) => Kinds.Count == 0 || Kinds.Contains(kind.Key);
}

/// <summary>Stops the start when a setting is wrong, and says which.</summary>
internal sealed class SentFileOptionsCheck : IValidateOptions<SentFileOptions>
{
    public ValidateOptionsResult Validate(string? name, SentFileOptions options) =>
        options.LargestFileMegabytes is < 1 or > 100 ? ValidateOptionsResult.Fail($"Files:LargestFileMegabytes must be from 1 to 100; it is {options.LargestFileMegabytes}.")
        : options.LargestTicketMegabytes < options.LargestFileMegabytes || options.LargestTicketMegabytes > 10_000
            ? ValidateOptionsResult.Fail($"Files:LargestTicketMegabytes must be at least LargestFileMegabytes and at most 10000; it is {options.LargestTicketMegabytes}.")
        : options.MostPerTicket is < 1 or > 1000 ? ValidateOptionsResult.Fail($"Files:MostPerTicket must be from 1 to 1000; it is {options.MostPerTicket}.")
        : options.Kinds.FirstOrDefault(kind => !FileKinds.Known.Any(known => known.Key == kind)) is { } unknown
            ? ValidateOptionsResult.Fail($"Files:Kinds has '{unknown}', which is none of {string.Join(", ", FileKinds.Known.Select(kind => kind.Key))}.")
        : ValidateOptionsResult.Success;
}
