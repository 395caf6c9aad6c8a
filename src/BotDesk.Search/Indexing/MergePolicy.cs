namespace BotDesk.Search.Indexing;

/// <summary>
/// Decides which neighbouring segments to merge, so that there are few: eight of one size become one, and a segment of which a third
/// is deleted is written again. Every document is rewritten about once per power of eight.
/// </summary>
internal static class MergePolicy
{
    public const int Factor = 8;

    /// <returns>The neighbours to merge, in order; none when all is well.</returns>
    public static IReadOnlyList<T> Choose<T>(IReadOnlyList<T> segments, Func<T, (int Docs, int Deleted)> sizeOf)
    {
        for (var end = segments.Count; end >= Factor; end--)
        {
            var run = segments.Skip(end - Factor).Take(Factor).ToArray();
            var levels = run.Select(segment => Level(sizeOf(segment))).ToArray();
            // A smaller one between bigger ones goes along.
            if (levels.Count(level => level == levels.Max()) >= Factor / 2 && levels[^1] >= levels.Max() - 1)
            {
                return run;
            }
        }

        return [.. segments.Where(segment => sizeOf(segment) is var (docs, deleted) && deleted * 3 > docs).Take(1)];
    }

    private static int Level((int Docs, int Deleted) size) => (int)Math.Log(Math.Max(1, size.Docs - size.Deleted), Factor);
}
