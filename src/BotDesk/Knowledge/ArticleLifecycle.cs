using BotDesk.Knowledge.Import;

namespace BotDesk.Knowledge;

/// <summary>What can happen to an article.</summary>
public enum ArticleMove
{
    Publish,
    Retire,
}

/// <summary>Every allowed move; what is not here is refused.</summary>
public static class ArticleLifecycle
{
    private static readonly Dictionary<(ImportStatus From, ArticleMove Move), ImportStatus> Moves = new()
    {
        [(ImportStatus.Draft, ArticleMove.Publish)] = ImportStatus.Published,
        [(ImportStatus.Draft, ArticleMove.Retire)] = ImportStatus.Retired,
        [(ImportStatus.Published, ArticleMove.Retire)] = ImportStatus.Retired,
        [(ImportStatus.Retired, ArticleMove.Publish)] = ImportStatus.Published,
    };

    /// <summary>Whether the move is allowed from here, and where it leads.</summary>
    public static bool Allows(ImportStatus from, ArticleMove move, out ImportStatus to) => Moves.TryGetValue((from, move), out to);

    /// <summary>The status as people say it.</summary>
    public static Phrase Said(this ImportStatus status) => status switch
    {
        ImportStatus.Draft => Phrase.Of("knowledge.status.draft"),
        ImportStatus.Retired => Phrase.Of("knowledge.status.retired"),
        _ => Phrase.Of("knowledge.status.published"),
    };

    /// <summary>The status as programs say it.</summary>
    public static string Word(this ImportStatus status) => status.ToString().ToLowerInvariant();
}
