using System.Globalization;
using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.Knowledge.Reading;

namespace BotDesk.Knowledge.Chat;

/// <summary>Reading an article in the chat, and saying whether it helped.</summary>
internal sealed class ArticleTalk(KnowledgeDesk desk)
{
    /// <param name="part">From 1: a long article comes in parts, because a channel limits a card's size.</param>
    public async Task<Refusal?> ReadAsync(Turn turn, string number, int part)
    {
        var article = await desk.FindAsync(number, turn.Person);
        if (article is null)
        {
            return Refusal.NotFound(Phrase.Of("knowledge.notThere", new { number }));
        }

        var parts = ArticleBlocks.ReadParts(article.Body);
        var shown = Math.Clamp(part, 1, parts.Count);
        turn.Show("knowledge/article", new
        {
            number = article.Number,
            title = article.Title,
            audience = article.Audience is null ? null : Phrase.Of("knowledge.notForEverybody"),
            updated = Phrase.Of("knowledge.updated", new { day = DateOnly.FromDateTime(article.ChangedAt.Date) }),
            part = parts.Count > 1 ? shown : (int?)null,
            parts = parts.Count > 1 ? parts.Count : (int?)null,
            blocks = parts[shown - 1],
        });
        return null;
    }

    public async Task<Refusal?> SolvedAsync(Turn turn, string number)
    {
        var outcome = await desk.SolvedAsync(turn.Person, number);
        if (!outcome.Is(out var offer, out var refusal))
        {
            return refusal;
        }

        if (turn.State.Offered?.Offer == offer.Id)
        {
            turn.State = turn.State with { Offered = null, Said = null };
        }

        turn.Say(Phrase.Of("knowledge.goodToHear"));
        return null;
    }
}

/// <summary>"read KB12", "KB12", "open the second one", "yes that fixed it", "that didn't help".</summary>
internal sealed partial class ArticleCommand(ArticleTalk talk, ProposeArticles propose) : ICommand
{
    private static readonly string[] Ordinals = ["first", "second", "third"];

    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (Read().Match(turn.Text) is { Success: true } read)
        {
            turn.Answer(await talk.ReadAsync(turn, "KB" + read.Groups["number"].Value.TrimStart('0'), part: 1));
            return true;
        }

        if (Question().Match(turn.Text) is { Success: true } question)
        {
            await propose.ProposeAsync(turn, question.Groups["text"].Value.Trim());
            return true;
        }

        if (turn.State.Awaiting?.Question == Awaited.WhetherToFile && ShortReplies.Recognise(turn.Text) is ShortReply.No or ShortReply.Cancel)
        {
            turn.State = turn.State with { Awaiting = null, Said = null };
            turn.Say(Phrase.Of("knowledge.nothingFiled"));
            return true;
        }

        return (turn.State.Offered is { } offered && await JudgeAsync(turn, offered)) || await NarrowAsync(turn);
    }

    /// <summary>"no, on my phone", "it is a Mac", "error 691": after an answer, or after there was none.</summary>
    private async Task<bool> NarrowAsync(Turn turn)
    {
        if ((turn.State.Offered is null && turn.State.Awaiting?.Question != Awaited.WhetherToFile) || turn.State.Said is not { Length: > 0 } earlier
            || FollowUp.Read(turn.Text, turn.Understood) is not { } followUp)
        {
            return false;
        }

        await propose.NarrowAsync(turn, earlier, turn.Text, followUp == FollowUpKind.Rejects);
        return true;
    }

    private async Task<bool> JudgeAsync(Turn turn, OfferedArticles offered)
    {
        switch (ShortReplies.Recognise(turn.Text))
        {
            case ShortReply.Helped or ShortReply.Yes:
                turn.Answer(await talk.SolvedAsync(turn, offered.Articles[0]));
                return true;
            case ShortReply.DidNotHelp or ShortReply.No:
                turn.State = turn.State with { Offered = null, Awaiting = new(Awaited.WhetherToFile, null) };
                turn.Show("conversation/choices", new
                {
                    question = Phrase.Of("knowledge.didNotHelp"),
                    choices = new[] { new { title = Phrase.Of("knowledge.createTicket"), text = "create a ticket" }, new { title = Phrase.Of("conversation.choice.person"), text = "talk to a person" } },
                });
                return true;
        }

        if (Which().Match(turn.Text) is { Success: true } which)
        {
            var at = which.Groups["digit"].Success
                ? int.Parse(which.Groups["digit"].Value, CultureInfo.InvariantCulture) - 1
                : Array.IndexOf(Ordinals, which.Groups["ordinal"].Value.ToLowerInvariant());
            if (at >= 0 && at < offered.Articles.Count)
            {
                turn.Answer(await talk.ReadAsync(turn, offered.Articles[at], part: 1));
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"^\s*(read|open|show|lies|lesen?|öffne|zeige?)?\s*(article\s+|artikel\s+)?KB[\s\-]*(?<number>0*[1-9]\d{0,8})\s*[.?!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Read();

    [GeneratedRegex(@"^\s*(problem|question)\s*:\s*(?<text>\S.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Question();

    [GeneratedRegex(@"^\s*(read|open|show)?\s*(me\s+)?(the\s+)?((?<ordinal>first|second|third)(\s+(one|article))?|(article\s+|number\s+)?(?<digit>[1-3]))\s*[.?!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Which();
}

/// <summary>The *Read* button.</summary>
internal sealed class ReadArticleVerb(ArticleTalk talk) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "article", "part" };

    public bool ChangesSomething => false;

    public Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        _ = int.TryParse(action["part"], NumberStyles.None, CultureInfo.InvariantCulture, out var part);
        return talk.ReadAsync(turn, action["article"], part);
    }
}

/// <summary>The *This solved it* button.</summary>
internal sealed class SolvedVerb(ArticleTalk talk) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "article" };

    public bool ChangesSomething => true;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        var refusal = await talk.SolvedAsync(turn, action["article"]);
        if (refusal is null)
        {
            turn.Replace("conversation/done", new { title = Phrase.Of("knowledge.solved"), text = Phrase.Of("knowledge.solvedBy", new { number = action["article"] }) });
        }

        return refusal;
    }
}
