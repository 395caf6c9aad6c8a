using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace BotDesk.Console.Html;

/// <summary>Instants on a page.</summary>
internal static class Moments
{
    /// <param name="words">As people say it.</param>
    /// <param name="exactly">For who needs to know exactly; shows when the pointer rests on it.</param>
    public static IHtmlContent Time(DateTimeOffset at, string words, string exactly)
    {
        var time = new TagBuilder("time");
        time.Attributes["datetime"] = at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        time.Attributes["title"] = exactly;
        time.InnerHtml.Append(words);
        return time;
    }
}
