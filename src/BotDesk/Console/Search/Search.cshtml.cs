using BotDesk.Access;
using BotDesk.AgentSearch;

namespace BotDesk.Console.Search;

/// <summary><c>/console/search</c>: tickets and articles by a query in Lucene's classic syntax.</summary>
internal sealed class SearchModel(SignedInPerson signedIn, DeskSearch search) : ConsolePage(signedIn)
{
    private const int MostOfEach = 20;
    private const int LongestQuery = 500;

    public string Query { get; private set; } = "";

    /// <summary>Null while nothing was asked, or it could not be read.</summary>
    public FoundAtDesk? Found { get; private set; }

    /// <summary>Why the query could not be read.</summary>
    public string? Problem { get; private set; }

    public async Task OnGetAsync(string? q)
    {
        Query = (q ?? "").Trim();
        Query = Query.Length > LongestQuery ? Query[..LongestQuery] : Query;
        if (Query.Length > 0)
        {
            var outcome = await search.FindAsync(Query, Reader, MostOfEach);
            (Found, Problem) = (outcome.Value, outcome.Refusal?.Message.ToString());
        }
    }
}
