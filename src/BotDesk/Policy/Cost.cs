using System.Globalization;
using System.Text.RegularExpressions;

namespace BotDesk.Policy;

public enum CostPeriod
{
    Once,
    Month,
    Year,
}

/// <summary>What an order costs: a number to decide by and the words to show.</summary>
/// <param name="Currency">Three letters, ISO 4217.</param>
public readonly partial record struct Cost(decimal Amount, string Currency, CostPeriod Period)
{
    /// <summary>As it is written in the file: <c>14.50 EUR per month</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Amount:0.00} {Currency}") + Period switch
        {
            CostPeriod.Month => " per month",
            CostPeriod.Year => " per year",
            _ => "",
        };

    internal static (Cost? Value, string? Wrong) Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
        {
            return (null, "is not a cost; write it like '280 EUR' or '14.50 EUR per month'");
        }

        var period = match.Groups["period"].Value switch { "month" => CostPeriod.Month, "year" => CostPeriod.Year, _ => CostPeriod.Once };
        return (new Cost(decimal.Parse(match.Groups["amount"].Value, CultureInfo.InvariantCulture), match.Groups["currency"].Value, period), null);
    }

    [GeneratedRegex(@"\A(?<amount>[0-9]{1,12}(\.[0-9]{1,2})?) (?<currency>[A-Z]{3})( per (?<period>month|year))?\z")]
    private static partial Regex Form();
}
