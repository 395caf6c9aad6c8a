namespace BotDesk.Knowledge.Import;

/// <summary>What both formats have in common: what an article needs, and what would break later if it were let in.</summary>
internal static class ImportRules
{
    /// <summary>In UTF-16 units, as the database counts.</summary>
    public const int LongestTitle = 1_000;
    public const int LongestId = 200;
    public const int LongestTag = 100;
    public const int MostTags = 100;

    /// <param name="draft">With everything as it was written; its texts are trimmed here.</param>
    public static ImportEntry Check(ImportRecord draft, string? status)
    {
        var record = draft with
        {
            Id = Blank(draft.Id),
            Title = draft.Title.Trim(),
            Body = draft.Body.Trim(),
            Tags = [.. draft.Tags.Select(tag => tag.Trim()).Where(tag => tag.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)],
            Audience = Blank(draft.Audience),
            Service = Blank(draft.Service),
        };
        var reason = Status(status, out var known) ?? Wrong(record);
        return reason is null ? record with { Status = known } : new ImportProblem(draft.Source, reason);
    }

    private static string? Wrong(ImportRecord record)
    {
        if (record.Body.Length == 0 && (record.Title.Length == 0 || record.File is not null))
        {
            return "the body is missing";
        }

        if (record.Id?.Length > LongestId || record.Id?.Any(char.IsControl) is true)
        {
            return $"the id must be at most {LongestId} characters, without control characters";
        }

        if (record.Title.Length > LongestTitle)
        {
            return $"the title is longer than {LongestTitle} characters";
        }

        if (record.Tags.Length > MostTags || record.Tags.Any(tag => tag.Length > LongestTag))
        {
            return $"at most {MostTags} tags, each of at most {LongestTag} characters";
        }

        // PostgreSQL cannot store it, and one such article would fail every other in its transaction.
        return Texts(record).Any(text => text.Contains('\0', StringComparison.Ordinal)) ? "contains a NUL character" : null;
    }

    private static IEnumerable<string> Texts(ImportRecord record) =>
        [record.Title, record.Body, record.Audience ?? "", record.Service ?? "", .. record.Tags];

    /// <summary>An unknown status is refused: publishing something that was meant to stay inside cannot be taken back.</summary>
    private static string? Status(string? written, out ImportStatus known)
    {
        known = ImportStatus.Published;
        switch (Blank(written)?.ToLowerInvariant())
        {
            case null or "published":
                return null;
            case "draft":
                known = ImportStatus.Draft;
                return null;
            case "retired" or "archived":
                known = ImportStatus.Retired;
                return null;
            default:
                return $"the status '{Shortened(written!)}' is not one of published, draft, retired";
        }
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Shortened(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
