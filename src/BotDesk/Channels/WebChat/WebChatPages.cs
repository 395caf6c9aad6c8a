using System.Text.Json;
using BotDesk.Access;
using BotDesk.Cards;
using BotDesk.Channels.WebChat.Pages;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Protocol.DirectLine;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Channels.WebChat;

/// <summary>The desk's own pages around the chat, and the token with which a page opens it.</summary>
internal static class WebChatPages
{
    public static void MapWebChatPages(this IEndpointRouteBuilder endpoints, bool isDevelopment)
    {
        endpoints.MapStaticAssets().AllowAnonymous();
        var home = endpoints.MapGet("/", HomeAsync).ExcludeFromDescription();
        endpoints.MapPost("/chat/token", TokenAsync).RequireAuthorization(DeskPolicies.Person).ExcludeFromDescription();
        if (isDevelopment)
        {
            // Here a visitor without a name may choose one.
            home.AllowAnonymous();
            // IResult: the generator of endpoints does not see the classes of pages.
            endpoints.MapGet("/cards", IResult (HttpContext context, CardLibrary cards) => Cards(context, cards)).AllowAnonymous().ExcludeFromDescription();
            endpoints.MapGet("/cards/{**card}", Samples).AllowAnonymous().ExcludeFromDescription();
        }
        else
        {
            home.RequireAuthorization(DeskPolicies.Person);
        }
    }

    private static async Task<Results<RazorComponentResult, ChallengeHttpResult>> HomeAsync(
        HttpContext context, SignedInPerson signedIn, OpenIdSettings openId, IDbContextFactory<DeskDb> readers, IHostEnvironment environment)
    {
        var root = context.Request.PathBase.Value ?? "";
        if (await signedIn.FindAsync(context.RequestAborted) is { } me)
        {
            var isDemo = environment.IsDevelopment() && root.EndsWith($"/as/{me.Handle}", StringComparison.Ordinal);
            return new RazorComponentResult<ChatPage>(new
            {
                Root = root,
                Me = me,
                IsDemo = isDemo,
                MaySignOut = !isDemo && openId.IsConfigured,
                Nonce = PageSecurity.Secure(context),
            });
        }

        if (!environment.IsDevelopment())
        {
            return TypedResults.Challenge();
        }

        await using var db = await readers.CreateDbContextAsync(context.RequestAborted);
        var people = await db.Set<Person>().Where(person => person.About != null).OrderBy(person => person.Id).ToListAsync(context.RequestAborted);
        PageSecurity.Secure(context);
        return new RazorComponentResult<WelcomePage>(new { Root = root, People = people });
    }

    /// <summary>A token for the person's own conversation. It is renewed by Direct Line's own means while the page is open.</summary>
    private static async Task<Results<Ok<ChatToken>, UnauthorizedHttpResult>> TokenAsync(
        HttpContext context, SignedInPerson signedIn, DeskWriter writer, DirectLineTokens tokens)
    {
        if (await signedIn.FindAsync(context.RequestAborted) is not { } person)
        {
            return TypedResults.Unauthorized();
        }

        var userId = WebChatChannel.UserId(person);
        await writer.WriteAsync(scope => scope.GetRequiredService<PeopleDesk>().LinkAsync(person, WebChatChannel.Id, userId), context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        var token = tokens.Create(userId, person.Name, WebChatChannel.HomeConversation(person));
        return TypedResults.Ok(new ChatToken(token.Token, token.ConversationId));
    }

    private static RazorComponentResult<CardsPage> Cards(HttpContext context, CardLibrary cards) =>
        new(new { Root = context.Request.PathBase.Value ?? "", cards.Cards, Nonce = PageSecurity.Secure(context) });

    /// <summary>A card with each of its samples in each language, as Web Chat gets it: <c>[{"name","content"}]</c>.</summary>
    private static Results<Ok<List<CardSample>>, NotFound> Samples(string card, CardLibrary cards) =>
        cards.Cards.Contains(card)
            ? TypedResults.Ok(cards.Samples(card).SelectMany(sample => Language.All.Select(language => new CardSample($"{sample.Key}, {language.Culture.Parent.NativeName}", WebChatView(cards.Render(card, sample.Value, language))))).ToList())
            : TypedResults.NotFound();

    private static JsonElement WebChatView(byte[] card) => JsonElement.Parse(WebChatCard.Adapter.Adapt(JsonElement.Parse(card)));

    internal sealed record ChatToken(string Token, string ConversationId);

    internal sealed record CardSample(string Name, JsonElement Content);
}
