using BotDesk.Protocol;
using Microsoft.Extensions.Options;

namespace BotDesk.Conversation.Attachments;

/// <summary>What came with a message beside its words.</summary>
/// <param name="Kept">In the order in which they came.</param>
/// <param name="Refusals">Why the others are not kept.</param>
public sealed record ReceivedFiles(IReadOnlyList<SentFile> Kept, IReadOnlyList<Phrase> Refusals)
{
    public static ReceivedFiles None { get; } = new([], []);

    public bool Any => Kept.Count + Refusals.Count > 0;

    /// <summary>What is shown to the other side of a live conversation.</summary>
    public IReadOnlyList<SentFile> Pictures => [.. Kept.Where(file => file.IsRelayed)];

    /// <summary>How many of them the other side of a live conversation cannot be shown.</summary>
    public int NotRelayed => Refusals.Count + Kept.Count(file => !file.IsRelayed);
}

/// <summary>A file as its channel gave it.</summary>
/// <param name="Bytes">Null when it could not be had.</param>
/// <param name="Failure">Why not.</param>
public readonly record struct FetchedFile(byte[]? Bytes, FetchFailure Failure)
{
    public static FetchedFile Of(byte[] bytes) => new(bytes, default);

    public static FetchedFile No(FetchFailure why) => new(null, why);
}

/// <summary>Why a channel did not give a file.</summary>
public enum FetchFailure
{
    /// <summary>It is gone, not the channel's own, or the desk may not have it.</summary>
    NotThere,

    /// <summary>It is larger than what was asked for.</summary>
    TooLarge,

    /// <summary>The channel cannot give it just now.</summary>
    NotNow,
}

/// <summary>Brings the files of a message from where its channel keeps them, before the turn and outside of its transaction.</summary>
/// <remarks>Until the turn is committed its activity is in the inbox: a process that is killed meanwhile brings them again, and they are kept once.</remarks>
public sealed class FileArrival(IOptions<SentFileOptions> options, TimeProvider clock)
{
    private const int MostOfMessage = 10;
    private const string InPlace = "data:";
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];

    public async Task<ReceivedFiles> ReadAsync(IChannel channel, Activity activity, CancellationToken cancellationToken)
    {
        var files = activity.Type == ActivityTypes.Message ? activity.Attachments?.Where(file => file.ContentUrl is { Length: > 0 }).ToList() ?? [] : [];
        if (files.Count == 0)
        {
            return ReceivedFiles.None;
        }

        var (kept, refusals) = (new List<SentFile>(), new List<Phrase>());
        foreach (var file in files.Take(MostOfMessage))
        {
            var name = FileName.Clean(file.Name, "file");
            var fetched = await FetchAsync(channel, activity, file, cancellationToken);
            var outcome = fetched.Bytes is { } bytes ? SentFile.Of(file.Name, file.ContentType, bytes, options.Value)
                : fetched.Failure == FetchFailure.TooLarge ? SentFile.TooLarge(name, options.Value)
                : SentFile.Refuse(Phrase.Of("files.notHad", new { name }));
            if (outcome.Is(out var sent, out var refusal))
            {
                kept.Add(sent);
            }
            else
            {
                refusals.Add(refusal.Message);
            }
        }

        if (files.Count > MostOfMessage)
        {
            refusals.Add(Phrase.Of("files.tooManyAtOnce", new { most = MostOfMessage, count = files.Count - MostOfMessage }));
        }

        return new(kept, refusals);
    }

    private async Task<FetchedFile> FetchAsync(IChannel channel, Activity activity, Attachment file, CancellationToken cancellationToken)
    {
        var url = file.ContentUrl!;
        if (url.StartsWith(InPlace, StringComparison.OrdinalIgnoreCase))
        {
            return Decode(url);
        }

        for (var tries = 0; ; tries++)
        {
            var fetched = await channel.FetchFileAsync(activity, file, options.Value.LargestBytes, cancellationToken);
            if (fetched.Bytes is not null || fetched.Failure != FetchFailure.NotNow || tries == Waits.Length)
            {
                return fetched;
            }

            await Task.Delay(Waits[tries], clock, cancellationToken);
        }
    }

    /// <summary>"data:image/png;base64,…" (RFC 2397), as the Emulator sends what was pasted.</summary>
    private static FetchedFile Decode(string url)
    {
        var bytes = new byte[url.Length];
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        return comma > 0 && url.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase) && Convert.TryFromBase64Chars(url.AsSpan(comma + 1), bytes, out var length)
            ? FetchedFile.Of(bytes[..length])
            : FetchedFile.No(FetchFailure.NotThere);
    }
}
