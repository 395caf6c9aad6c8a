using BotDesk.Cards;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Notifications;

/// <summary>Opens a conversation with somebody who has not written to the bot in any channel.</summary>
public interface IHomeConversation
{
    Task<Chat> OpenAsync(Person person);
}

/// <summary>Tells people what concerns them, where they last wrote; committed with what it is about.</summary>
public sealed class Notifier(DeskDb db, Outbox outbox, IEnumerable<IChannel> channels, CardLibrary cards, SubjectCards subjects, IHomeConversation home)
{
    /// <summary>Shows somebody a card.</summary>
    public Task ShowAsync(Person to, string path, object model) => SendAsync(to, new OutgoingMessage(null, CardRendering.Render(cards, path, model, to.Language)));

    /// <summary>Shows somebody a card that stays true: see <see cref="SubjectCards.BringUpToDateAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">The subject does not exist, or the person may not see it.</exception>
    public async Task ShowAsync(Person to, CardSubject subject) => await SendAsync(to, new OutgoingMessage(null,
        await subjects.RenderAsync(subject, to) ?? throw new InvalidOperationException($"{to.Handle} may not see {subject}.")));

    /// <summary>Tells somebody something in words.</summary>
    public Task SayAsync(Person to, Phrase text) => SendAsync(to, new OutgoingMessage(text.In(to.Language), null));

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

    /// <summary>Key of the conversation in which the person is told things: where they were last.</summary>
    public async Task<string> PlaceOfAsync(Person person) => (await ChatOfAsync(person)).Key;

    /// <summary>Of the one person of a conversation; several share none.</summary>
    private async Task<Language> LanguageOfAsync(Chat chat) =>
        chat is { IsGroup: false, PersonId: { } id } && await db.Set<Person>().FirstOrDefaultAsync(person => person.Id == id) is { } reader ? reader.Language : Language.English;

    private Task<Chat> ChatAsync(string key) => db.Set<Chat>().FirstAsync(chat => chat.Key == key);

    /// <summary>The conversation in which the person was last. A thread is about its own matter, and never where other news belong.</summary>
    private async Task<Chat> ChatOfAsync(Person person)
    {
        var chats = db.Set<Chat>().Where(chat => chat.PersonId == person.Id && !chat.IsGroup && chat.LeftAt == null).OrderByDescending(chat => chat.SeenAt);
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

        chat.WriteState(change(chat.ReadState()));
    }

    private async Task SendAsync(Person to, OutgoingMessage message) => await SendAsync(await ChatOfAsync(to), message);

    private Task SendAsync(Chat chat, OutgoingMessage message) =>
        outbox.AddAsync(TurnRunner.Row(chat, message, ChannelOf(chat)));

    private IChannel ChannelOf(Chat chat) => channels.First(channel => channel.Serves(chat.ChannelId));
}
