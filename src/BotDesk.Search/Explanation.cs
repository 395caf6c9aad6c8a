using System.Globalization;
using System.Text;

namespace BotDesk.Search;

/// <summary>How a score came about: a value, what it is, and the values that it was computed from.</summary>
public sealed record Explanation(bool IsMatch, float Value, string Description, IReadOnlyList<Explanation> Details)
{
    public static Explanation Match(float value, string description, params IReadOnlyList<Explanation> details) =>
        new(true, value, description, details);

    public static Explanation NoMatch(string description, params IReadOnlyList<Explanation> details) =>
        new(false, 0, description, details);

    /// <summary>The tree, a value to a line, two spaces deeper for each level.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text, 0);
        return text.ToString();
    }

    private void Write(StringBuilder text, int depth)
    {
        text.Append(' ', 2 * depth).Append(CultureInfo.InvariantCulture, $"{Value} = {Description}\n");
        foreach (var detail in Details)
        {
            detail.Write(text, depth + 1);
        }
    }
}
