using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.Data;
using BotDesk.Knowledge;
using BotDesk.Knowledge.Ranking;
using BotDesk.People;
using BotDesk.Protocol;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Watching;

/// <summary>
/// Looks at what people say to each other in watched channels before anything of it is kept. Only a question that an article answers goes on,
/// to <see cref="WatchAnswers"/>; of any other question it is noted that there was one.
/// </summary>
internal sealed class Bystander(WatchedChannels watched, DeskWriter writer, IDbContextFactory<DeskDb> readers, PolicyUnderstander understander, KnowledgeSearch search, TimeProvider clock) : IBystander
{
    public async ValueTask<bool> KnowsAsync(string channelKey) => await watched.FindAsync(channelKey) is not null;

    public async Task<bool> BeganAsync(string threadKey)
    {
        await using var db = await readers.CreateDbContextAsync();
        return await db.Set<WatchedQuestion>().AnyAsync(question => question.ThreadKey == threadKey && !question.IsConversation);
    }

    public Task SpokenToAsync(string threadKey) => writer.WriteAsync(scope => scope.GetRequiredService<DeskDb>().ExecuteAsync(
        "UPDATE watched_questions SET is_conversation = true WHERE thread_key = @threadKey AND NOT is_conversation", new { threadKey }));

    public async Task<bool> NoticeAsync(Activity activity, PublicPlace place, CancellationToken cancellationToken)
    {
        if (await watched.FindAsync(ConversationKey.Of(activity.ChannelId!, place.Channel)) is not { } channel)
        {
            return false;
        }

        var threadKey = ConversationKey.Of(activity.ChannelId!, place.Thread);
        switch (activity.Type)
        {
            case ActivityTypes.Message when !place.IsPost:
                return await IsJudgementAsync(activity, threadKey);
            case ActivityTypes.Message when channel.Mode != WatchMode.Off && PublicQuestion.IsOne(activity, understander.Current):
                return await NoteAsync(activity, place, channel, cancellationToken);
            case ActivityTypes.MessageDelete when place.IsPost && activity.Id is { } deleted:
                await writer.DoAsync((WatchVerdicts verdicts) => verdicts.WithdrawAsync(threadKey, deleted), cancellationToken);
                return false;
            default:
                return false;
        }
    }

    public Task TakenAwayAsync(string threadKey, string messageId) => writer.DoAsync((WatchVerdicts verdicts) => verdicts.TakenAwayAsync(threadKey, messageId));

    /// <summary>A question is noted once, however often and to however many instances it is delivered.</summary>
    private async Task<bool> NoteAsync(Activity activity, PublicPlace place, ChannelSettings channel, CancellationToken cancellationToken)
    {
        activity.Conversation!.Id = place.Thread;
        activity.Attachments = null; // what is not needed for an answer is not kept
        var threadKey = ConversationKey.Of(activity.ChannelId!, place.Thread);
        var best = Best(search, activity.TextWithoutMentions(), channel.Mode == WatchMode.Direct ? await AskerAsync(activity) : null);
        var values = new
        {
            channel = channel.Id,
            threadKey,
            message = activity.Id,
            at = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            outcome = $"{(best is null ? QuestionOutcome.NotSure : QuestionOutcome.Pending)}",
            article = best?.Key,
            confidence = best?.Confidence,
        };
        var stands = await writer.WriteAsync(async scope =>
        {
            var db = scope.GetRequiredService<DeskDb>();
            return await db.QueryFirstAsync<string?>(
                """
                INSERT INTO watched_questions (channel_id, thread_key, message_id, at, outcome, article, confidence, is_try, is_conversation, verdict)
                VALUES (@channel, @threadKey, @message, @at, @outcome, @article, @confidence, false, false, 'None') ON CONFLICT (thread_key, message_id) DO NOTHING RETURNING outcome
                """,
                values) ?? await db.QueryFirstAsync<string>("SELECT outcome FROM watched_questions WHERE thread_key = @threadKey AND message_id = @message", values);
        }, cancellationToken);
        return stands == $"{QuestionOutcome.Pending}";
    }

    /// <summary>The article that answers it, if one surely does.</summary>
    /// <param name="reader">Who reads the answer; null: everybody.</param>
    internal static KnowledgeResult? Best(KnowledgeSearch search, string text, Person? reader) =>
        search.Find(new KnowledgeQuestion(text, reader, 1)).Results is [{ Confidence: >= Learning.SureFrom } best] ? best : null;

    /// <summary>In a thread: whether the asker says how an answer did. Who writes while there is none yet, was first.</summary>
    private async Task<bool> IsJudgementAsync(Activity activity, string threadKey)
    {
        await using var db = await readers.CreateDbContextAsync();
        if (await db.Set<WatchedQuestion>().FirstOrDefaultAsync(question => question.ThreadKey == threadKey) is not { } question)
        {
            return false;
        }

        if (question.Outcome == QuestionOutcome.Pending)
        {
            await writer.DoAsync((WatchVerdicts verdicts) => verdicts.AnsweredByPersonAsync(question.Id));
            return false;
        }

        return question is { Outcome: QuestionOutcome.Answered, Verdict: Verdict.None }
            && ShortReplies.Recognise(activity.TextWithoutMentions()) is ShortReply.Helped or ShortReply.DidNotHelp
            && (await AskerAsync(activity))?.Id == question.PersonId;
    }

    private async Task<Person?> AskerAsync(Activity activity)
    {
        await using var db = await readers.CreateDbContextAsync();
        return activity.From?.Id is { } account ? await new PeopleDesk(db).FindByAccountAsync(activity.ChannelId!, account) : null;
    }
}
