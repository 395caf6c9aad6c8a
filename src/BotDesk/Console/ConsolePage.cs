using BotDesk.Access;
using BotDesk.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace BotDesk.Console;

/// <summary>A page of the console. Whoever reaches it was let in (<see cref="Door.ConsoleDoor"/>).</summary>
internal abstract class ConsolePage(SignedInPerson signedIn) : PageModel
{
    /// <summary>For whom the page is made.</summary>
    public Person Reader { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Reader = (await signedIn.FindAsync(context.HttpContext.RequestAborted))!;
        // The pages are written in English, and so are the dates and names on them.
        Reader.ChosenLanguage = Language.English.Code;
        await next();
    }

    /// <summary>Says in a page of its own why there is nothing to show.</summary>
    protected static IActionResult Nothing(int status, string title, string text) => Notice.Show(new Notice(title, text), status);
}
