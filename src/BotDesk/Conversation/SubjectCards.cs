using BotDesk.Cards;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Conversation;

/// <summary>Something whose state several people follow on cards of their own, such as an approval: all of the cards stay true.</summary>
/// <param name="Kind">Which <see cref="ISubjectCard"/> shows it.</param>
/// <param name="Id">Which one of its kind.</param>
public sealed record CardSubject(string Kind, string Id)
{
    /// <returns>Null when it is no subject's text.</returns>
    public static CardSubject? Parse(string text) =>
        text.Split(':', 2) is [{ Length: > 0 } kind, { Length: > 0 } id] ? new(kind, id) : null;

    public override string ToString() => $"{Kind}:{Id}";
}

/// <summary>A card as somebody sees it.</summary>
/// <param name="Path">Of the template.</param>
/// <param name="Model">What the template binds; <c>nonce</c> is added.</param>
public sealed record CardView(string Path, object Model);

/// <summary>Shows the present state of subjects of one kind; registered by <see cref="CardSubject.Kind"/>.</summary>
public interface ISubjectCard
{
    /// <param name="viewer">Who looks at it; null for everybody in a group, where the card must not tell more than all may know.</param>
    /// <returns>Null when there is no such subject, or the viewer may not see it.</returns>
    Task<CardView?> RenderAsync(string id, Person? viewer);

    /// <summary>Who sees more of it than a group does, those first for whom it matters most, such as those who have to decide.</summary>
    Task<IReadOnlyList<long>> ConcernsAsync(string id) => Task.FromResult<IReadOnlyList<long>>([]);
}

/// <summary>
/// Shows cards about subjects, and brings them up to date wherever they were shown; committed with what changed. A card of one's own is in one's own
/// language, a group's in the organisation's.
/// </summary>
public sealed class SubjectCards(DeskDb db, Outbox outbox, PeopleDesk people, CardLibrary cards, IEnumerable<IChannel> channels, PolicySource policy, IServiceProvider services)
{
    // What a change has put in the place of cards already. Whoever made it by a click gets that same card as the answer.
    private readonly Dictionary<(CardSubject Subject, long? Viewer), RenderedCard> _updated = [];

    /// <returns>The card as the viewer sees it; null when it is not theirs to see.</returns>
    public async Task<RenderedCard?> RenderAsync(CardSubject subject, Person? viewer)
    {
        await LockAsync(subject, shared: true);
        return await RenderUnlockedAsync(subject, viewer);
    }

    /// <summary>Shows the subject's card in this conversation.</summary>
    /// <returns>False when it is not theirs to see; nothing is said.</returns>
    public async Task<bool> ShowAsync(Turn turn, CardSubject subject)
    {
        if (await RenderAsync(subject, turn.Chat.IsGroup ? null : turn.Person) is not { } card)
        {
            return false;
        }

        turn.Show(await InAsync(turn.Chat, card));
        return true;
    }

    /// <summary>Shows the subject's card in a conversation in which it was not asked for.</summary>
    public async Task ShowInAsync(Chat chat, CardSubject subject)
    {
        if (await RenderAsync(subject, viewer: null) is { } card)
        {
            await outbox.AddAsync(TurnRunner.Row(chat, new OutgoingMessage(null, await InAsync(chat, card)), channels.First(channel => channel.Serves(chat.ChannelId))));
        }
    }

    /// <summary>Answers a click with the subject's present state.</summary>
    /// <returns>False when it is not theirs to see; nothing is said.</returns>
    public async Task<bool> ReplaceAsync(Turn turn, CardSubject subject)
    {
        if (!_updated.TryGetValue((subject, turn.Person.Id), out var card))
        {
            card = await RenderAsync(subject, turn.Person);
        }

        if (card is not null)
        {
            turn.Replace(card);
        }

        return card is not null;
    }

    /// <summary>Answers a click with the subject's card in a form that only this answer has, such as with what was wrong beside a field.</summary>
    public void Replace(Turn turn, CardSubject subject, CardView view) => turn.Replace(CardRendering.Render(cards, view.Path, view.Model, turn.Language, subject));

