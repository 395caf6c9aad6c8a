using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.Data;
using BotDesk.Knowledge;
using BotDesk.People;
using BotDesk.Protocol;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Watching;

/// <summary>Answers a question that was noted, or keeps quiet and says why in the numbers.</summary>
internal sealed class WatchAnswers(DeskDb db, KnowledgeSearch search, KnowledgeDesk articles, WatchVerdicts verdicts) : IBystanderVoice
{
    /// <summary>After which nobody expects an answer any more.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    /// <summary>Within which nobody is given the same article twice.</summary>
    private static readonly TimeSpan GivenFor = TimeSpan.FromDays(7);

    /// <summary>How much a channel bears.</summary>
    private static readonly (TimeSpan Within, int Most)[] Limits = [(TimeSpan.FromMinutes(10), 3), (TimeSpan.FromDays(1), 20)];

    public async Task SpeakAsync(Turn turn)
    {
        var messageId = turn.Activity.Id!;
        if (await db.Set<WatchedQuestion>().AsTracking().FirstOrDefaultAsync(each => each.ThreadKey == turn.Chat.Key) is not { } question)
        {
            return;
        }

        if (question.MessageId != messageId)
        {
            await verdicts.SaidAsync(turn, question, ShortReplies.Recognise(turn.Text) == ShortReply.Helped);
            return;
        }

        // One answer after another in a channel, so that they can be counted; and nobody else decides about the question meanwhile.
        await LockAsync(question);
        if (question.Outcome == QuestionOutcome.Pending)
        {
            question.Outcome = await DecideAsync(turn, question);
        }

        if (question.Outcome != QuestionOutcome.Answered)
        {
            await ForgetWordsAsync(turn);
        }
    }

    private async Task<QuestionOutcome> DecideAsync(Turn turn, WatchedQuestion question)
    {
        var channel = await db.Set<WatchedChannel>().FirstAsync(each => each.Id == question.ChannelId);
        var reader = channel.Mode == WatchMode.Direct ? turn.Person : null;
        return channel.Mode == WatchMode.Off ? QuestionOutcome.NoLongerWatched
            : turn.Now - question.At > Late ? QuestionOutcome.TooLate
            : Bystander.Best(search, turn.Text, reader) is not { } best || await articles.FindAsync(best.Key, reader) is not { } article ? QuestionOutcome.NotSure
            : await LimitAsync(turn.Person, article.Number, channel, turn.Now) is { } limit ? limit
            : channel.Mode == WatchMode.Direct && turn.HasNoDirect ? QuestionOutcome.NotReachable
            : await SaysAsync(turn, channel, question, article, best.Confidence) ? QuestionOutcome.Answered
            : QuestionOutcome.DoesNotHelpHere;
    }

    /// <returns>Why not; null when nothing speaks against it.</returns>
    private async Task<QuestionOutcome?> LimitAsync(Person asker, string article, WatchedChannel channel, DateTimeOffset now)
    {
        var answered = db.Set<WatchedQuestion>().Where(each => each.Outcome == QuestionOutcome.Answered);
        var since = now - GivenFor;
        if (await answered.AnyAsync(each => each.PersonId == asker.Id && each.Article == article && each.AnsweredAt > since))
        {
            return QuestionOutcome.GivenLately;
        }

        foreach (var (within, most) in Limits)
        {
            var from = now - within;
            if (await answered.CountAsync(each => each.ChannelId == channel.Id && each.AnsweredAt > from) >= most)
            {
                return QuestionOutcome.TooMany;
            }
        }

        return null;
    }

    /// <returns>False where it keeps quiet for what was learnt.</returns>
    private async Task<bool> SaysAsync(Turn turn, WatchedChannel channel, WatchedQuestion question, KnowledgeArticle article, double confidence)
    {
        (question.Article, question.Confidence) = (article.Number, confidence);
        var (says, isTry) = Learning.Decide(article.Number, confidence, await WatchBook.PastAsync(db, channel, turn.Now), turn.Now);
        if (!says)
        {
            return false;
        }

        (question.IsTry, question.PersonId, question.AnsweredAt, question.Language) = (isTry, turn.Person.Id, turn.Now, turn.Language.Code);
        turn.IsPersonal = channel.Mode == WatchMode.Direct;
        turn.Show(WatchCard.Path, WatchCard.Model(question, article, turn.IsPersonal ? channel.ShownName : null, others: 0));
        return true;
    }

    /// <summary>What is not answered is not kept: of the message only remains that it was handled.</summary>
    private async Task ForgetWordsAsync(Turn turn)
    {
        turn.Activity.Text = null;
        await db.ExecuteAsync("UPDATE inbox SET activity = @activity WHERE conversation_key = @Key AND activity_id = @Id", new { activity = ActivityJson.Serialize(turn.Activity), turn.Chat.Key, turn.Activity.Id });
    }

    private async Task LockAsync(WatchedQuestion question)
    {
        if (!db.IsSqlite)
        {
            await db.ExecuteAsync("SELECT 1 FROM watched_channels WHERE id = @ChannelId FOR UPDATE", new { question.ChannelId });
            await db.ExecuteAsync("SELECT 1 FROM watched_questions WHERE id = @Id FOR UPDATE", new { question.Id });
            await db.Entry(question).ReloadAsync();
        }
    }
}
