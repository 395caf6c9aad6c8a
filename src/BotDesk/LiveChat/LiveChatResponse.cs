using BotDesk.Rest;
using BotDesk.Tickets;

namespace BotDesk.LiveChat;

/// <summary>A live conversation, as programs read it.</summary>
public record LiveChatResponse
{
    internal LiveChatResponse(LiveConversation chat)
    {
        (Number, Status, Group, Ticket, Title) = (chat.Number, chat.Status.Wire(), chat.Group, chat.Ticket.Number, chat.Ticket.Title);
        (Requester, Agent) = (TicketPerson.Of(chat.Requester)!, chat.Status == LiveChatStatus.Waiting ? null : TicketPerson.Of(chat.Agent));
        (OpenedAt, WaitingSince, TakenAt, EndedAt, Rating, Version) = (chat.OpenedAt, chat.WaitingSince, chat.TakenAt, chat.EndedAt, chat.Rating, chat.Version);
    }

    /// <summary>For what was stored as an answer.</summary>
    [System.Text.Json.Serialization.JsonConstructor]
    public LiveChatResponse()
    {
    }

    /// <summary>Such as <c>CHAT3</c>.</summary>
    public string Number { get; init; } = "";

    /// <summary><c>waiting</c>, <c>live</c>, <c>handed_off</c> or <c>ended</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Key of the group in whose queue it is, or was.</summary>
    public string Group { get; init; } = "";

    /// <summary>The ticket that stands for it.</summary>
    public string Ticket { get; init; } = "";

    public string Title { get; init; } = "";

    public TicketPerson Requester { get; init; } = null!;

    /// <summary>Who has it, or had it last; null while it waits.</summary>
    public TicketPerson? Agent { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset WaitingSince { get; init; }

    public DateTimeOffset? TakenAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>1 (bad) to 5 (good).</summary>
    public int? Rating { get; init; }

    /// <summary>Grows with every change of how it stands.</summary>
    public int Version { get; init; }
}

/// <summary>A live conversation with everything that was said in it, for agents.</summary>
public sealed record LiveChatWithTranscript : LiveChatResponse
{
    internal LiveChatWithTranscript(LiveConversation chat, IEnumerable<TicketEntry> transcript)
        : this(new LiveChatResponse(chat), [.. transcript.Select(line => new LiveChatLine(line.At, TicketPerson.Of(line.Author), line.Kind.Wire(), line.What.ToString(), line.Text, line.Picture, line.Kind == EntryKind.InternalNote))])
    {
    }

    internal LiveChatWithTranscript(LiveChatResponse chat, IReadOnlyList<LiveChatLine> transcript)
        : base(chat) => Transcript = transcript;

    public IReadOnlyList<LiveChatLine> Transcript { get; }
}

/// <summary>A line of a transcript.</summary>
/// <param name="By">Null for the desk itself.</param>
/// <param name="Kind"><c>comment</c>, <c>internal_note</c> or <c>event</c>.</param>
/// <param name="What">What happened, in words that follow the name.</param>
/// <param name="Picture">Id of a picture, at <c>/pictures/{id}</c>; null without one.</param>
/// <param name="Internal">True for what is among agents only and must never reach the requester.</param>
public sealed record LiveChatLine(DateTimeOffset At, TicketPerson? By, string Kind, string What, string? Text, string? Picture, bool Internal);

/// <summary>A page of live conversations, those that wait longest first.</summary>
/// <param name="Next">What to give as <c>cursor</c> for the next page; null when this is the last.</param>
public sealed record LiveChatList(IReadOnlyList<LiveChatResponse> LiveChats, string? Next) : IPage;

internal static class LiveChatWire
{
    public static string Wire(this LiveChatStatus status) => status switch
    {
        LiveChatStatus.Waiting => "waiting",
        LiveChatStatus.Live => "live",
        LiveChatStatus.HandedOff => "handed_off",
        _ => "ended",
    };
}
