using System.Globalization;
using BotDesk.Conversation;

namespace BotDesk.LiveChat.Chat;

/// <summary>The *Talk to a person* button: one tap always reaches one.</summary>
internal sealed class TalkToPersonVerb(RequesterSide side) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal);

    public bool ChangesSomething => true;

    public Task<Refusal?> HandleAsync(Turn turn, CardAction action) => side.AsksAsync(turn);

    public async Task ShowPresentAsync(Turn turn, CardAction action) => turn.Answer(await side.AsksAsync(turn));
}

/// <summary>A button of a card about one live conversation: what it names is checked like a typed number.</summary>
internal abstract class LiveChatVerb(LiveChatBook book, SubjectCards subjects, params string[] fields) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = fields.Append("chat").ToHashSet(StringComparer.Ordinal);

    public bool ChangesSomething => true;

    public virtual bool StartsThread => false;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action) =>
        LiveChatNumber.Normalise(action["chat"]) is { } number
            ? await HandleAsync(turn, action, number)
            : Refusal.Invalid("chat", Phrase.Of("liveChat.cardUnknown"));

    /// <summary>A late or doubled click: shows how it stands.</summary>
    public async Task ShowPresentAsync(Turn turn, CardAction action)
    {
        if (LiveChatNumber.Normalise(action["chat"]) is not { } number || await book.FindAsync(number) is not { } chat || !await PresentAsync(turn, chat))
        {
            turn.Say(Phrase.Of("conversation.alreadyDone"));
        }
    }

    protected abstract Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number);

    protected async Task<bool> PresentAsync(Turn turn, LiveConversation chat)
    {
        if (turn.Chat.IsGroup)
        {
            return false;
        }

        return await subjects.ReplaceAsync(turn, chat.RequesterId == turn.Person.Id ? chat.CardForRequester : chat.CardForAgents);
    }

    /// <summary>The card on which was clicked, as it is now; or why nothing was done, and the card as it is all the same.</summary>
    protected async Task<Refusal?> ShowAsync(Turn turn, string number, Outcome<LiveConversation> outcome, Phrase? words = null)
    {
        if (outcome.Refusal is null or { Kind: RefusalKind.Conflict } && await book.FindAsync(number) is { } chat)
        {
            await PresentAsync(turn, chat);
        }

        if (outcome.Refusal is null && words is not null)
        {
            turn.Say(words);
        }

        return outcome.Refusal;
    }
}

/// <summary>*Leave the queue*.</summary>
internal sealed class LeaveQueueVerb(LiveChatBook book, SubjectCards subjects, RequesterSide side) : LiveChatVerb(book, subjects)
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number)
    {
        var own = await Book.OfRequesterAsync(turn.Person);
        if (own?.Number != number)
        {
            return Refusal.Conflict(Phrase.Of("liveChat.hasEnded", new { number }));
        }

        if (await side.LeavesAsync(turn, own) is null)
        {
            await PresentAsync(turn, own);
        }

        return null;
    }

    private LiveChatBook Book { get; } = book;
}

/// <summary>*Take it*.</summary>
internal sealed class TakeChatVerb(LiveChatBook book, SubjectCards subjects, AgentWords words) : LiveChatVerb(book, subjects)
{
    public override bool StartsThread => true;

    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number)
    {
        var refusal = await words.TakeAsync(turn, number, over: false, clicked: !turn.Chat.IsGroup);
        return refusal is null ? null : await ShowAsync(turn, number, refusal);
    }
}

/// <summary>*Keep internal remark*.</summary>
internal sealed class RemarkVerb(LiveChatBook book, SubjectCards subjects, LiveChatDesk desk) : LiveChatVerb(book, subjects, AgentFields.All)
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        await ShowAsync(turn, number, await desk.RemarkAsync(number, turn.Person, action["remark"]), Phrase.Of("liveChat.keptShort"));
}

/// <summary>*Pass it on*.</summary>
internal sealed class TransferVerb(LiveChatBook book, SubjectCards subjects, LiveChatDesk desk) : LiveChatVerb(book, subjects, AgentFields.All)
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        await ShowAsync(turn, number, await desk.TransferAsync(number, turn.Person, action["group"], action["agent"], action["transferNote"]), Phrase.Of("liveChat.passedOn", new { number }));
}

/// <summary>*End the chat*.</summary>
internal sealed class EndChatVerb(LiveChatBook book, SubjectCards subjects, LiveChatDesk desk) : LiveChatVerb(book, subjects, AgentFields.All)
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        await ShowAsync(turn, number, await desk.EndAsync(number, turn.Person, action["resolutionCode"], action["resolution"]), Phrase.Of("liveChat.hasEnded", new { number }));
}

/// <summary>*Send* beside an article.</summary>
internal sealed class SendArticleVerb(LiveChatBook book, SubjectCards subjects, LiveChatDesk desk) : LiveChatVerb(book, subjects, "article")
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number)
    {
        var outcome = await desk.SendArticleAsync(number, turn.Person, action["article"]);
        if (outcome.Is(out var chat, out var refusal))
        {
            turn.Replace("conversation/done", new { title = Phrase.Of("liveChat.articleSentTitle", new { article = action["article"], who = chat.Requester.Name }), text = "" });
        }

        return refusal;
    }
}

/// <summary>1 to 5, when it is over.</summary>
internal sealed class RateChatVerb(LiveChatBook book, SubjectCards subjects, LiveChatDesk desk) : LiveChatVerb(book, subjects, "stars", "text")
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number)
    {
        _ = int.TryParse(action["stars"], NumberStyles.None, CultureInfo.InvariantCulture, out var stars);
        var outcome = await desk.RateAsync(number, turn.Person, stars);
        if (outcome.Refusal is null)
        {
            turn.State = turn.State with { Awaiting = null };
            turn.Replace("conversation/done", new { title = Phrase.Of("tickets.done.rated", new { number, stars }), text = "" });
            turn.Say(Phrase.Of("liveChat.thanks"));
        }

        return outcome.Refusal;
    }
}

/// <summary>Every input of the agents' card: whichever button is pressed, a client sends all of them.</summary>
internal static class AgentFields
{
    public static readonly string[] All = ["remark", "group", "agent", "transferNote", "resolutionCode", "resolution"];
}
