using System.Globalization;
using BotDesk.Policy;

namespace BotDesk.ServiceRequests.Forms;

/// <summary>One value as it was read.</summary>
/// <param name="Value">What is stored; null when there is nothing.</param>
/// <param name="Text">The same in words.</param>
/// <param name="Error">Why it does not fit; null when it does.</param>
public readonly record struct FieldReading(string? Value, Phrase Text, Phrase? Error);

/// <summary>Reads what was typed into one field.</summary>
internal static class FieldReader
{
    private const int LongestLine = 200;
    private const int LongestText = 3000;

    /// <summary>Asks for what is not there.</summary>
    public static Phrase Missing(FieldType type) => type switch
    {
        FieldType.Choice => Phrase.Of("serviceRequests.missing.choice"),
        FieldType.MultipleChoice => Phrase.Of("serviceRequests.missing.choices"),
        FieldType.Person => Phrase.Of("serviceRequests.missing.person"),
        FieldType.Date => Phrase.Of("serviceRequests.missing.date"),
        FieldType.Time => Phrase.Of("serviceRequests.missing.time"),
        FieldType.Number => Phrase.Of("serviceRequests.missing.number"),
        FieldType.YesNo => Phrase.Of("serviceRequests.missing.yesNo"),
        _ => Phrase.Of("serviceRequests.missing.text"),
    };

    /// <param name="written">Not empty.</param>
    public static FieldReading Read(FormField field, string written, IReadOnlyList<Choice> choices, DateOnly today) => field.Type switch
    {
        FieldType.Choice or FieldType.YesNo => One(written, choices),
        FieldType.MultipleChoice => Several(field, written, choices),
        FieldType.Date => Date(field, written, today),
        FieldType.Time => Time(field, written),
        FieldType.Number => Number(field, written),
        _ => Text(field, written),
    };

    /// <summary>A day as people read it.</summary>
    public static Phrase Words(DateOnly day) => Phrase.Of("serviceRequests.day", new { day });

    private static FieldReading One(string written, IReadOnlyList<Choice> choices)
    {
        var chosen = RequestFields.Chosen(written is "true" ? FormField.Yes : written is "false" ? FormField.No : written, choices);
        return chosen is [var only] && choices.FirstOrDefault(choice => choice.Key == only) is { } choice
            ? new(choice.Key, choice.Label, null)
            : Wrong(Phrase.Of("serviceRequests.wrong.notOffered", new { what = Shorten(written) }));
    }

    private static FieldReading Several(FormField field, string written, IReadOnlyList<Choice> choices)
    {
        var chosen = RequestFields.Chosen(written, choices);
        if (chosen.FirstOrDefault(key => choices.All(choice => choice.Key != key)) is { } unknown)
        {
            return Wrong(Phrase.Of("serviceRequests.wrong.notAmong", new { what = Shorten(unknown) }));
        }

        // In the order in which they are offered, however they were clicked.
        var inOrder = choices.Where(choice => chosen.Contains(choice.Key)).ToList();
        return field.Amount.Min is { } min && inOrder.Count < min ? Wrong(Phrase.Of("serviceRequests.wrong.choicesMin", new { min }))
            : field.Amount.Max is { } max && inOrder.Count > max ? Wrong(Phrase.Of("serviceRequests.wrong.choicesMax", new { max }))
            : new(string.Join(',', inOrder.Select(choice => choice.Key)), Phrase.Join(", ", inOrder.Select(choice => choice.Label)), null);
    }

    private static FieldReading Date(FormField field, string written, DateOnly today)
    {
        if (!DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return Wrong(Phrase.Of("serviceRequests.wrong.date"));
        }

        return field.Days.Min is { } min && day < min.On(today) ? Wrong(min.On(today) == today ? Phrase.Of("serviceRequests.wrong.past") : Phrase.Of("serviceRequests.wrong.earliest", new { day = min.On(today) }))
            : field.Days.Max is { } max && day > max.On(today) ? Wrong(Phrase.Of("serviceRequests.wrong.latest", new { day = max.On(today) }))
            : new(written, Words(day), null);
    }

    private static FieldReading Time(FormField field, string written)
    {
        if (!TimeOnly.TryParseExact(written, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return Wrong(Phrase.Of("serviceRequests.wrong.time"));
        }

        return field.Times.Min is { } min && time < min ? Wrong(Phrase.Of("serviceRequests.wrong.earliestTime", new { time = Clock(min) }))
            : field.Times.Max is { } max && time > max ? Wrong(Phrase.Of("serviceRequests.wrong.latestTime", new { time = Clock(max) }))
            : Same(Clock(time));
    }

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static FieldReading Number(FormField field, string written)
    {
        if (written.Length > 25 || !decimal.TryParse(written, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return Wrong(Phrase.Of("serviceRequests.wrong.number", new { what = Shorten(written) }));
        }

        return decimal.Round(number, field.Decimals) != number ? Wrong(field.Decimals == 0 ? Phrase.Of("serviceRequests.wrong.whole") : Phrase.Of("serviceRequests.wrong.decimals", new { count = field.Decimals }))
            : field.Amount.Min is { } min && number < min ? Wrong(Phrase.Of("serviceRequests.wrong.least", new { min }))
            : field.Amount.Max is { } max && number > max ? Wrong(Phrase.Of("serviceRequests.wrong.most", new { max }))
            : Same(number.ToString("0.############################", CultureInfo.InvariantCulture));
    }

    private static FieldReading Text(FormField field, string written)
    {
        var longest = (int)(field.Amount.Max ?? (field.Type == FieldType.LongText ? LongestText : LongestLine));
        return written.Length > longest ? Wrong(Phrase.Of("serviceRequests.wrong.tooLong", new { most = longest, now = written.Length }))
            : written.Length < (field.Amount.Min ?? 0) ? Wrong(Phrase.Of("serviceRequests.wrong.tooShort", new { min = field.Amount.Min }))
            : field.Type == FieldType.Text && written.AsSpan().ContainsAny('\n', '\r') ? Wrong(Phrase.Of("serviceRequests.wrong.oneLine"))
            : field.Pattern?.IsMatch(written) == false ? Wrong(Phrase.Of("serviceRequests.wrong.like", new { field.Example }))
            : Same(written);
    }

    private static FieldReading Same(string value) => new(value, value, null);

    private static FieldReading Wrong(Phrase error) => new(null, "", error);

    private static string Shorten(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
