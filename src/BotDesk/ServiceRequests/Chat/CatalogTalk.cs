using System.Globalization;
using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.ServiceRequests.Chat;

/// <summary>Shows what can be ordered.</summary>
internal sealed class CatalogTalk(Catalog catalog)
{
    public const string Path = "serviceRequests/catalog";

    private const int PageSize = 6;
    private const int MostCategories = 6;

    /// <param name="words">What it is to be about; empty for everything.</param>
    /// <param name="page">From 1.</param>
    public void Show(Turn turn, string words, int page) => turn.Show(Path, Model(turn.Person, words, page));

    public object Model(Person reader, string words, int page)
    {
        var found = catalog.Search(words, reader);
        var everything = catalog.For(reader).Count == found.Count;
        return new
        {
            heading = everything ? Phrase.Of("serviceRequests.catalog.all") : Phrase.Of("serviceRequests.catalog.fits"),
            count = found.Count == 0 ? null : Phrase.Of("serviceRequests.catalog.items", new { count = found.Count }),
            words = everything || found.Count == 0 ? null : words,
            items = found.Skip((page - 1) * PageSize).Take(PageSize).Select(item => new
            {
                key = item.Key,
                name = item.Name,
                category = item.Category,
                description = item.Description,
                terms = CatalogWords.Terms(item),
            }),
            categories = everything && page == 1 ? Categories(found) : [],
            empty = found.Count > 0 ? null : Phrase.Of("serviceRequests.catalog.nothing", new { words = words.Length > 60 ? words[..60] + "…" : words }),
            all = everything ? null : new { text = "what can I order?" },
            other = found.Count == 0 ? new { text = $"request: {words}" } : null,
            more = found.Count > page * PageSize ? new { words, page = page + 1 } : null,
        };
    }

    /// <summary>Those of what the reader sees, the largest first.</summary>
    private static IEnumerable<object> Categories(IEnumerable<CatalogItem> items) =>
        items.Where(item => item.Category is not null).GroupBy(item => item.Category!).OrderByDescending(group => group.Count()).Take(MostCategories)
            .Select(group => new { words = group.Key, title = Phrase.Of("serviceRequests.catalog.category", new { name = group.Key, count = group.Count() }) });
}

/// <summary>What somebody can order, on a page of their own.</summary>
internal sealed class CatalogOnHome(CatalogTalk talk) : IHomePart
{
    public Task<CardView?> RenderAsync(Person person) => Task.FromResult<CardView?>(new CardView(CatalogTalk.Path, talk.Model(person, "", page: 1)));
}

/// <summary>"what can I order?", "what software can I get", "catalog".</summary>
internal sealed partial class CatalogCommand(CatalogTalk talk, Catalog catalog) : ICommand
{
    public ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (Command().Match(turn.Text) is not { Success: true } match)
        {
            return ValueTask.FromResult(false);
        }

        // "what help can I get" asks for something else.
        var words = $"{match.Groups["what"].Value} {match.Groups["more"].Value}".Trim();
        if (match.Groups["vague"].Success && words.Length > 0 && catalog.Search(words, turn.Person).Count == 0)
        {
            return ValueTask.FromResult(false);
        }

        turn.State = turn.State with { Awaiting = null };
        talk.Show(turn, words, page: 1);
        return ValueTask.FromResult(true);
    }

    [GeneratedRegex(
        """
        ^\s*(?:(?:hi|hello|hey|please|pls)[\s,]+)*(?:
            (?:what|which)(?:\ else|\ all)?(?:\ (?:(?:kinds?|sorts?)\ of\ )?(?<what>[^?.!]{1,60}?))?\ (?:can|could|may)\ (?:i|we|one)\ (?:order|request|ask\ for|(?<vague>get|have|buy|use))(?:\ (?<more>[^?.!]{1,80}))?
          | (?:what|which)\ (?<what>[^?.!]{1,60}?)\ (?:is|are)\ (?<vague>available|on\ offer|offered|there)(?:\ (?<more>[^?.!]{1,80}))?
          | (?:(?:show|open|browse|list|see|search)\ )?(?:me\ )?(?:the\ |your\ |our\ )?(?:service\ |it\ )?catalog(?:ue)?(?:\ (?:for|of|about|on)?\ ?(?<more>[^?.!]{1,80}))?
          | (?:what(?:'s|\ is)\ (?:in\ the\ catalog(?:ue)?|there\ to\ order)|what\ (?:do|can)\ you\ (?:offer|provide))
          | (?:was|welche[rns]?\ (?<what>[^?.!]{1,60}?))\ (?:kann|können|darf)\ (?:ich|man|wir)\ (?:hier\ )?(?:alles\ )?(?:bestellen|beantragen|anfordern)
          | (?:zeig(?:e)?\ (?:mir\ )?)?(?:den\ )?(?:service)?katalog
          | orders?|(?:etwas\ )?bestellen|bestellung
        )\s*[?.!]*\s*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Command();
}

/// <summary>The next page of the catalog.</summary>
internal sealed class BrowseCatalogVerb(CatalogTalk talk) : ICardVerb
{
    private const int LongestWords = 200;

    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "words", "page" };

    public bool ChangesSomething => false;

    public Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        _ = int.TryParse(action["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page);
        var words = action["words"];
        talk.Show(turn, words.Length > LongestWords ? words[..LongestWords] : words, Math.Clamp(page, 1, 1000));
        return Task.FromResult<Refusal?>(null);
    }
}

/// <summary>*Order* beside an item: opens its form.</summary>
internal sealed class OrderItemVerb(NewRequest newRequest, Catalog catalog) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "item" };

    public bool ChangesSomething => false;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        if (catalog.Find(action["item"], turn.Person) is not { } item)
        {
            return Refusal.NotFound(Phrase.Of("serviceRequests.noLongerInCatalog"));
        }

        turn.State = turn.State with { Said = null, Awaiting = null };
        await newRequest.OpenAsync(turn, item, new Dictionary<string, string> { [Forms.RequestFields.Title] = item.Name.In(turn.Language) });
        return null;
    }
}
