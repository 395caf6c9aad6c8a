using System.Globalization;
using BotDesk.Access;
using BotDesk.Knowledge;
using BotDesk.Knowledge.Ranking;

namespace BotDesk.Console.Knowledge;

/// <summary><c>/console/knowledge</c>: the articles that the reader may see, all of them or those that answer a question.</summary>
internal sealed class KnowledgeModel(SignedInPerson signedIn, KnowledgeDesk desk, KnowledgeSearch search) : ConsolePage(signedIn)
{
    private const int PageSize = 50;
    private const int MostFound = 20;
    private const int LongestQuestion = 500;

    public string Question { get; private set; } = "";

    /// <summary>Null while nothing was asked.</summary>
    public KnowledgeAnswer? Answer { get; private set; }

    public IReadOnlyList<ArticleTitle> Articles { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>From 1.</summary>
    public int At { get; private set; } = 1;

    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    public async Task OnGetAsync(string? q, string? page)
    {
        Question = (q ?? "").Trim();
        Question = Question.Length > LongestQuestion ? Question[..LongestQuestion] : Question;
        if (Question.Length > 0)
        {
            Answer = search.Find(new KnowledgeQuestion(Question, Reader, MostFound));
            return;
        }

        At = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, 100_000) : 1;
        (Articles, Total) = await desk.ListAsync(Reader, (At - 1) * PageSize, PageSize);
    }
}
