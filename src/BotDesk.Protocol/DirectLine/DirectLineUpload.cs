using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace BotDesk.Protocol.DirectLine;

/// <summary>
/// Reads <c>POST …/upload</c> ("Send activity with attachment"): a multipart form of one part <c>activity</c>, which may be missing, and the
/// files. Whatever is over a limit or not allowed refuses the whole, so that a message never arrives with half of its files.
/// </summary>
internal static class DirectLineUpload
{
    private const int MaxNameLength = 200;

    /// <exception cref="DirectLineException">400, 413 or 415.</exception>
    public static async Task<(Activity Activity, List<DirectLineFile> Files)> ReadAsync(HttpContext context, string conversationId, Uri filesAddress, DirectLineOptions options)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 128 } boundary)
        {
            throw new DirectLineException(StatusCodes.Status415UnsupportedMediaType, "BadArgument", "An upload is multipart/form-data.");
        }

        Activity? activity = null;
        var files = new List<DirectLineFile>();
        var left = options.MaxUploadBytes;
        var reader = new MultipartReader(boundary.Value!, context.Request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
            {
                if (section.GetContentDispositionHeader() is { } disposition && disposition.Name == "activity" && activity is null)
                {
                    activity = Parse(await ReadAsync(section, options.MaxActivityBytes, context.RequestAborted));
                    continue;
                }

                if (files.Count == options.MaxFilesPerUpload)
                {
                    throw Bad($"One message may have {options.MaxFilesPerUpload} files.");
                }

                var bytes = await ReadAsync(section, left, context.RequestAborted);
                left -= bytes.Length;
                files.Add(new DirectLineFile(NewFileId(), conversationId, NameOf(section), ContentTypeOf(section, options), bytes));
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw Bad("The form is malformed or cut off.");
        }

        if (files.Count == 0)
        {
            throw Bad("The upload has no file.");
        }

        activity ??= new Activity { Type = ActivityTypes.Message };
        Attach(activity, files, filesAddress);
        return (activity, files);
    }

    /// <summary>The activity lists its files by name and without address; where it does not, they are added.</summary>
    private static void Attach(Activity activity, List<DirectLineFile> files, Uri filesAddress)
    {
        var attachments = activity.Attachments?.ToList() ?? [];
        foreach (var file in files)
        {
            var attachment = attachments.Find(item => item.ContentUrl is null && item.Content is null && item.Name == file.Name);
            if (attachment is null)
            {
                attachments.Add(attachment = new Attachment { Name = file.Name });
            }

            attachment.ContentType = file.ContentType;
            attachment.ContentUrl = $"{filesAddress.AbsoluteUri}/{file.Id}";
        }

        activity.Attachments = attachments;
    }

    private static Activity Parse(byte[] json) => ActivityJson.TryParse(json, out var activity, out var error) ? activity : throw Bad(error);

    private static async Task<byte[]> ReadAsync(MultipartSection section, int limit, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await section.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > limit)
            {
                throw new DirectLineException(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", "The upload is too large.");
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private static string ContentTypeOf(MultipartSection section, DirectLineOptions options)
    {
        var type = MediaTypeHeaderValue.TryParse(section.ContentType, out var parsed) ? parsed.MediaType.Value! : "application/octet-stream";
        return options.AllowedContentTypes.Contains(type)
            ? type.ToLowerInvariant()
            : options.TakesOtherContentTypes ? "application/octet-stream"
            : throw new DirectLineException(StatusCodes.Status415UnsupportedMediaType, "BadArgument", "Files of this kind are not taken.");
    }

    // A name for people: without the folders that some clients send, and without what could break a header or a log.
    private static string NameOf(MultipartSection section)
    {
        var disposition = section.GetContentDispositionHeader();
        var given = disposition?.FileNameStar.Value ?? HeaderUtilities.RemoveQuotes(disposition?.FileName ?? default).Value ?? string.Empty;
        var name = string.Concat(given[(given.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c) && c != '"')).Trim();
        return name.Length == 0 ? "file" : name.Length > MaxNameLength ? name[^MaxNameLength..] : name;
    }

    private static string NewFileId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    private static DirectLineException Bad(string why) => new(StatusCodes.Status400BadRequest, "BadArgument", why);
}
