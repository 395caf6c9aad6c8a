namespace BotDesk.Knowledge.Import;

/// <summary>
/// Notices an id that comes a second time in one import. Remembers a hash of 8 bytes instead of the id, so that a million articles take
/// some 20 MB; two different ids with the same hash would cost a needless note, nothing else.
/// </summary>
internal sealed class RepeatedIds
{
    private readonly HashSet<ulong> _seen = [];

    /// <returns>Null unless the record's id was seen before.</returns>
    public ImportNote? Note(ImportRecord record) => record.Id is { } id && !_seen.Add(Hash(id))
        ? new ImportNote(record.Source, $"the id '{id}' was there before; this later article replaces it")
        : null;

    /// <summary>FNV-1a, 64 bits.</summary>
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in text)
        {
            hash = unchecked((hash ^ unit) * 1099511628211UL);
        }

        return hash;
    }
}
