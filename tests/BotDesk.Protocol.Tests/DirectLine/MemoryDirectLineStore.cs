using BotDesk.Protocol.DirectLine;

namespace BotDesk.Protocol.Tests.DirectLine;

/// <summary>What a database would be: a list per conversation, and what was handed to the bot.</summary>
internal sealed class MemoryDirectLineStore : IDirectLineStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DirectLineConversation> _conversations = [];
    private readonly Dictionary<string, List<ReadOnlyMemory<byte>>> _entries = [];
    private readonly Dictionary<(string, string), string> _clientActivityIds = [];
    private readonly Dictionary<string, DirectLineFile> _files = [];

    public List<Activity> HandedToBot { get; } = [];

    public Exception? Trouble { get; set; }

    public Task<DirectLineStart> StartAsync(DirectLineConversation conversation, Activity conversationUpdate, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_conversations.TryGetValue(conversation.Id, out var existing))
            {
                return Task.FromResult(existing.UserId != conversation.UserId ? DirectLineStart.ForeignUser : existing.IsEnded ? DirectLineStart.Ended : DirectLineStart.Exists);
            }

            _conversations[conversation.Id] = conversation;
            _entries[conversation.Id] = [];
            HandedToBot.Add(conversationUpdate);
            return Task.FromResult(DirectLineStart.Created);
        }
    }

    public Task<DirectLineConversation?> FindAsync(string conversationId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_conversations.GetValueOrDefault(conversationId));
        }
    }

    public Task<DirectLineAppend> AppendAsync(DirectLinePost post, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Trouble is { } trouble)
            {
                throw trouble;
            }

            if (post.ClientActivityId is { } clientActivityId && !_clientActivityIds.TryAdd((post.ConversationId, clientActivityId), post.Activity.Id!))
            {
                return Task.FromResult(DirectLineAppend.Duplicate(_clientActivityIds[(post.ConversationId, clientActivityId)]));
            }

            foreach (var file in post.Files)
            {
                _files[file.Id] = file;
            }

            HandedToBot.Add(post.Activity);
            _entries[post.ConversationId].Add(post.StreamJson);
            return Task.FromResult(DirectLineAppend.Appended(post.Activity.Id!));
        }
    }

    public Task<IReadOnlyList<DirectLineEntry>> ReadAsync(string conversationId, long after, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Trouble is { } trouble)
            {
                throw trouble;
            }

            return Task.FromResult<IReadOnlyList<DirectLineEntry>>(
                [.. _entries[conversationId].Select((json, index) => new DirectLineEntry(index + 1, json)).Where(entry => entry.Sequence > after).Take(limit)]);
        }
    }

    public Task<IReadOnlyDictionary<string, long>> LastSequencesAsync(IReadOnlyCollection<string> conversationIds, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyDictionary<string, long>>(conversationIds.Where(_entries.ContainsKey).ToDictionary(id => id, id => (long)_entries[id].Count));
        }
    }

    public Task<DirectLineFile?> FindFileAsync(string fileId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_files.GetValueOrDefault(fileId));
        }
    }

    /// <summary>The bot says something, in a transaction of its own.</summary>
    public void BotSays(string conversationId, Activity activity)
    {
        lock (_lock)
        {
            _entries[conversationId].Add(ActivityJson.Serialize(activity));
        }
    }

    public void End(string conversationId)
    {
        lock (_lock)
        {
            _conversations[conversationId] = _conversations[conversationId] with { IsEnded = true };
        }
    }
}
