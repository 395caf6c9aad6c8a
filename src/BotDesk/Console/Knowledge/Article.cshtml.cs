using BotDesk.Access;
using BotDesk.Console.Html;
using BotDesk.Knowledge;
using BotDesk.Knowledge.Reading;
using BotDesk.Policy;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace BotDesk.Console.Knowledge;

/// <summary><c>/console/knowledge/KB12</c>: one article, as its readers in chat see it.</summary>
internal sealed class ArticleModel(SignedInPerson signedIn, KnowledgeDesk desk, PolicySource policy, TicketTimes times) : ConsolePage(signedIn)
{
    public KnowledgeArticle Article { get; private set; } = null!;

    public IReadOnlyList<ArticleBlock> Blocks { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string number)
    {
        if (await desk.FindAsync(number.ToUpperInvariant(), Reader) is not { } article)
        {
            return Nothing(StatusCodes.Status404NotFound, "No such article", "There is no article with this number that you may read.");
        }

        (Article, Blocks) = (article, ArticleBlocks.Read(article.Body));
        return Page();
    }

    public string? ServiceName => policy.Current.FindService(Article.Service)?.Name.ToString();

    public string For => Article.Audience switch
    {
        null => "For everybody",
        KnowledgeArticle.Agents => "For agents only",
        var group => $"For {policy.Current.FindGroup(group)?.Name ?? group} only",
    };

    public IHtmlContent Changed => Moments.Time(Article.ChangedAt, times.At(Article.ChangedAt, Reader).ToLowerFirst(), times.Exactly(Article.ChangedAt, Reader));
}
