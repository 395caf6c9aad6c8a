using System.Text.RegularExpressions;

namespace BotDesk.Changes;

/// <summary>Finds words of the policy in what somebody said.</summary>
internal static class SaidWords
{
    /// <summary>Whether these words stand there, whole and in this order.</summary>
    public static bool Has(string said, string words) => Regex.IsMatch(
        said, $@"(?<![\p{{L}}\d]){Regex.Escape(words.Trim()).Replace(@"\ ", @"\s+", StringComparison.Ordinal)}(?![\p{{L}}\d])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
