using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.Knowledge.Ranking;
using BotDesk.Search.Highlighting;

namespace BotDesk.Knowledge.Chat;

/// <summary>A problem or a question in free text: at most three articles on one card, or the offer of a ticket.</summary>
internal sealed class ProposeArticles(KnowledgeSearch search, KnowledgeDesk desk, AnswerWording wording) : IIntentHandler
{
    private const int Most = 3;

    /// <summary>What somebody said in several turns is kept to its end: the last turns say it best.</summary>
    private const int LongestTogether = 4000;

    /// <summary>The estimated chance below which a second or third article is not worth its place on the card.</summary>
    private const double LeastConfidence = 0.02;

    public IReadOnlyList<Intent> Intents { get; } = [Intent.ReportProblem, Intent.AskQuestion];

    public Task HandleAsync(Turn turn) => ProposeAsync(turn, turn.Text);

    public Task ProposeAsync(Turn turn, string said) => AnswerAsync(turn, said, search.Find(new KnowledgeQuestion(said, turn.Person, Most)));

    /// <summary>Something that narrows what was said before ("no, on my phone").</summary>
    /// <param name="rejects">Whether it certainly belongs to what was said before; otherwise it is taken for itself where it can be answered so.</param>
    public Task NarrowAsync(Turn turn, string earlier, string said, bool rejects)
    {
        if (!rejects && search.Find(new KnowledgeQuestion(said, turn.Person, Most)) is { Answerable: true } alone)
        {
            return AnswerAsync(turn, said, alone);
        }

        var together = $"{earlier}\n{said}";
        return AnswerAsync(
            turn, together.Length > LongestTogether ? together[^LongestTogether..] : together,
            search.Find(new KnowledgeQuestion(said, turn.Person, Most) { Earlier = earlier }));
    }

    private async Task AnswerAsync(Turn turn, string said, KnowledgeAnswer answer)
    {
        turn.State = turn.State with { Said = said, Offered = null, Awaiting = null };
        if (!answer.Answerable)
        {
            turn.State = turn.State with { Awaiting = new(Awaited.WhetherToFile, null) };
            turn.Show("conversation/choices", new
            {
                question = Phrase.Of("knowledge.noneFits"),
                choices = new[] { new { title = Phrase.Of("knowledge.createTicket"), text = "create a ticket" }, new { title = Phrase.Of("conversation.choice.person"), text = "talk to a person" } },
            });
            return;
        }

        var results = answer.Results.Where((result, place) => place == 0 || result.Confidence >= LeastConfidence).ToList();
        var articles = results.Select(result => result.Key).ToList();
        var worded = await wording.WordAsync(turn, said, articles);
        var offer = await desk.OfferAsync(turn.Person, said, articles);
        turn.State = turn.State with { Offered = new OfferedArticles(offer, articles) };
        turn.Show("knowledge/suggestions", new
        {
            intro = articles.Count == 1 ? Phrase.Of("knowledge.thisMay") : Phrase.Of("knowledge.oneMay"),
            answer = worded.Select(sentence => new { text = sentence.Text, articles = string.Join(", ", sentence.Articles) }),
            articles = results.Select(result => new { number = result.Key, title = Title(result), snippet = Runs(result.Snippet) }),
        });
    }

    private static string Title(KnowledgeResult result) => result.Title.Text.Length > 0 ? result.Title.Text : result.Key;

    /// <summary>The snippet as runs of text, what matched marked.</summary>
    private static List<object> Runs(Snippet snippet) =>
        [.. snippet.Pieces().Select(piece => new { text = piece.Text.ReplaceLineEndings(" "), highlight = piece.IsMatch })];
}
