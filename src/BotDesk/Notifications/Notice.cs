namespace BotDesk.Notifications;

/// <summary>How much it matters to be told something now.</summary>
public enum NoticeKind
{
    /// <summary>Nothing is wanted of them: it waits for the end of their quiet hours, unless that would be too late, and is left out where they want to hear no more of it.</summary>
    News,

    /// <summary>Somebody waits for them: it waits for the end of their quiet hours, unless that would be too late.</summary>
    Call,

    /// <summary>Belongs to what they are doing at this moment.</summary>
    Live,
}

/// <summary>What a message of the desk's own accord is, so that it comes when it is wanted.</summary>
/// <param name="About">Number of what it is about, such as <c>INC42</c>; null where it is about nothing in particular.</param>
/// <param name="Due">When it is too late to be told; null where there is no such time.</param>
public sealed record Notice(NoticeKind Kind, string? About = null, DateTimeOffset? Due = null)
{
    /// <inheritdoc cref="NoticeKind.Live"/>
    public static Notice Live { get; } = new(NoticeKind.Live);

    /// <inheritdoc cref="NoticeKind.News"/>
    public static Notice News(string? about, DateTimeOffset? due = null) => new(NoticeKind.News, about, due);

    /// <inheritdoc cref="NoticeKind.Call"/>
    public static Notice Call(string? about = null, DateTimeOffset? due = null) => new(NoticeKind.Call, about, due);
}
