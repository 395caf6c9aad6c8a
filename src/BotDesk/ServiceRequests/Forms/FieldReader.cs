using System.Globalization;
using BotDesk.Policy;

namespace BotDesk.ServiceRequests.Forms;

/// <summary>One value as it was read.</summary>
/// <param name="Value">What is stored; null when there is nothing.</param>
/// <param name="Text">The same in words.</param>
/// <param name="Error">Why it does not fit; null when it does.</param>
public readonly record struct FieldReading(string? Value, string Text, string? Error);

/// <summary>Reads what was typed into one field.</summary>
internal static class FieldReader
{
    private const int LongestLine = 200;
    private const int LongestText = 3000;
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Asks for what is not there.</summary>
    public static string Missing(FieldType type) => type switch
    {
        FieldType.Choice => "Choose one.",
        FieldType.MultipleChoice => "Choose at least one.",
        FieldType.Person => "Name somebody.",
        FieldType.Date => "Choose a day.",
        FieldType.Time => "Choose a time.",
        FieldType.Number => "Write a number.",
        FieldType.YesNo => "Answer yes or no.",
        _ => "Fill this in.",
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
    public static string Words(DateOnly day) => day.ToString("d MMMM yyyy", English);

    private static FieldReading One(string written, IReadOnlyList<Choice> choices)
    {
        var chosen = RequestFields.Chosen(written is "true" ? FormField.Yes : written is "false" ? FormField.No : written, choices);
        return chosen is [var only] && choices.FirstOrDefault(choice => choice.Key == only) is { } choice
            ? new(choice.Key, choice.Label, null)
            : Wrong($"Choose one of what is offered; \"{Shorten(written)}\" is not.");
    }

    private static FieldReading Several(FormField field, string written, IReadOnlyList<Choice> choices)
    {
        var chosen = RequestFields.Chosen(written, choices);
        if (chosen.FirstOrDefault(key => choices.All(choice => choice.Key != key)) is { } unknown)
        {
            return Wrong($"Choose from what is offered; \"{Shorten(unknown)}\" is not.");
        }

        // In the order in which they are offered, however they were clicked.
        var inOrder = choices.Where(choice => chosen.Contains(choice.Key)).ToList();
        return field.Amount.Min is { } min && inOrder.Count < min ? Wrong($"Choose at least {min}.")
            : field.Amount.Max is { } max && inOrder.Count > max ? Wrong($"Choose at most {max}.")
            : new(string.Join(',', inOrder.Select(choice => choice.Key)), string.Join(", ", inOrder.Select(choice => choice.Label)), null);
    }

    private static FieldReading Date(FormField field, string written, DateOnly today)
    {
        if (!DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return Wrong("Write the day like 2026-04-01.");
        }

        return field.Days.Min is { } min && day < min.On(today) ? Wrong(min.On(today) == today ? "That day has passed." : $"The earliest day is {Words(min.On(today))}.")
            : field.Days.Max is { } max && day > max.On(today) ? Wrong($"The latest day is {Words(max.On(today))}.")
            : new(written, Words(day), null);
    }

    private static FieldReading Time(FormField field, string written)
    {
        if (!TimeOnly.TryParseExact(written, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return Wrong("Write the time like 09:30.");
        }

        return field.Times.Min is { } min && time < min ? Wrong(string.Create(English, $"The earliest time is {min:HH:mm}."))
            : field.Times.Max is { } max && time > max ? Wrong(string.Create(English, $"The latest time is {max:HH:mm}."))
            : Same(time.ToString("HH:mm", CultureInfo.InvariantCulture));
    }

    private static FieldReading Number(FormField field, string written)
    {
        if (written.Length > 25 || !decimal.TryParse(written, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return Wrong($"\"{Shorten(written)}\" is not a number.");
        }

        return decimal.Round(number, field.Decimals) != number ? Wrong(field.Decimals == 0 ? "Write a whole number." : $"Write it with at most {field.Decimals} decimal places.")
            : field.Amount.Min is { } min && number < min ? Wrong(string.Create(CultureInfo.InvariantCulture, $"The least is {min}."))
            : field.Amount.Max is { } max && number > max ? Wrong(string.Create(CultureInfo.InvariantCulture, $"The most is {max}."))
            : Same(number.ToString("0.############################", CultureInfo.InvariantCulture));
    }

    private static FieldReading Text(FormField field, string written)
    {
        var longest = (int)(field.Amount.Max ?? (field.Type == FieldType.LongText ? LongestText : LongestLine));
        return written.Length > longest ? Wrong($"Shorten it to {longest} characters ({written.Length} now).")
            : written.Length < (field.Amount.Min ?? 0) ? Wrong($"Write at least {field.Amount.Min} characters.")
            : field.Type == FieldType.Text && written.AsSpan().ContainsAny('\n', '\r') ? Wrong("Write it in one line.")
            : field.Pattern?.IsMatch(written) == false ? Wrong($"Write it like {field.Example}.")
            : Same(written);
    }

    private static FieldReading Same(string value) => new(value, value, null);

    private static FieldReading Wrong(string error) => new(null, "", error);

    private static string Shorten(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
