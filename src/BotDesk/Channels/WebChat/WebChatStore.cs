using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Protocol;
using BotDesk.Protocol.DirectLine;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Channels.WebChat;

/// <summary>Keeps Direct Line conversations in the desk's database, and hands what people send to the inbox in the same commit.</summary>
internal sealed class WebChatStore(DeskWriter writer, IDbContextFactory<DeskDb> readers, IServiceProvider services, TimeProvider clock) : IDirectLineStore
{
    private ConversationLanes Lanes => field ??= services.GetRequiredService<ConversationLanes>();

    public async Task<DirectLineStart> StartAsync(DirectLineConversation conversation, Activity conversationUpdate, CancellationToken cancellationToken)
    {
        var (start, row) = await writer.WriteAsync(async scope =>
        {
            var db = scope.GetRequiredService<DeskDb>();
            var known = await db.Set<WebChatConversation>().FirstOrDefaultAsync(candidate => candidate.Id == conversation.Id);
            if (known is not null)
            {
                var outcome = known.UserId != conversation.UserId ? DirectLineStart.ForeignUser
                    : known.IsEnded ? DirectLineStart.Ended
                    : DirectLineStart.Exists;
                return (outcome, (InboxRow?)null);
            }

            db.Add(new WebChatConversation { Id = conversation.Id, UserId = conversation.UserId, UserName = conversation.UserName, Locale = conversation.Locale });
            return (DirectLineStart.Created, await HandOnAsync(scope, conversationUpdate));
        }, cancellationToken);
        Handle(row);
        return start;
    }

    public async Task<DirectLineConversation?> FindAsync(string conversationId, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var found = await db.Set<WebChatConversation>().FirstOrDefaultAsync(candidate => candidate.Id == conversationId, cancellationToken);
        return found is null ? null : new DirectLineConversation(found.Id, found.UserId, found.UserName, found.Locale, found.IsEnded);
    }

    public async Task<DirectLineAppend> AppendAsync(DirectLinePost post, CancellationToken cancellationToken)
    {
        var (append, row) = await writer.WriteAsync(async scope =>
        {
            var db = scope.GetRequiredService<DeskDb>();
            if (!await db.Set<WebChatConversation>().AnyAsync(candidate => candidate.Id == post.ConversationId && !candidate.IsEnded))
            {
                return (DirectLineAppend.NoConversation, (InboxRow?)null);
            }

            if (post.ClientActivityId is { } client &&
                await db.Set<WebChatActivity>().FirstOrDefaultAsync(sent => sent.ConversationId == post.ConversationId && sent.ClientActivityId == client) is { } before)
            {
                return (DirectLineAppend.Duplicate(before.ActivityId), (InboxRow?)null);
            }

            var id = post.Activity.Id!;
            await AddAsync(db, post.ConversationId, id, post.StreamJson.ToArray(), post.ClientActivityId, outboxRow: null, clock.GetUtcNow());
            db.AddRange(post.Files.Select(file => new WebChatFile
            {
                Id = file.Id,
                ConversationId = file.ConversationId,
                Name = file.Name,
                ContentType = file.ContentType,
                Bytes = file.Bytes.ToArray(),
            }));
            return (DirectLineAppend.Appended(id), await HandOnAsync(scope, post.Activity));
        }, cancellationToken);
        Handle(row);
        return append;
    }

    public async Task<IReadOnlyList<DirectLineEntry>> ReadAsync(string conversationId, long after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var entries = await db.Set<WebChatActivity>()
            .Where(entry => entry.ConversationId == conversationId && entry.Sequence > after)
            .OrderBy(entry => entry.Sequence).Take(limit)
            .Select(entry => new { entry.Sequence, entry.Activity })
            .ToListAsync(cancellationToken);
        return [.. entries.Select(entry => new DirectLineEntry(entry.Sequence, entry.Activity))];
    }

    public async Task<IReadOnlyDictionary<string, long>> LastSequencesAsync(IReadOnlyCollection<string> conversationIds, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return await db.Set<WebChatActivity>()
            .Where(entry => conversationIds.Contains(entry.ConversationId))
            .GroupBy(entry => entry.ConversationId)
            .Select(group => new { group.Key, Last = group.Max(entry => entry.Sequence) })
            .ToDictionaryAsync(last => last.Key, last => last.Last, cancellationToken);
    }

    public async Task<DirectLineFile?> FindFileAsync(string fileId, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var file = await db.Set<WebChatFile>().FirstOrDefaultAsync(candidate => candidate.Id == fileId, cancellationToken);
        return file is null ? null : new DirectLineFile(file.Id, file.ConversationId, file.Name, file.ContentType, file.Bytes);
    }

    /// <summary>Appends an entry; entries of one conversation become visible in the order of their numbers.</summary>
    internal static async Task AddAsync(DeskDb db, string conversationId, string activityId, byte[] json, string? clientActivityId, long? outboxRow, DateTimeOffset at)
    {
        if (!db.IsSqlite)
        {
            // Holds back whoever else appends to this conversation until this commit.
            await db.ExecuteAsync("SELECT 1 FROM webchat_conversations WHERE id = @conversationId FOR UPDATE", new { conversationId });
        }

        var last = await db.Set<WebChatActivity>().Where(entry => entry.ConversationId == conversationId).MaxAsync(entry => (long?)entry.Sequence) ?? 0;
        db.Add(new WebChatActivity
        {
            ConversationId = conversationId,
            Sequence = last + 1,
            ActivityId = activityId,
            Activity = json,
            ClientActivityId = clientActivityId,
            OutboxRow = outboxRow,
            At = at,
        });
        await db.SaveChangesAsync();
    }

    private static async Task<InboxRow> HandOnAsync(IServiceProvider scope, Activity activity)
    {
        var key = ConversationKey.Of(activity.ChannelId!, activity.Conversation!.Id!);
        activity.Id ??= Guid.NewGuid().ToString("N");
        var (row, _) = await scope.GetRequiredService<Inbox>().AddAsync(key, activity.Id, ActivityJson.Serialize(activity));
        return row;
    }

    private void Handle(InboxRow? row)
    {
        if (row is not null)
        {
            _ = Lanes.Enqueue(row);
        }
    }
}
