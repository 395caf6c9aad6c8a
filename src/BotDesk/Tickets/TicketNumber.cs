using System.Globalization;
using System.Text.RegularExpressions;
using BotDesk.Data;

namespace BotDesk.Tickets;

/// <summary>The kinds of numbers the desk gives; each counts for itself.</summary>
public static class NumberSeries
{
    public const string Incident = "INC";
    public const string ServiceRequest = "REQ";
    public const string Change = "CHG";
    public const string KnowledgeArticle = "KB";
    public const string LiveConversation = "CHAT";
}

/// <summary>Gives numbers. One that was given is never given again, also when what it was for is gone.</summary>
public sealed class TicketNumbers(DeskDb db)
{
    /// <summary>The next number of a series, such as <c>INC42</c>; taken back if the operation fails.</summary>
    public async Task<string> NextAsync(string series) => series + (await NextRangeAsync(series, 1)).ToString(CultureInfo.InvariantCulture);

    /// <summary>The first of so many numbers in a row.</summary>
    public async Task<long> NextRangeAsync(string series, int count)
    {
        var last = await db.QueryFirstAsync<long>(
            "INSERT INTO number_series (prefix, last) VALUES (@series, @count) ON CONFLICT (prefix) DO UPDATE SET last = number_series.last + @count RETURNING last",
            new { series, count });
        return last - count + 1;
    }
}

/// <summary>Reads numbers as people write them.</summary>
public static partial class TicketNumber
{
    /// <summary>The number in its one spelling (<c>INC42</c>) from any of "inc 42", "INC-0042", "#INC42"; null when it is none.</summary>
    public static string? Normalise(string? text) =>
        text is not null && Spelling().Match(text) is { Success: true } match
            ? match.Groups["series"].Value.ToUpperInvariant() + match.Groups["digits"].Value.TrimStart('0')
            : null;

    [GeneratedRegex(@"^\s*#?(?<series>INC|REQ|CHG|PRB)[\s\-_#:]*(?<digits>0*[1-9][0-9]{0,8})\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Spelling();
}
