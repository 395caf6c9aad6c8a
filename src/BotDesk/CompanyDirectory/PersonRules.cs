using System.Globalization;
using System.Net.Mail;

namespace BotDesk.CompanyDirectory;

/// <summary>What fits into a person, wherever it comes from.</summary>
internal static class PersonRules
{
    public const int LongestValue = 200;

    public static bool IsAddress(string text) => MailAddress.TryCreate(text, out _);

    public static bool IsTimeZone(string text) => TimeZoneInfo.TryFindSystemTimeZoneById(text, out _);

    /// <summary>Whether it is a BCP 47 tag of a language that is known.</summary>
    public static bool IsLocale(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag, predefinedOnly: true) is not null;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }

    public static string? Short(string? text) => text?.Length > LongestValue ? text[..LongestValue] : text;
}
