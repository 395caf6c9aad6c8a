namespace BotDesk.Policy.Yaml;

/// <summary>"did you mean": the name that differs by the fewest slips of a typing hand.</summary>
internal static class Suggestion
{
    /// <returns><c>"; did you mean 'owner'?"</c>, or nothing when no name is near enough to be meant.</returns>
    public static string For(string typed, IEnumerable<string> names)
    {
        // Names are short; a long text is no slip of a name, and would be slow to compare.
        if (typed.Length > 64)
        {
            return "";
        }

        var nearest = names
            .Select(name => (Name: name, Slips: Slips(typed.ToLowerInvariant(), name.ToLowerInvariant())))
            .DefaultIfEmpty((Name: "", Slips: int.MaxValue))
            .MinBy(candidate => candidate.Slips);
        return nearest.Slips <= Math.Max(1, nearest.Name.Length / 3) ? $"; did you mean '{nearest.Name}'?" : "";
    }

    /// <summary>Optimal string alignment distance: a letter left out, added, changed, or swapped with its neighbour counts one.</summary>
    private static int Slips(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(
                        Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1),
                        table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)),
                };
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[a.Length, b.Length];
    }
}
