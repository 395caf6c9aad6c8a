using BotDesk.Conversation;
using BotDesk.Knowledge.Reading;

namespace BotDesk.Knowledge.Chat;

/// <summary>Articles that the person may read, to put into a conversation.</summary>
internal sealed class SharedArticles(KnowledgeSearch search, KnowledgeDesk desk) : ISharedSearch
{
    public const string Name = "articles";

    /// <summary>As many as are looked at; nobody pages further than that while writing.</summary>
    private const int Most = 50;

    /// <summary>Of the article's text, so that a list of them stays small enough for a channel.</summary>
    private const int MostLines = 8;
    private const int LongestLine = 400;

    public async Task<IReadOnlyList<Shareable>> FindAsync(Turn turn, string text, int skip, int top)
    {
        if (text.Length == 0 || skip >= Most)
        {
            return [];
        }

        var found = new List<Shareable>();
        foreach (var result in search.Find(new KnowledgeQuestion(text, turn.Person, Math.Min(skip + top, Most)) { Typing = true }).Results.Skip(skip))
        {
            if (await desk.FindAsync(result.Key, turn.Person) is not { } article)
            {
                continue;
            }

            var blocks = ArticleBlocks.Read(article.Body);
            found.Add(new Shareable(article.Title, result.Snippet.Text, "knowledge/shared", new
            {
                number = article.Number,
                title = article.Title,
                audience = article.Audience is null ? null : Phrase.Of("knowledge.notForEverybody"),
                updated = Phrase.Of("knowledge.updated", new { day = DateOnly.FromDateTime(article.ChangedAt.Date) }),
                lines = blocks.Take(MostLines).Select(block => new
                {
                    heading = block.Kind == ArticleBlockKind.Heading,
                    text = Short($"{(block.Marker.Length > 0 ? block.Marker + " " : "")}{string.Concat(block.Runs.Select(run => run.Text))}"),
                }),
                more = blocks.Count > MostLines ? Phrase.Of("knowledge.sharedMore", new { article.Number }) : null,
            }));
        }

        return found;
    }

    private static string Short(string text) => text.Length > LongestLine ? text[..LongestLine].TrimEnd() + "…" : text;
}
