using BotDesk.Knowledge;
using BotDesk.Knowledge.Ranking;
using BotDesk.People;

namespace BotDesk.LiveChat;

/// <summary>Articles that may answer what the requester wrote last, for the agent to send: only such as the requester may read.</summary>
public sealed class LiveChatSuggestions(KnowledgeSearch search)
{
    private const int Most = 3;

    /// <summary>The estimated chance below which an article would only be in the way.</summary>
    private const double LeastConfidence = 0.1;

    /// <returns>Empty when none is likely.</returns>
    public IReadOnlyList<KnowledgeResult> For(string said, Person requester)
    {
        var answer = search.Find(new KnowledgeQuestion(said, requester, Most));
        return answer.Answerable ? [.. answer.Results.Where((result, place) => place == 0 || result.Confidence >= LeastConfidence)] : [];
    }

    public object Card(LiveConversation chat, IReadOnlyList<KnowledgeResult> articles) => new
    {
        chat = chat.Number,
        requester = chat.Requester.Name,
        articles = articles.Select(article => new { number = article.Key, title = article.Title.Text.Length > 0 ? article.Title.Text : article.Key }),
    };
}
