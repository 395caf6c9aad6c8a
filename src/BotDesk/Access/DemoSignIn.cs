using System.Globalization;
using System.Security.Claims;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Access;

/// <summary>
/// In Development one may be anybody, per browser tab: below <c>/as/mira/</c> every page is seen as Mira. The prefix becomes the
/// request's path base, so that every link of a page stays with the same person.
/// </summary>
internal sealed class DemoSignIn(RequestDelegate next, IDbContextFactory<DeskDb> readers)
{
    private const string Prefix = "/as/";

    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (!path.StartsWith(Prefix, StringComparison.Ordinal) || !IsLocal(context))
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

        context.User = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(SignedInPerson.PersonId, person.Id.ToString(CultureInfo.InvariantCulture)), new Claim(ClaimTypes.Name, person.Name)], "demo"));
        context.Request.PathBase = context.Request.PathBase.Add(Prefix + handle);
        context.Request.Path = end < 0 ? "/" : path[end..];
        await next(context);
    }

    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && System.Net.IPAddress.IsLoopback(address);
}
