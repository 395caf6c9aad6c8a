using BotDesk.Data;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Conversation;

/// <summary>Templates of cards that are not for everybody who reads a group.</summary>
/// <param name="Paths">What concerns one person alone.</param>
/// <param name="OfAgents">What agents alone may read. In <see cref="IAgentsRoom"/> nobody else does; of any other group the desk does not know who reads along.</param>
public sealed record PersonalCards(IReadOnlyList<string> Paths, IReadOnlyList<string> OfAgents);

/// <summary>Where a channel takes somebody aside.</summary>
public sealed record DirectPlace(string ConversationId, string ServiceUrl)
{
    /// <summary>The channel lets nobody write to them.</summary>
    public static DirectPlace Nowhere { get; } = new("", "");
}

/// <summary>A turn in a group needs the direct messages with somebody, which the channel has to be asked for first. Nothing of the turn is kept.</summary>
internal sealed class DirectPlaceUnknownException : Exception;

/// <summary>
/// Takes somebody aside who asks in a group for what is theirs alone: all that was answered goes into their direct messages, where it also goes on, and the
/// group reads one line; none where nobody asked there.
/// </summary>
internal sealed class Aside(DeskDb db, Outbox outbox, Inbox inbox, SubjectCards subjects, IEnumerable<IChannel> channels, IEnumerable<IAgentsRoom> rooms, PersonalCards personal)
{
    public bool IsPersonal(Turn turn) =>
        turn.Chat.IsGroup && turn.Messages.Count > 0 && (turn.IsPersonal || Shows(turn, personal.Paths) || (Shows(turn, personal.OfAgents) && !IsAmongAgents(turn.Chat)));

    /// <param name="before">What the group's conversation was about.</param>
    /// <param name="place">Where the channel takes them; null while it has not been asked.</param>
    /// <exception cref="DirectPlaceUnknownException">It has to be asked.</exception>
    public async Task TakeAsync(Turn turn, ChatState before, DirectPlace? place)
    {
        var channel = channels.First(candidate => candidate.Serves(turn.Chat.ChannelId));
        var direct = await FindAsync(turn, channel) ?? (place is null ? throw new DirectPlaceUnknownException() : await OpenAsync(turn, place));
        foreach (var message in turn.Messages)
        {
            var card = message.Card is { Subject: { } subject } ? await subjects.RenderAsync(subject, turn.Person) ?? message.Card : message.Card;
            await outbox.AddAsync(TurnRunner.Row(direct, message with { Card = card, ReplyToId = null }, channel));
        }

        direct.WriteState(turn.Person, GoingOn(direct.ReadState(turn.Person), before, turn.State));
        turn.State = before;
        turn.Unsay();
        if (!turn.IsOverheard)
        {
            turn.Say(Phrase.Of("conversation.aside"));
        }
    }

    private bool IsAmongAgents(Chat chat)
    {
        var place = ConversationKey.Of(chat.ChannelId, channels.First(candidate => candidate.Serves(chat.ChannelId)).ParentOf(chat.ConversationId) ?? chat.ConversationId);
        return rooms.Any(room => room.Key == place);
    }

    private static bool Shows(Turn turn, IReadOnlyList<string> paths) => turn.Messages.Any(message => message.Card is { } card && paths.Contains(card.Path));

    /// <summary>What the direct messages are about now: what the turn has begun, beside what was going on there.</summary>
    private static ChatState GoingOn(ChatState there, ChatState before, ChatState after)
    {
        if (after.Draft is { } draft && draft != before.Draft)
        {
            there = there with { Draft = draft, Said = after.Said };
        }

        if (after.Awaiting is { } awaiting && awaiting != before.Awaiting)
        {
            there = there with { Awaiting = awaiting, Said = after.Said };
        }

        return there with { Ticket = after.Ticket != before.Ticket ? after.Ticket : there.Ticket, Held = after.Held ?? there.Held };
    }

    /// <summary>Their conversation in the same channel, where they have one.</summary>
    private async Task<Chat?> FindAsync(Turn turn, IChannel channel)
    {
        var known = await db.Set<Chat>().Where(chat => chat.PersonId == turn.Person.Id && !chat.IsGroup && chat.LeftAt == null && chat.ChannelId == turn.Chat.ChannelId)
            .OrderByDescending(chat => chat.SeenAt).Select(chat => new { chat.Key, chat.ConversationId }).ToListAsync();
        if (known.Find(chat => channel.ParentOf(chat.ConversationId) is null) is not { } found)
        {
            return null;
        }

        // A turn there holds this lock, too, while it changes what it is about.
        await inbox.LockConversationAsync(found.Key);
        var direct = await db.Set<Chat>().AsTracking().FirstAsync(chat => chat.Key == found.Key);
        await db.Entry(direct).ReloadAsync();
        return direct;
    }

    private async Task<Chat> OpenAsync(Turn turn, DirectPlace place)
    {
        var key = ConversationKey.Of(turn.Chat.ChannelId, place.ConversationId);
        await inbox.LockConversationAsync(key);
        if (await db.Set<Chat>().AsTracking().FirstOrDefaultAsync(chat => chat.Key == key) is { } left)
        {
            // The bot had been taken out of it; the channel lets it write there again.
            (left.LeftAt, left.ServiceUrl, left.PersonId, left.SeenAt) = (null, place.ServiceUrl, turn.Person.Id, turn.Now);
            return left;
        }

        var direct = new Chat
        {
            Key = key,
            ChannelId = turn.Chat.ChannelId,
            ConversationId = place.ConversationId,
            ServiceUrl = place.ServiceUrl,
            BotId = turn.Chat.BotId,
            BotName = turn.Chat.BotName,
            UserId = turn.Activity.From!.Id,
            TenantId = turn.Chat.TenantId,
            PersonId = turn.Person.Id,
            SeenAt = turn.Now,
        };
        db.Add(direct);
        return direct;
    }
}
