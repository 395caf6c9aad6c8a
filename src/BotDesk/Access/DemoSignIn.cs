using System.Globalization;
using System.Security.Claims;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Access;

/// <summary>
/// In Development one may be anybody, per browser tab: below <c>/as/mira/</c> every page is seen as Mira. The prefix becomes the
/// request's path base, so that every link of a page stays with the same person. Runs before routing and authentication.
/// </summary>
internal sealed class DemoSignIn(RequestDelegate next, IDbContextFactory<DeskDb> readers, LocalDevelopment development)
{
    private const string Prefix = "/as/";

    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (!path.StartsWith(Prefix, StringComparison.Ordinal) || !development.LetsIn(context))
        {
            await next(context);
            return;
        }

        var end = path.IndexOf('/', Prefix.Length);
        var handle = end < 0 ? path[Prefix.Length..] : path[Prefix.Length..end];
        await using var db = await readers.CreateDbContextAsync(context.RequestAborted);
        if (await db.Set<Person>().FirstOrDefaultAsync(candidate => candidate.Handle == handle, context.RequestAborted) is not { } person)
        {
            await next(context);
            return;
        }

        context.Features.Set(new DemoVisitor(new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(SignedInPerson.PersonId, person.Id.ToString(CultureInfo.InvariantCulture)), new Claim(ClaimTypes.Name, person.Name)], "demo"))));
        context.Request.PathBase = context.Request.PathBase.Add(Prefix + handle);
        context.Request.Path = end < 0 ? "/" : path[end..];
        await next(context);
    }
}

/// <summary>Whom the visitor of this request has chosen to be.</summary>
internal sealed record DemoVisitor(ClaimsPrincipal Principal);
