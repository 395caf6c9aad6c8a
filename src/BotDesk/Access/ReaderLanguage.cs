using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace BotDesk.Access;

/// <summary>Answers each web request in the language of the person who makes it, or the one that it accepts. Only words follow it, no number and no date.</summary>
internal static class ReaderLanguage
{
    public static void UseReaderLanguage(this WebApplication app) => app.UseRequestLocalization(new RequestLocalizationOptions
    {
        DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture.Name, Language.English.Code),
        SupportedCultures = [CultureInfo.InvariantCulture],
        SupportedUICultures = [.. Language.All.Select(language => CultureInfo.GetCultureInfo(language.Code))],
        RequestCultureProviders = [new CustomRequestCultureProvider(async context => new ProviderCultureResult("", (await OfAsync(context)).Code))],
    });

    public static async Task<Language> OfAsync(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/console", StringComparison.OrdinalIgnoreCase) ? Language.English
        : (context.User.HasClaim(claim => claim.Type == SignedInPerson.PersonId) ? await context.RequestServices.GetRequiredService<SignedInPerson>().FindAsync(context.RequestAborted) : null)?.Language
        ?? context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(accepted => accepted.Quality ?? 1).Select(accepted => Language.Of(accepted.Value.Value)).FirstOrDefault(language => language is not null)
        ?? Language.English;
}
