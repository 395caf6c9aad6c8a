using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.Knowledge.Ranking;
using BotDesk.Search.Highlighting;

namespace BotDesk.Knowledge.Chat;

/// <summary>A problem or a question in free text: at most three articles on one card, or the offer of a ticket.</summary>
internal sealed class ProposeArticles(KnowledgeSearch search, KnowledgeDesk desk) : IIntentHandler
{
    private const int Most = 3;

    /// <summary>The estimated chance below which a second or third article is not worth its place on the card.</summary>
    private const double LeastConfidence = 0.02;

    public IReadOnlyList<Intent> Intents { get; } = [Intent.ReportProblem, Intent.AskQuestion];

    public Task HandleAsync(Turn turn) => ProposeAsync(turn, turn.Text);

    public async Task ProposeAsync(Turn turn, string said)
    {
        turn.State = turn.State with { Said = said, Offered = null, Awaiting = null };
        var answer = search.Find(new KnowledgeQuestion(said, turn.Person, Most));
        if (!answer.Answerable)
        {
            turn.State = turn.State with { Awaiting = new("knowledge.fileInstead", null) };
            turn.Show("conversation/choices", new
            {
                question = "I found no article that fits this. Shall I open a ticket with what you wrote?",
                choices = new[] { new { title = "Create a ticket", text = "create a ticket" }, new { title = "Talk to a person", text = "talk to a person" } },
            });
            return;
        }

        var results = answer.Results.Where((result, place) => place == 0 || result.Confidence >= LeastConfidence).ToList();
        var articles = results.Select(result => result.Key).ToList();
        var offer = await desk.OfferAsync(turn.Person, said, articles);
        turn.State = turn.State with { Offered = new OfferedArticles(offer, articles) };
        turn.Show("knowledge/suggestions", new
        {
            intro = articles.Count == 1 ? "This may solve it:" : "One of these may solve it:",
            articles = results.Select(result => new { number = result.Key, title = Title(result), snippet = Runs(result.Snippet) }),
        });
    }

    private static string Title(KnowledgeResult result) => result.Title.Text.Length > 0 ? result.Title.Text : result.Key;

    /// <summary>The snippet as runs of text, what matched marked.</summary>
    private static List<object> Runs(Snippet snippet)
    {
        var runs = new List<object>();
        var at = 0;
        void Add(string text, bool highlight)
        {
            if (text.Length > 0)
            {
                runs.Add(new { text = text.ReplaceLineEndings(" "), highlight });
            }
        }

        Add(snippet.CutBefore ? "… " : "", highlight: false);
        foreach (var range in snippet.Ranges)
        {
            Add(snippet.Text[at..range.Start], highlight: false);
            Add(snippet.Text[range.Start..range.End], highlight: true);
            at = range.End;
        }

        Add(snippet.Text[at..], highlight: false);
        Add(snippet.CutAfter ? " …" : "", highlight: false);
        return runs;
    }
}
