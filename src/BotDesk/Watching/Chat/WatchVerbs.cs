using System.Globalization;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Knowledge;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Watching.Chat;

/// <summary>What the buttons of an answer have in common: which one it is, and how its card stands now.</summary>
internal sealed class AnswerTalk(WatchVerdicts verdicts, KnowledgeDesk articles, DeskDb db, SaidMessages said)
{
    public static IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "question" };

    public static Refusal Gone => Refusal.NotFound(Phrase.Of("conversation.gone"));

    /// <returns>Null when it is not there any more, or not theirs to see.</returns>
    public async Task<WatchedQuestion?> FindAsync(Turn turn, CardAction action) =>
        long.TryParse(action["question"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? await verdicts.FindAsync(id, turn.Chat, turn.Person) : null;

    public async Task<Refusal?> VoteAsync(Turn turn, CardAction action, bool helped)
    {
        if (await FindAsync(turn, action) is not { } question)
        {
            return Gone;
        }

        await verdicts.VoteAsync(question, turn.Person, helped);
        return await ShowAsync(turn, question);
    }

    /// <summary>The card as it stands now, for everybody who sees it: in the asker's language, whoever pressed.</summary>
    public async Task<Refusal?> ShowAsync(Turn turn, WatchedQuestion question)
    {
        if (question.Article is not { } number || await articles.FindAsync(number, turn.Chat.IsGroup ? null : turn.Person) is not { } article)
        {
            return Gone;
        }

        var place = turn.Chat.IsGroup ? null : (await db.Set<WatchedChannel>().FirstAsync(channel => channel.Id == question.ChannelId)).ShownName;
        var own = turn.Language;
        turn.Language = Language.Of(question.Language) ?? own;
        turn.Replace(WatchCard.Path, WatchCard.Model(question, article, place, await verdicts.HelpedOthersAsync(question)));
        turn.Language = own;
        return null;
    }

    /// <summary>What was asked, as long as the desk still has it.</summary>
    public async Task<string?> WordsAsync(WatchedQuestion question) =>
        await db.Set<Conversation.Chat>().FirstOrDefaultAsync(chat => chat.Key == question.ThreadKey) is { } thread ? (await said.FindAsync(thread, question.MessageId))?.Text : null;
}

/// <summary>*That helped*. Each person counts once, however often and on whichever rendering they press.</summary>
internal sealed class AnswerHelpedVerb(AnswerTalk talk) : ICardVerb
{
    public IReadOnlySet<string> Fields => AnswerTalk.Fields;

    public bool ChangesSomething => false;

    public Task<Refusal?> HandleAsync(Turn turn, CardAction action) => talk.VoteAsync(turn, action, helped: true);
}

/// <summary>*Not helpful*.</summary>
internal sealed class AnswerNotHelpfulVerb(AnswerTalk talk) : ICardVerb
{
    public IReadOnlySet<string> Fields => AnswerTalk.Fields;

    public bool ChangesSomething => false;

    public Task<Refusal?> HandleAsync(Turn turn, CardAction action) => talk.VoteAsync(turn, action, helped: false);
}

/// <summary>*Create a ticket* under an answer: from the asker it also says that the answer did not help, and the form has what they asked.</summary>
internal sealed class AnswerTicketVerb(AnswerTalk talk, WatchVerdicts verdicts, [FromKeyedServices(AnswerTicketVerb.NewTicket)] ICardVerb newTicket) : ICardVerb
{
    /// <summary>The verb of every other card's *Create a ticket*.</summary>
    private const string NewTicket = "tickets.new";

    public IReadOnlySet<string> Fields => AnswerTalk.Fields;

    public bool ChangesSomething => false;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        if (await talk.FindAsync(turn, action) is not { } question)
        {
            return AnswerTalk.Gone;
        }

        if (question.PersonId == turn.Person.Id)
        {
            await verdicts.VoteAsync(question, turn.Person, helped: false);
            await talk.ShowAsync(turn, question);
            turn.State = turn.State with { Said = await talk.WordsAsync(question) ?? turn.State.Said };
        }

        return await newTicket.HandleAsync(turn, action);
    }
}
