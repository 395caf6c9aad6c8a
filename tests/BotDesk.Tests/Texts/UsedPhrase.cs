namespace BotDesk.Tests.Texts;

/// <summary>A text that a source names: <c>Phrase.Of("tickets.taken", new { ticket.Number, agent = agent.Name })</c>.</summary>
/// <param name="Values">The names of what is given: <c>Number</c>, <c>agent</c>.</param>
internal sealed record UsedPhrase(string Key, IReadOnlyList<string> Values, string Place)
{
    private const string Call = "Phrase.Of(\"";

    public static IEnumerable<UsedPhrase> In(string source, string file)
    {
        for (var at = source.IndexOf(Call, StringComparison.Ordinal); at >= 0; at = source.IndexOf(Call, at + 1, StringComparison.Ordinal))
        {
            if (source[..at].EndsWith("<c>", StringComparison.Ordinal))
            {
                continue; // It explains itself in a comment.
            }

            var start = at + Call.Length;
            var end = source.IndexOf('"', start);
            var line = source.AsSpan(0, at).Count('\n') + 1;
            yield return new UsedPhrase(source[start..end], Members(source, end + 1), $"{file}:{line}");
        }
    }

    /// <summary>The names of the members of the anonymous object that follows; none where none follows.</summary>
    private static List<string> Members(string source, int at)
    {
        var members = new List<string>();
        var open = source.IndexOf('{', at);
        if (open < 0 || !System.Text.RegularExpressions.Regex.IsMatch(source[at..open], @"^,\s*new\s*$"))
        {
            return members;
        }

        var (depth, member) = (0, new System.Text.StringBuilder());
        for (var i = open + 1; ; i++)
        {
            var sign = source[i];
            if (sign == '"')
            {
                i = EndOfText(source, i);
                member.Append('"');
                continue;
            }

            if (depth == 0 && sign is ',' or '}' && depth == 0)
            {
                Add(member.ToString());
                member.Clear();
                if (sign == '}')
                {
                    return members;
                }

                continue;
            }

            depth += sign is '(' or '[' or '{' ? 1 : sign is ')' or ']' or '}' ? -1 : 0;
            member.Append(sign);
        }

        void Add(string written)
        {
            // "name = value", or a value that gives its own name: "ticket.Number".
            var parts = System.Text.RegularExpressions.Regex.Match(written, @"^\s*(?:(?<name>\w+)\s*=(?![=>])|(?:.*\.)?(?<name>\w+)\s*$)", System.Text.RegularExpressions.RegexOptions.Singleline);
            if (parts.Success)
            {
                members.Add(parts.Groups["name"].Value);
            }
        }
    }

    private static int EndOfText(string source, int start)
    {
        var i = start + 1;
        while (source[i] != '"')
        {
            i += source[i] == '\\' ? 2 : 1;
        }

        return i;
    }
}
