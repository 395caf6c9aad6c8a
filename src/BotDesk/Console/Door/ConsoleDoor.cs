using BotDesk.Access;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Protocol;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Console.Door;

/// <summary>
/// Lets agents and managers into the console. Others are told why not; in Development somebody on this machine who is nobody yet
/// chooses whom to be.
/// </summary>
internal sealed class ConsoleDoor(SignedInPerson signedIn, IHostEnvironment environment, IDbContextFactory<DeskDb> readers) : IAsyncAuthorizationFilter
{
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        ConsoleHeaders.Secure(http);
        context.Result = await signedIn.FindAsync(http.RequestAborted) switch
        {
            { MaySeeConsole: true } => null,
            { } person => Notice.Show(
                new Notice("This is where agents work", $"You are {person.Name}, and the console is for the desk's agents and managers. Your own tickets are in your chat.", ("Open the chat", "~/")),
                StatusCodes.Status403Forbidden),
            null => await AskWhoAsync(http),
        };
    }

    private async Task<IActionResult> AskWhoAsync(HttpContext http)
    {
        if (environment.IsDevelopment() && LocalCaller.IsLocal(http) && HttpMethods.IsGet(http.Request.Method))
        {
            await using var db = await readers.CreateDbContextAsync(http.RequestAborted);
            var people = await db.Set<Person>().Where(person => (person.Roles & (Roles.Agent | Roles.Manager)) != 0).OrderBy(person => person.Name).ToListAsync(http.RequestAborted);
            return Notice.Show("/Console/Door/WhoAreYou.cshtml", people, StatusCodes.Status200OK);
        }

        return http.RequestServices.GetService<IAuthenticationSchemeProvider>() is { } schemes && await schemes.GetDefaultChallengeSchemeAsync() is not null
            ? new ChallengeResult()
            : Notice.Show(new Notice("Sign in first", "The console does not know who you are.", ("Go to the start", "~/")), StatusCodes.Status401Unauthorized);
    }
}
