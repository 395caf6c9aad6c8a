using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Watching;

/// <summary>Records what came of questions and of their answers.</summary>
internal sealed class WatchVerdicts(DeskDb db, TimeProvider clock)
{
    /// <summary>The question whose answer somebody looks at; null when it is not there any more, or not theirs to see.</summary>
    public async Task<WatchedQuestion?> FindAsync(long id, Conversation.Chat chat, Person person) =>
        await db.Set<WatchedQuestion>().AsTracking().FirstOrDefaultAsync(question => question.Id == id && question.Outcome == QuestionOutcome.Answered) is { } question
            && (question.PersonId == person.Id || question.ThreadKey == chat.Key)
            ? question
            : null;

    /// <summary>Somebody said whether an answer helped. The asker's first word decides; others' are counted beside it.</summary>
    /// <returns>False when this person had said so before.</returns>
    public async Task<bool> VoteAsync(WatchedQuestion question, Person person, bool helped)
    {
        var now = clock.GetUtcNow();
        if (await db.ExecuteAsync(
            "INSERT INTO watch_votes (question_id, person_id, helped, at) VALUES (@question, @person, @helped, @at) ON CONFLICT (question_id, person_id) DO NOTHING",
            new { question = question.Id, person = person.Id, helped, at = now.ToUnixTimeMilliseconds() }) == 0)
        {
            return false;
        }

        if (person.Id == question.PersonId && question.Verdict == Verdict.None)
        {
            (question.Verdict, question.JudgedAt) = (helped ? Verdict.Helped : Verdict.NotHelpful, now);
        }

        return true;
    }

    /// <summary>How many others said that it helped.</summary>
    public Task<int> HelpedOthersAsync(WatchedQuestion question) =>
        db.Set<WatchVote>().CountAsync(vote => vote.QuestionId == question.Id && vote.PersonId != question.PersonId && vote.Helped);

    /// <summary>The asker said it in words, in the thread. They are not answered: people talk there.</summary>
    public async Task SaidAsync(Turn turn, WatchedQuestion question, bool helped)
    {
        if (question.Outcome == QuestionOutcome.Answered && question.PersonId == turn.Person.Id)
        {
            await VoteAsync(question, turn.Person, helped);
        }
    }

    /// <summary>The asker deleted the question. Its words go at once.</summary>
    public async Task<bool> WithdrawAsync(string threadKey, string messageId)
    {
        if (await db.Set<WatchedQuestion>().AsTracking().FirstOrDefaultAsync(each => each.ThreadKey == threadKey && each.MessageId == messageId) is not { } question)
        {
            return false;
        }

        if (question.Outcome == QuestionOutcome.Pending)
        {
            question.Outcome = QuestionOutcome.Withdrawn;
        }
        else if (question is { Outcome: QuestionOutcome.Answered, Verdict: Verdict.None })
        {
            (question.Verdict, question.JudgedAt) = (Verdict.Withdrawn, clock.GetUtcNow());
        }

        await db.ExecuteAsync("DELETE FROM inbox WHERE conversation_key = @threadKey AND activity_id = @messageId AND status <> 0", new { threadKey, messageId });
        return true;
    }

    /// <summary>Somebody deleted a message of the bot's own.</summary>
    public async Task<bool> TakenAwayAsync(string threadKey, string messageId)
    {
        if (await db.Set<WatchedQuestion>().AsTracking().FirstOrDefaultAsync(each => each.ThreadKey == threadKey && each.Outcome == QuestionOutcome.Answered && each.Verdict == Verdict.None) is { } question
            && await db.QueryFirstAsync<string?>("SELECT reply_to_id FROM outbox WHERE conversation_key = @threadKey AND external_id = @messageId AND kind = 0", new { threadKey, messageId }) == question.MessageId)
        {
            (question.Verdict, question.JudgedAt) = (Verdict.Deleted, clock.GetUtcNow());
            return true;
        }

        return false;
    }

    /// <summary>A person wrote under it before the desk did.</summary>
    public async Task<bool> AnsweredByPersonAsync(long id) => await db.ExecuteAsync(
        "UPDATE watched_questions SET outcome = @first WHERE id = @id AND outcome = @pending",
        new { id, first = $"{QuestionOutcome.PersonWasFirst}", pending = $"{QuestionOutcome.Pending}" }) > 0;
}
