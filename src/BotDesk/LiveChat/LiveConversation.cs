using BotDesk.Conversation;
using BotDesk.People;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.LiveChat;

/// <summary>
/// An employee and an agent talk through the desk. What they say is in the history of its ticket (<see cref="TicketEntry.LiveChat"/>);
/// here is who talks, where, and how it stands.
/// </summary>
/// <remarks>Its methods change nothing when they refuse.</remarks>
public sealed class LiveConversation
{
    /// <summary>The kind of the card that agents follow it on.</summary>
    public const string AgentCard = "liveChat";

    /// <summary>The kind of the card that its requester follows it on.</summary>
    public const string RequesterCard = "liveChatWait";

    public long Id { get; set; }

    /// <summary>Such as <c>CHAT3</c>; never reused.</summary>
    public required string Number { get; init; }

    public long RequesterId { get; init; }

    public Person Requester { get; set; } = null!;

    /// <summary>The ticket that stands for it.</summary>
    public long TicketId { get; init; }

    public Ticket Ticket { get; set; } = null!;

    /// <summary>Key of the group in whose queue it is, or was.</summary>
    public required string Group { get; set; }

    public LiveChatStatus Status { get; private set; }

    /// <summary>Who talks, or talked last, with the requester.</summary>
    public long? AgentId { get; private set; }

    public Person? Agent { get; set; }

    /// <summary>The agent whom a colleague asked to take it; null: whoever of the group is free.</summary>
    public long? MeantForId { get; private set; }

    /// <summary>Key of the conversation in which the requester talks.</summary>
    public required string RequesterChat { get; set; }

    /// <summary>Key of the conversation in which the agent talks; null: in the console.</summary>
    public string? AgentChat { get; private set; }

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Since when it is in the queue, by which its place is counted.</summary>
    public DateTimeOffset WaitingSince { get; private set; }

    public DateTimeOffset? TakenAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>
    /// The last line of the desk's that the agent had seen when they last wrote to, or chose, this one: what they write goes to the one
    /// of their conversations where this is highest.
    /// </summary>
    public long AgentMark { get; set; }

    /// <summary>1 (bad) to 5 (good), by the requester: of the agent who had it last.</summary>
    public int? Rating { get; private set; }

    /// <summary>Grows with every change.</summary>
    public int Version { get; private set; }

    public bool IsOpen => Status != LiveChatStatus.Ended;

    public CardSubject CardForAgents => new(AgentCard, Number);

    public CardSubject CardForRequester => new(RequesterCard, Number);

    /// <summary>Puts it into a group's queue for the first time.</summary>
    public void Open(DateTimeOffset at) => WaitingSince = at;

    /// <param name="chat">Key of the conversation in which the agent talks; null: in the console.</param>
    /// <param name="over">Whether to take it from the agent who has it.</param>
    public Refusal? Take(Person agent, string? chat, bool over, DateTimeOffset at)
    {
        if (Status == LiveChatStatus.Live && AgentId == agent.Id)
        {
            // The same agent goes on elsewhere, for example at the console.
            AgentChat = chat;
            Version++;
            return null;
        }

        if (Status == LiveChatStatus.Live && !over)
        {
            return Refusal.Conflict(Phrase.Of("liveChat.alreadyTaken", new { agent = Agent?.Name ?? Phrase.Of("liveChat.aColleague"), Number }));
        }

        return Move(Status == LiveChatStatus.Live ? LiveChatMove.TakeOver : LiveChatMove.Take, () =>
            (AgentId, Agent, AgentChat, TakenAt, MeantForId) = (agent.Id, agent, chat, at, null));
    }

    /// <param name="to">Null: whoever of the group is free.</param>
    public Refusal? Transfer(string group, Person? to, DateTimeOffset at) => Move(LiveChatMove.Transfer, () => Wait(group, to, at));

    public Refusal? Requeue(DateTimeOffset at) => Move(LiveChatMove.Requeue, () => Wait(Group, null, at));

    public Refusal? HandOff() => Move(LiveChatMove.HandOff, static () => { });

    public Refusal? End(DateTimeOffset at) => Move(LiveChatMove.End, () => EndedAt = at);

    /// <param name="stars">1 to 5.</param>
    public Refusal? Rate(int stars)
    {
        if (stars is < 1 or > 5)
        {
            return Refusal.Invalid("stars", Phrase.Of("tickets.starsUnknown"));
        }

        if (IsOpen)
        {
            return Refusal.Conflict(Phrase.Of("liveChat.rateLater"));
        }

        (Rating, Version) = (stars, Version + 1);
        return null;
    }

    private void Wait(string group, Person? to, DateTimeOffset at) =>
        (Group, AgentId, Agent, AgentChat, MeantForId, WaitingSince) = (group, null, null, null, to?.Id, at);

    private Refusal? Move(LiveChatMove move, Action change)
    {
        if (!LiveChatLifecycle.Allows(Status, move, out var to))
        {
            return Refusal.Conflict(Status == LiveChatStatus.Ended ? Phrase.Of("liveChat.hasEnded", new { Number }) : Phrase.Of("liveChat.cannotNow", new { Number, status = Word(Status) }));
        }

        Status = to;
        change();
        Version++;
        return null;
    }

    private static Phrase Word(LiveChatStatus status) => status switch
    {
        LiveChatStatus.Waiting => Phrase.Of("liveChat.status.waiting"),
        LiveChatStatus.Live => Phrase.Of("liveChat.status.live"),
        LiveChatStatus.HandedOff => Phrase.Of("liveChat.status.handedOff"),
        _ => Phrase.Of("liveChat.status.over"),
    };
}

internal sealed class LiveConversationConfiguration : IEntityTypeConfiguration<LiveConversation>
{
    public void Configure(EntityTypeBuilder<LiveConversation> builder)
    {
        builder.ToTable("live_conversations");
        builder.HasIndex(chat => chat.Number).IsUnique();
        builder.HasIndex(chat => new { chat.Status, chat.Group });
        builder.Property(chat => chat.Version).IsConcurrencyToken();
        builder.Ignore(chat => chat.CardForAgents).Ignore(chat => chat.CardForRequester);
        builder.HasOne(chat => chat.Requester).WithMany().HasForeignKey(chat => chat.RequesterId);
        builder.HasOne(chat => chat.Agent).WithMany().HasForeignKey(chat => chat.AgentId);
        builder.HasOne(chat => chat.Ticket).WithMany().HasForeignKey(chat => chat.TicketId);
    }
}
