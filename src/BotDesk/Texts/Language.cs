using System.Globalization;

namespace BotDesk.Texts;

/// <summary>A language that the desk speaks. What it says stands in the files beside this one, complete in each.</summary>
public sealed class Language
{
    public static readonly Language English = new("en", "en-GB", 0);

    public static readonly Language German = new("de", "de-DE", 1);

    public static readonly IReadOnlyList<Language> All = [English, German];

    private Language(string code, string culture, int number) => (Code, Culture, Number) = (code, CultureInfo.GetCultureInfo(culture), number);

    /// <summary>BCP 47, such as <c>de</c>.</summary>
    public string Code { get; }

    /// <summary>Its place among <see cref="All"/>.</summary>
    internal int Number { get; }

    /// <summary>How dates and numbers are written.</summary>
    public CultureInfo Culture { get; }

    /// <summary>That of the page or the REST request that is being answered (<see cref="CultureInfo.CurrentUICulture"/>). Conversations name theirs.</summary>
    public static Language Current => Of(CultureInfo.CurrentUICulture.Name) ?? English;

    /// <param name="locale">A BCP 47 tag, such as <c>de-AT</c>; may be missing.</param>
    /// <returns>Null where the desk does not speak it.</returns>
    public static Language? Of(string? locale)
    {
        foreach (var language in All)
        {
            if (locale is not null && locale.StartsWith(language.Code, StringComparison.OrdinalIgnoreCase) && (locale.Length == language.Code.Length || locale[language.Code.Length] is '-' or '_'))
            {
                return language;
            }
        }

        return null;
    }

    /// <summary>"3 March 2026", "3. März 2026".</summary>
    public string Day(DateTimeOffset day, bool year = true) => day.ToString((this == German ? "d. MMMM" : "d MMMM") + (year ? " yyyy" : ""), Culture);

    /// <inheritdoc cref="Day(DateTimeOffset, bool)"/>
    public string Day(DateOnly day) => day.ToString(this == German ? "d. MMMM yyyy" : "d MMMM yyyy", Culture);

    /// <summary>"Tuesday 3 March 2026", "Dienstag, 3. März 2026".</summary>
    public string Weekday(DateTimeOffset day) => day.ToString(this == German ? "dddd, d. MMMM yyyy" : "dddd d MMMM yyyy", Culture);

    public override string ToString() => Code;
}
