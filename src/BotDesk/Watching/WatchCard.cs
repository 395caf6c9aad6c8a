using BotDesk.Knowledge;
using BotDesk.Knowledge.Reading;

namespace BotDesk.Watching;

/// <summary>The card with an answer that nobody had asked the bot for.</summary>
internal static class WatchCard
{
    public const string Path = "watching/answer";

    private const int MostLines = 2;
    private const int LongestLine = 220;

    /// <param name="place">What the asker calls the channel, where the answer is not in it; null under the question.</param>
    /// <param name="others">How many others said that it helped.</param>
    public static object Model(WatchedQuestion question, KnowledgeArticle article, string? place, int others) => new
    {
        intro = question.Verdict switch
        {
            Verdict.Helped => Phrase.Of("watching.helped"),
            Verdict.NotHelpful => Phrase.Of("watching.didNotHelp"),
            _ when place is not null => Phrase.Of("watching.aboutYours", new { channel = place }),
            _ => Phrase.Of("watching.mayAnswer"),
        },
        title = article.Title,
        lines = question.Verdict == Verdict.None ? Lines(article).Select(text => new { text }) : [],
        others = others > 0 ? Phrase.Of("watching.helpedOthers", new { count = others }) : null,
        isOpen = question.Verdict == Verdict.None,
        canFile = question.Verdict != Verdict.Helped,
        article = article.Number,
        question = $"{question.Id}",
    };

    /// <summary>What to do first; where the article has no steps, how it begins.</summary>
    private static IReadOnlyList<string> Lines(KnowledgeArticle article)
    {
        var blocks = ArticleBlocks.Read(article.Body).Where(block => block.Indent == 0).ToList();
        var steps = blocks.Where(block => block is { Kind: ArticleBlockKind.Item, Marker.Length: > 0 }).Take(MostLines).ToList();
        var shown = steps.Count > 0 ? steps : blocks.Where(block => block.Kind == ArticleBlockKind.Paragraph).Take(1);
        return [.. shown.Select(block => $"{(block.Marker.Length > 0 ? block.Marker + " " : "")}{Short(string.Concat(block.Runs.Select(run => run.Text)).ReplaceLineEndings(" ").Trim())}")];
    }

    /// <summary>Cut behind a sentence, where there is one.</summary>
    private static string Short(string text)
    {
        if (text.Length <= LongestLine)
        {
            return text;
        }

        var end = text[..LongestLine].LastIndexOf(". ", StringComparison.Ordinal);
        return end > LongestLine / 3 ? text[..(end + 1)] : text[..LongestLine].TrimEnd() + "…";
    }
}