    /// <summary>Answers with what everybody in the group sees, where they were shown it.</summary>
    /// <returns>False when it was never shown here.</returns>
    public async Task<bool> ReplaceByGroupsAsync(Turn turn, CardSubject subject)
    {
        if (!turn.Chat.IsGroup || !await outbox.ShowsAsync(turn.Chat.Key, subject.ToString()) || await RenderAsync(subject, viewer: null) is not { } card)
        {
            return false;
        }

        turn.Replace(await InAsync(turn.Chat, card));
        return true;
    }

    /// <summary>The subject changed, and that is saved: every card about it changes, in every conversation.</summary>
    public async Task BringUpToDateAsync(CardSubject subject)
    {
        await LockAsync(subject, shared: false);
        var places = await outbox.FindBySubjectAsync(subject.ToString());
        var keys = places.Select(place => place.ConversationKey).ToHashSet();
        var chats = await db.Set<Chat>().Where(chat => keys.Contains(chat.Key)).ToDictionaryAsync(chat => chat.Key);
        foreach (var (target, key) in places)
        {
            var chat = chats[key];
            var viewer = chat.IsGroup || chat.PersonId is not { } id ? null : await people.FindAsync(id);
            if (await RenderUnlockedAsync(subject, viewer) is { } card)
            {
                await outbox.AddAsync(TurnRunner.Update(chat, await InAsync(chat, card), target, channels.First(channel => channel.Serves(chat.ChannelId))));
                _updated[(subject, viewer?.Id)] = card;
            }
        }
    }

    private async Task<RenderedCard?> RenderUnlockedAsync(CardSubject subject, Person? viewer) =>
        services.GetKeyedService<ISubjectCard>(subject.Kind) is { } kind && await kind.RenderAsync(subject.Id, viewer) is { } view
            ? CardRendering.Render(cards, view.Path, view.Model, viewer?.Language ?? policy.Current.Organisation.Language, subject)
            : null;

    /// <summary>
    /// Until the transaction ends, nobody shows a card about a subject that is changing, which the change could not find. SQLite has one
    /// writer, so nothing else happens there at the same time.
    /// </summary>
    private async Task LockAsync(CardSubject subject, bool shared)
    {
        if (!db.IsSqlite)
        {
            await db.ExecuteAsync($"SELECT pg_advisory_xact_lock{(shared ? "_shared" : "")}(hashtextextended(@subject, 2))", new { subject = subject.ToString() });
        }
    }

    /// <summary>The card as a conversation shows it: a group's knows who sees more.</summary>
    private async Task<RenderedCard> InAsync(Chat chat, RenderedCard card)
    {
        if (!chat.IsGroup || card.Subject is not { } subject)
        {
            return card;
        }

        var concerned = await services.GetRequiredKeyedService<ISubjectCard>(subject.Kind).ConcernsAsync(subject.Id);
        var accounts = await people.AccountsAsync(chat.ChannelId, concerned);
        return card with { OwnViews = new OwnViews([.. accounts.Select(account => account.AccountId)], concerned.All(id => accounts.Any(account => account.PersonId == id))) };
    }
}

/// <summary>
/// Shows whoever asks a subject's card as that person sees it; everybody else's stays. A channel asks by itself where a card carries it as its
/// <c>refresh</c> (https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#user-specific-views).
/// </summary>
internal sealed class RefreshVerb(SubjectCards subjects) : ICardVerb
{
    public const string Name = "conversation.refresh";

    public IReadOnlySet<string> Fields { get; } = new HashSet<string> { "subject" };

    public bool ChangesSomething => false;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action) =>
        CardSubject.Parse(action["subject"]) is { } subject && (await subjects.ReplaceAsync(turn, subject) || await subjects.ReplaceByGroupsAsync(turn, subject))
            ? null
            : Refusal.NotFound(Phrase.Of("conversation.gone"));
}
