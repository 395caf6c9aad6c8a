namespace BotDesk.Changes;

/// <summary>The single things that a change touches, such as servers, as somebody listed them: "SRV-APP-03, mail gateway".</summary>
public static class ChangeItems
{
    public const int Most = 30;
    public const int LongestName = 100;

    private static readonly char[] Between = [',', ';', '\n', '\r'];

    /// <summary>Each once, in one spelling, so that two changes that mean the same thing are found.</summary>
    public static IReadOnlyList<string> Read(string written) =>
        [.. written.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => item.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];

    /// <summary>As they are kept and shown: as they were typed, with commas between.</summary>
    public static string Tidy(string written) =>
        string.Join(", ", written.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).DistinctBy(item => item.ToLowerInvariant()));
}
