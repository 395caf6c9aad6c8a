using System.Globalization;

namespace BotDesk.Cards.Expressions;

/// <summary>Writes a number as JavaScript does (ECMA-262, Number::toString), which .NET differs from for very large and very small ones.</summary>
internal static class JavaScriptNumber
{
    public static string Format(double number)
    {
        if (number == 0)
        {
            return "0";
        }

        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        return exponentAt < 0 ? text : Layout(text.AsSpan(0, exponentAt), int.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private static string Layout(ReadOnlySpan<char> mantissa, int exponent)
    {
        var sign = mantissa[0] == '-' ? "-" : "";
        var digits = mantissa[sign.Length..].ToString().Replace(".", "", StringComparison.Ordinal);
        var point = exponent + 1;
        if (point is > 0 and <= 21)
        {
            return sign + (digits.Length <= point ? digits.PadRight(point, '0') : digits.Insert(point, "."));
        }

        if (point is > -6 and <= 0)
        {
            return string.Concat(sign, "0.", new string('0', -point), digits);
        }

        var fraction = digits.Length > 1 ? string.Concat(".", digits.AsSpan(1)) : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}");
    }
}
