using System.Globalization;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.Console.Queue;

/// <summary>Which tickets are listed and how, as the page's address says it. What it says wrongly counts as not said.</summary>
internal sealed record QueueFilter
{
    /// <summary>Everything that somebody still has to do something about.</summary>
    public const string Open = "open";
    public const string Every = "all";

    /// <summary>Assigned to whoever reads the page, so that the address means the same to everybody who has it.</summary>
    public const string Me = "me";
    public const string Nobody = "none";

    public static readonly IReadOnlyDictionary<string, TicketStatus> Statuses = new Dictionary<string, TicketStatus>(StringComparer.OrdinalIgnoreCase)
    {
        ["new"] = TicketStatus.New,
        ["in-progress"] = TicketStatus.InProgress,
        ["waiting"] = TicketStatus.Pending,
        ["resolved"] = TicketStatus.Resolved,
        ["closed"] = TicketStatus.Closed,
        ["withdrawn"] = TicketStatus.Cancelled,
        ["approval"] = TicketStatus.Approval,
        ["declined"] = TicketStatus.Declined,
    };

    private const int LongestText = 200;
    private const int LastPage = 100_000;

    /// <summary><see cref="Open"/>, <see cref="Every"/> or one of <see cref="Statuses"/>.</summary>
    public string Status { get; init; } = Open;

    /// <summary>Key; null: all.</summary>
    public string? Group { get; init; }

    /// <summary><see cref="Me"/>, <see cref="Nobody"/> or a handle; null: whoever.</summary>
    public string? Assignee { get; init; }

    /// <summary>Key, or <see cref="Nobody"/> for tickets without one; null: all.</summary>
    public string? Service { get; init; }

    public Priority? Priority { get; init; }

    /// <summary><c>incident</c> or <c>request</c>; null: both.</summary>
    public string? Kind { get; init; }

    /// <summary>Words in number, title, description or the requester's name.</summary>
    public string? Text { get; init; }

    public QueueOrder Order { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Whether anything narrows the list beside the status.</summary>
    public bool IsNarrowed => (Group ?? Assignee ?? Service ?? Kind ?? Text) is not null || Priority is not null;

    public static QueueFilter Read(IQueryCollection query) => new()
    {
        Status = Word(query, "status") is { } status && (status == Every || Statuses.ContainsKey(status)) ? status : Open,
        Group = Word(query, "group"),
        Assignee = Word(query, "assignee"),
        Service = Word(query, "service"),
        Priority = Level<Priority>(Word(query, "priority")),
        Kind = Word(query, "kind") is "incident" or "request" ? Word(query, "kind") : null,
        Text = Word(query, "q"),
        Order = Level<QueueOrder>(Word(query, "order")) ?? QueueOrder.Pressing,
        Page = int.TryParse(Word(query, "page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, LastPage) : 1,
    };

    /// <summary>The query of the address that says this; empty for what is usual.</summary>
    public QueryString Query
    {
        get
        {
            var parts = new List<KeyValuePair<string, string?>>();
            Add("q", Text);
            Add("status", Status == Open ? null : Status);
            Add("assignee", Assignee);
            Add("group", Group);
            Add("service", Service);
            Add("priority", Priority?.ToString());
            Add("kind", Kind);
            Add("order", Order == QueueOrder.Pressing ? null : Order.ToString().ToLowerInvariant());
            Add("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture));
            return QueryString.Create(parts);

            void Add(string name, string? value)
            {
                if (value is not null)
                {
                    parts.Add(new(name, value));
                }
            }
        }
    }

    private static string? Word(IQueryCollection query, string name) =>
        query[name].ToString().Trim() is { Length: > 0 } word ? word.Length > LongestText ? word[..LongestText] : word : null;

    private static T? Level<T>(string? word) where T : struct, Enum =>
        word is not null && char.IsAsciiLetter(word[0]) && Enum.TryParse<T>(word, ignoreCase: true, out var level) && Enum.IsDefined(level) ? level : null;
}

/// <summary>In which order tickets are listed.</summary>
internal enum QueueOrder
{
    /// <summary>By priority, and the oldest first.</summary>
    Pressing,

    Oldest,

    Newest,

    /// <summary>What changed last first.</summary>
    Updated,
}
