using BotDesk.Access;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Search.Analysis;

namespace BotDesk.ServiceRequests;

/// <summary>What can be ordered, as one person sees it: an item that is not for them does not exist.</summary>
public sealed class Catalog(PolicySource policy)
{
    private const int NameWeight = 4;
    private const int KeywordWeight = 3;
    private const int OtherWeight = 1;

    private static readonly EnglishAnalyzer Words = new();

    /// <summary>Said when something is wanted, whatever it is.</summary>
    private static readonly EnglishAnalyzer Telling = new(StopWords.English.Concat(
    [
        "i", "we", "me", "my", "our", "us", "you", "can", "could", "may", "what", "which", "who", "how", "get", "have", "has", "order", "request", "need", "want", "like", "would", "please", "some", "any", "new", "something", "thing", "things", "stuff",
        "all", "everything", "do", "does", "from", "about", "kind", "kinds", "sort", "available", "catalog", "catalogue", "item", "items", "here", "am", "allowed", "else", "ask", "show", "list", "possible",
    ]));

    public static bool IsFor(CatalogItem item, Person person, DeskPolicy policy) => item.Audience is not { } audience || audience.Includes(person, policy);

    /// <summary>In the order of the policy.</summary>
    public IReadOnlyList<CatalogItem> For(Person person)
    {
        var current = policy.Current;
        return [.. current.Catalog.Where(item => IsFor(item, person, current))];
    }

    public CatalogItem? Find(string key, Person person) => policy.Current.FindCatalogItem(key) is { } item && IsFor(item, person, policy.Current) ? item : null;

    /// <summary>Items about these words, the best first.</summary>
    /// <param name="words">As they were said; without any word that tells something, everything fits.</param>
    public IReadOnlyList<CatalogItem> Search(string words, Person person) => Search(words, For(person));

    /// <inheritdoc cref="Search(string, Person)"/>
    public IReadOnlyList<CatalogItem> Search(string words, IReadOnlyList<CatalogItem> among)
    {
        var asked = Terms(Telling, words);
        if (words.Trim() is { Length: > 0 } named && among.Where(item => item.Category?.IsCalled(named) == true).OrderByDescending(item => Score(item, asked)).ToList() is { Count: > 0 } category)
        {
            return category;
        }

        if (asked.Count == 0)
        {
            return among;
        }

        var scored = among.Select(item => (item, score: Score(item, asked))).Where(match => match.score > 0).ToList();
        var best = scored.Select(match => match.score).DefaultIfEmpty().Max();
        return [.. scored.Where(match => match.score * 2 >= best).OrderByDescending(match => match.score).Select(match => match.item)];
    }

    /// <summary>The item that somebody means who says what they need: the one with the longest name or keyword in what they said.</summary>
    public CatalogItem? Meant(string said, Person person)
    {
        var text = $" {said} ".ToLowerInvariant();
        var stems = $" {string.Join(' ', Words.Tokens(said).Select(token => token.Term))} ";
        return For(person)
            .Select(item => (item, length: item.Keywords.Concat(item.Name.Everywhere).Where(phrase => IsSaid(phrase.ToLowerInvariant(), text, stems)).Select(phrase => phrase.Length).DefaultIfEmpty().Max()))
            .Where(match => match.length > 0)
            .OrderByDescending(match => match.length)
            .Select(match => match.item)
            .FirstOrDefault();
    }

    private int Score(CatalogItem item, HashSet<string> asked)
    {
        var service = policy.Current.FindService(item.Service);
        (HashSet<string> Terms, int Weight)[] parts =
        [
            (Terms(Words, string.Join(' ', item.Name.Everywhere)), NameWeight),
            (Terms(Words, string.Join(' ', item.Keywords.Concat(item.Category?.Everywhere ?? []))), KeywordWeight),
            (Terms(Words, string.Join(' ', [.. item.Description.Everywhere, .. service?.Name.Everywhere ?? [], .. service?.Keywords ?? []])), OtherWeight),
        ];
        return asked.Sum(term => parts.Where(part => part.Terms.Contains(term)).Select(part => part.Weight).DefaultIfEmpty().Max());
    }

    private static HashSet<string> Terms(EnglishAnalyzer analyzer, string text) => [.. analyzer.Tokens(text).Select(token => token.Term)];

    private static bool IsSaid(string phrase, string text, string stems) =>
        ContainsWord(text, phrase) || stems.Contains($" {string.Join(' ', Words.Tokens(phrase).Select(token => token.Term))} ", StringComparison.Ordinal);

    private static bool ContainsWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (!char.IsLetterOrDigit(text[at - 1]) && !char.IsLetterOrDigit(text[at + word.Length]))
            {
                return true;
            }
        }

        return false;
    }
}
