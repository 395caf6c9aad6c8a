namespace BotDesk.Protocol.DirectLine;

/// <summary>
/// Where Direct Line conversations are kept; the bot implements it on its own database. Each conversation is a list of entries with
/// rising sequence numbers, and that number is the client's watermark. What the bot says is appended by the bot itself, in its own
/// transactions; afterwards it calls <see cref="DirectLineStreams.Notify"/>.
/// </summary>
/// <remarks>
/// An entry may become visible only after all entries of its conversation with lower numbers: a client that has seen 7 never asks
/// for 6 again. To change what was said, append an entry with the same activity id and timestamp: clients replace it in place.
/// </remarks>
public interface IDirectLineStore
{
    /// <summary>
    /// Makes the conversation if it does not exist, and in the same commit hands <paramref name="conversationUpdate"/> to the bot. Called
    /// again for the same conversation it changes nothing.
    /// </summary>
    Task<DirectLineStart> StartAsync(DirectLineConversation conversation, Activity conversationUpdate, CancellationToken cancellationToken);

    /// <returns>Null when there never was such a conversation.</returns>
    Task<DirectLineConversation?> FindAsync(string conversationId, CancellationToken cancellationToken);

    /// <summary>
    /// Appends what the person sent and hands it to the bot, in one commit, durable before this returns. When the conversation already
    /// has an activity with this <see cref="DirectLinePost.ClientActivityId"/>, nothing changes and that one's id is the answer.
    /// </summary>
    Task<DirectLineAppend> AppendAsync(DirectLinePost post, CancellationToken cancellationToken);

    /// <summary>Entries after a sequence number, in order.</summary>
    /// <param name="limit">At most so many.</param>
    Task<IReadOnlyList<DirectLineEntry>> ReadAsync(string conversationId, long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The highest sequence number of each of these conversations (500 at most); those without entries may be left out. Asked for all
    /// open sockets together, once per <see cref="DirectLineOptions.PollInterval"/>.
    /// </summary>
    Task<IReadOnlyDictionary<string, long>> LastSequencesAsync(IReadOnlyCollection<string> conversationIds, CancellationToken cancellationToken);

    /// <returns>Null when there is no such file.</returns>
    Task<DirectLineFile?> FindFileAsync(string fileId, CancellationToken cancellationToken);
}

/// <summary>A conversation and the one person it belongs to.</summary>
/// <param name="IsEnded">Nothing more is taken or shown: clients get 404.</param>
public sealed record DirectLineConversation(string Id, string UserId, string? UserName, string? Locale = null, bool IsEnded = false);

/// <summary>What became of a start.</summary>
public enum DirectLineStart
{
    Created,

    /// <summary>It was there before, and belongs to the same person.</summary>
    Exists,

    /// <summary>It was there before and is over.</summary>
    Ended,

    /// <summary>It belongs to somebody else.</summary>
    ForeignUser,
}

/// <summary>Something a person sent.</summary>
/// <param name="Activity">As the bot shall receive it; sender, conversation, id and time are set by the server.</param>
/// <param name="StreamJson">The same as clients shall see it.</param>
/// <param name="ClientActivityId">Names one sending of the client, repetitions included; null when the client gave none.</param>
/// <param name="Files">Uploaded with it; the activity's attachments lead to them.</param>
public sealed record DirectLinePost(Activity Activity, ReadOnlyMemory<byte> StreamJson, string? ClientActivityId, IReadOnlyList<DirectLineFile> Files)
{
    public string ConversationId => Activity.Conversation!.Id!;
}

/// <summary>What became of an append.</summary>
/// <param name="Outcome">Appended and Duplicate are both success for the client.</param>
/// <param name="ActivityId">The id of the activity as it is kept.</param>
public readonly record struct DirectLineAppend(DirectLineAppendOutcome Outcome, string? ActivityId)
{
    public static DirectLineAppend Appended(string activityId) => new(DirectLineAppendOutcome.Appended, activityId);

    public static DirectLineAppend Duplicate(string activityId) => new(DirectLineAppendOutcome.Duplicate, activityId);

    /// <summary>The conversation does not exist or has ended.</summary>
    public static DirectLineAppend NoConversation { get; } = new(DirectLineAppendOutcome.NoConversation, null);
}

/// <inheritdoc cref="DirectLineAppend"/>
public enum DirectLineAppendOutcome
{
    Appended,
    Duplicate,
    NoConversation,
}

/// <summary>One thing said in a conversation.</summary>
/// <param name="Sequence">1 or more; the watermark after it.</param>
/// <param name="ActivityJson">UTF-8, sent to clients as it is.</param>
public readonly record struct DirectLineEntry(long Sequence, ReadOnlyMemory<byte> ActivityJson);

/// <summary>A file that came with a message.</summary>
/// <param name="Id">Cannot be guessed: who knows it may read the file, because an image in a page carries no token.</param>
public sealed record DirectLineFile(string Id, string ConversationId, string Name, string ContentType, ReadOnlyMemory<byte> Bytes);
