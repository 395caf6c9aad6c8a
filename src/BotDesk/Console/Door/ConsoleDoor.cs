using BotDesk.Access;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Console.Door;

/// <summary>
/// Lets agents and managers into the console (<see cref="DeskPolicies.Console"/>), and everybody to the pages that are open to everybody. An employee is told in a page where to go instead; in
/// Development somebody on this machine who is nobody yet chooses whom to be. Other strangers never come this far: a page without a
/// policy of its own has <see cref="DeskPolicies.Visitor"/>.
/// </summary>
internal sealed class ConsoleDoor(SignedInPerson signedIn, IAuthorizationService authorization, IDbContextFactory<DeskDb> readers) : IAsyncAuthorizationFilter
{
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        ConsoleHeaders.Secure(http);
        var everybody = context.ActionDescriptor.EndpointMetadata.OfType<OpenToEverybodyAttribute>().Any();
        if (!(await authorization.AuthorizeAsync(http.User, everybody ? DeskPolicies.Person : DeskPolicies.Console)).Succeeded)
        {
            context.Result = await signedIn.FindAsync(http.RequestAborted) is { } person ? NotForYou(person)
                : HttpMethods.IsGet(http.Request.Method) ? await AskWhoAsync(http.RequestAborted)
                : Notice.Show(new Notice("Choose who you are first", "The console does not know who does this, so nothing was done.", ("Choose", "~/console")), StatusCodes.Status401Unauthorized);
        }
    }

    private static IActionResult NotForYou(Person person) => Notice.Show(
        new Notice("This is where agents work", $"You are {person.Name}, and the console is for the desk's agents and managers. Your own tickets are in your chat.", ("Open the chat", "~/")),
        StatusCodes.Status403Forbidden);

    private async Task<IActionResult> AskWhoAsync(CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var people = await db.Set<Person>().Where(person => (person.Roles & (Roles.Agent | Roles.Manager | Roles.Approver)) != 0).OrderBy(person => person.Name).ToListAsync(cancellationToken);
        return Notice.Show("/Console/Door/WhoAreYou.cshtml", people, StatusCodes.Status200OK);
    }
}
