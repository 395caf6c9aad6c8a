using BotDesk.Access;
using BotDesk.Policy;

namespace BotDesk.Console.Catalog;

/// <summary><c>/console/catalog</c>: everything that can be ordered, or what fits some words.</summary>
internal sealed class CatalogModel(SignedInPerson signedIn, ServiceRequests.Catalog catalog, PolicySource policy) : ConsolePage(signedIn)
{
    private const int LongestQuestion = 200;

    public string Question { get; private set; } = "";

    /// <summary>By category in the order of the policy; what was looked for stands together, the best first.</summary>
    public IReadOnlyList<(string Category, IReadOnlyList<CatalogItem> Items)> Sections { get; private set; } = [];

    public int Count => Sections.Sum(section => section.Items.Count);

    public DeskPolicy Policy => policy.Current;

    public void OnGet(string? q)
    {
        Question = (q ?? "").Trim();
        Question = Question.Length > LongestQuestion ? Question[..LongestQuestion] : Question;
        var found = catalog.Search(Question, Policy.Catalog);
        Sections = Question.Length > 0
            ? found.Count == 0 ? [] : [("What fits", found)]
            : [.. found.GroupBy(item => item.Category ?? "Other").Select(section => (section.Key.ToString(), (IReadOnlyList<CatalogItem>)[.. section]))];
    }
}
