using Microsoft.AspNetCore.Mvc.RazorPages;

namespace BotDesk.Console.Door;

/// <summary>
/// <c>/console/sign-out</c>. A page of its own, because signing out leads on to the identity provider, and a browser follows a form there
/// only where <c>form-action</c> allows it.
/// </summary>
internal sealed class SignOutModel : PageModel
{
    public void OnGet() => ConsoleHeaders.Secure(HttpContext, formsLeadTo: "https:");
}
