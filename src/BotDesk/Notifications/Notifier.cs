using System.Text.Json;
using BotDesk.Cards;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Notifications;

/// <summary>Opens a conversation with somebody who has not written to the bot in any channel.</summary>
public interface IHomeConversation
{
    Task<Chat> OpenAsync(Person person);
}

/// <summary>
/// Tells people what concerns them, where and when they want it (<see cref="NotificationPreferences"/>); committed with what it is about.
/// Without a <see cref="Notice"/> somebody waits for them.
/// </summary>
public sealed class Notifier(DeskDb db, Outbox outbox, IEnumerable<IChannel> channels, CardLibrary cards, SubjectCards subjects, IHomeConversation home, NoticeGate gate, PolicySource policy, TimeProvider clock) : IOwnPlace
{
    /// <summary>Shows somebody a card.</summary>
    /// <param name="topic">What it is about: see <see cref="OutboxRow.Topic"/>.</param>
    /// <returns>Whether they see it now.</returns>
    public Task<bool> ShowAsync(Person to, string path, object model, Notice? notice = null, string? topic = null) => PassAsync(
        to, notice,
        () => Task.FromResult(new OutgoingMessage(null, CardRendering.Render(cards, path, model, to.Language), Topic: topic)),
        held => held with { Card = path, Model = JsonSerializer.Serialize(model, TextJson.Options(to.Language)) });

    /// <summary>Shows somebody a card that stays true: see <see cref="SubjectCards.BringUpToDateAsync"/>.</summary>
    /// <returns>Whether they see it now.</returns>
    /// <exception cref="InvalidOperationException">The subject does not exist, or the person may not see it.</exception>
    public Task<bool> ShowAsync(Person to, CardSubject subject, Notice? notice = null) => PassAsync(
        to, notice,
        async () => new OutgoingMessage(null, await subjects.RenderAsync(subject, to) ?? throw new InvalidOperationException($"{to.Handle} may not see {subject}.")),
        held => held with { Subject = subject.ToString() });

    /// <summary>Tells somebody something in words.</summary>
    /// <returns>Whether they read it now.</returns>
    public Task<bool> SayAsync(Person to, Phrase text, Notice? notice = null) => PassAsync(
        to, notice,
        () => Task.FromResult(new OutgoingMessage(text.In(to.Language), null)),
        held => held with { Words = text });

    /// <summary>Says something in one conversation, wherever its people were last.</summary>
    public async Task SayInAsync(string conversationKey, Phrase text, OutgoingPicture? picture = null)
    {
        var chat = await ChatAsync(conversationKey);
        await SendAsync(chat, new OutgoingMessage(text.In(await LanguageOfAsync(chat)), null, Picture: picture));
    }

    /// <summary>Shows a card in one conversation.</summary>
    public async Task ShowInAsync(string conversationKey, string path, object model)
    {
        var chat = await ChatAsync(conversationKey);
        await SendAsync(chat, new OutgoingMessage(null, CardRendering.Render(cards, path, model, await LanguageOfAsync(chat))));
    }

    /// <summary>Shows a card in one conversation that stays true.</summary>
    /// <param name="topic">What it is about: see <see cref="OutboxRow.Topic"/>.</param>
    /// <returns>False when its people may not see it.</returns>
    public async Task<bool> ShowInAsync(string conversationKey, CardSubject subject, string? topic = null)
    {
        var chat = await ChatAsync(conversationKey);
        var viewer = chat is { IsGroup: false, PersonId: { } id } ? await db.Set<Person>().FirstOrDefaultAsync(person => person.Id == id) : null;
        if (await subjects.RenderAsync(subject, viewer) is not { } card)
        {
            return false;
        }

        await SendAsync(chat, new OutgoingMessage(null, card, Topic: topic));
        return true;
    }

    /// <summary>Key of the conversation in which the person is told things: where they were last.</summary>
    public async Task<string> PlaceOfAsync(Person person) => (await ChatOfAsync(person)).Key;

    /// <summary>Of the one person of a conversation; several read the organisation's.</summary>
    private async Task<Language> LanguageOfAsync(Chat chat) =>
        chat is { IsGroup: false, PersonId: { } id } && await db.Set<Person>().FirstOrDefaultAsync(person => person.Id == id) is { } reader ? reader.Language : policy.Current.Organisation.Language;

    private Task<Chat> ChatAsync(string key) => db.Set<Chat>().FirstAsync(chat => chat.Key == key);

    /// <summary>The conversation in which the person was last, of the channel they chose if they chose one. A thread is about its own matter, and never where other news belong.</summary>
    private async Task<Chat> ChatOfAsync(Person person)
    {
        var channel = (await gate.FindAsync(person.Id))?.Channel;
        var chats = db.Set<Chat>().Where(chat => chat.PersonId == person.Id && !chat.IsGroup && chat.LeftAt == null)
            .OrderByDescending(chat => chat.ChannelId == channel).ThenByDescending(chat => chat.SeenAt);
        await foreach (var chat in chats.AsAsyncEnumerable())
        {
            if (ChannelOf(chat).ParentOf(chat.ConversationId) is null)
            {
                return chat;
            }
        }

        return await home.OpenAsync(person);
    }

    /// <summary>Changes what the conversation in which the person was last is about, whatever they are saying there at the same time.</summary>
    public async Task AboutAsync(Person person, Func<ChatState, ChatState> change)
    {
        var chat = await ChatOfAsync(person);
        if (!db.IsSqlite)
        {
            // A turn holds this lock, too, while it changes the state.
            await db.ExecuteAsync("SELECT 1 FROM chats WHERE key = @Key FOR UPDATE", new { chat.Key });
            await db.Entry(chat).ReloadAsync();
        }

        chat.WriteState(person, change(chat.ReadState(person)));
    }

    private async Task<bool> PassAsync(Person to, Notice? notice, Func<Task<OutgoingMessage>> message, Func<HeldNotice, HeldNotice> hold)
    {
        notice ??= Notice.Call();
        var fate = await gate.PassAsync(to, notice);
        if (fate == NoticeFate.Held)
        {
            db.Add(hold(new HeldNotice { PersonId = to.Id, HeldAt = clock.GetUtcNow(), About = notice.About, IsNews = notice.Kind == NoticeKind.News }));
            await db.SaveChangesAsync();
        }

        if (fate == NoticeFate.Told)
        {
            await SendAsync(await ChatOfAsync(to), await message());
        }

        return fate == NoticeFate.Told;
    }

    /// <inheritdoc/>
    public async Task SendAsync(Person person, OutgoingMessage message) => await SendAsync(await ChatOfAsync(person), message);

    private Task SendAsync(Chat chat, OutgoingMessage message) =>
        outbox.AddAsync(TurnRunner.Row(chat, message, ChannelOf(chat)));

    private IChannel ChannelOf(Chat chat) => channels.First(channel => channel.Serves(chat.ChannelId));
}
