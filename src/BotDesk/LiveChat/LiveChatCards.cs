using BotDesk.Conversation;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.LiveChat;

/// <summary>
/// The card on which agents follow a live conversation: take it, or see who did; whoever has it can remark, pass it on and end it here.
/// In a group it tells nothing of who asks and what they wrote.
/// </summary>
internal sealed class AgentLiveCard(LiveChatBook book, LiveChatDesk desk, PeopleDesk people, PolicySource policy, TicketTimes times) : ISubjectCard
{
    /// <summary>How many of the last lines it shows to whoever considers taking it.</summary>
    private const int MostLines = 6;
    private const int LongestText = 400;

    public async Task<CardView?> RenderAsync(string id, Person? viewer)
    {
        if (await book.FindAsync(id) is not { } chat || viewer is { IsAgent: false } || viewer?.Id == chat.RequesterId)
        {
            return null;
        }

        var mine = viewer is not null && chat.Status == LiveChatStatus.Live && chat.AgentId == viewer.Id;
        var lines = viewer is null || mine || !chat.IsOpen ? [] : await book.TranscriptAsync(chat.Number);
        var agents = mine ? (await people.AgentsAsync()).Where(agent => agent.Id != chat.RequesterId && agent.Id != viewer!.Id) : [];
        return new CardView("liveChat/call", new
        {
            chat = chat.Number,
            ticket = viewer is null ? null : chat.Ticket.Number,
            title = viewer is null ? null : chat.Ticket.Title,
            group = policy.Current.FindGroup(chat.Group)?.Name ?? chat.Group,
            who = viewer is null ? null : new { name = chat.Requester.Name, detail = string.Join(", ", new[] { chat.Requester.JobTitle, chat.Requester.Department }.Where(part => !string.IsNullOrWhiteSpace(part))) },
            since = viewer is null ? null : Phrase.Of("liveChat.waitsSince", new { at = times.At(chat.WaitingSince, viewer) }),
            state = State(chat, mine),
            description = viewer is null || mine || !chat.IsOpen || chat.Ticket.Description.Length == 0 ? null : Shorten(chat.Ticket.Description),
            lines = lines.Where(line => line.Kind != EntryKind.Event && line.Text != chat.Ticket.Description).TakeLast(MostLines).Select(line => new
            {
                who = line.Author?.Name ?? Phrase.Of("tickets.theDesk"),
                text = line.Text is { } text ? Shorten(text) : line.Picture is null ? line.What : Phrase.Of("liveChat.aPicture"),
                @internal = line.Kind == EntryKind.InternalNote,
            }),
            groups = policy.Current.Groups.Select(group => new { title = group.Name, value = group.Key }),
            agents = agents.Select(agent => new { title = agent.Name, value = agent.Handle }),
            resolutions = mine ? desk.Resolutions(chat).Select(way => new { title = way.Label, value = way.Key }) : [],
            can = new { take = chat.Status == LiveChatStatus.Waiting, work = mine },
        });
    }

    public async Task<IReadOnlyList<long>> ConcernsAsync(string id) => await book.FindAsync(id) is { } chat
        ? [.. (await people.AgentsAsync()).Select(agent => agent.Id).Where(agent => agent != chat.RequesterId).OrderByDescending(agent => agent == chat.AgentId)]
        : [];

    private static ColouredWord State(LiveConversation chat, bool mine) => chat.Status switch
    {
        LiveChatStatus.Waiting => new(Phrase.Of("liveChat.state.asks"), "attention"),
        LiveChatStatus.Live when mine => new(Phrase.Of("liveChat.state.yours"), "good"),
        LiveChatStatus.Live => new(Phrase.Of("liveChat.state.has", new { agent = chat.Agent!.Name }), "accent"),
        LiveChatStatus.HandedOff => new(Phrase.Of("liveChat.state.other"), "accent"),
        _ => new(chat.Agent is { } agent ? Phrase.Of("liveChat.state.endedHad", new { agent = agent.Name }) : Phrase.Of("liveChat.state.ended"), "default"),
    };

    private static string Shorten(string text) => text.Length > LongestText ? text[..LongestText].TrimEnd() + "…" : text;
}

/// <summary>The card on which its requester sees their place in the queue, and who has joined.</summary>
internal sealed class RequesterLiveCard(LiveChatBook book, PolicySource policy, TicketTimes times, TimeProvider clock) : ISubjectCard
{
    public async Task<CardView?> RenderAsync(string id, Person? viewer)
    {
        if (await book.FindAsync(id) is not { } chat || viewer?.Id != chat.RequesterId)
        {
            return null;
        }

        var (headline, text) = chat.Status switch
        {
            LiveChatStatus.Waiting => await WaitingAsync(chat, viewer),
            LiveChatStatus.Live => (Phrase.Of("liveChat.wait.with", new { agent = chat.Agent!.Name }), Phrase.Of("liveChat.wait.withText")),
            LiveChatStatus.HandedOff => (Phrase.Of("liveChat.wait.connecting"), Phrase.Of("liveChat.wait.connectingText")),
            _ => (Phrase.Of("liveChat.wait.ended"), chat.Ticket.Status.IsOpen() ? Phrase.Of("liveChat.wait.stillOpen", new { chat.Ticket.Number }) : ""),
        };
        return new CardView("liveChat/waiting", new
        {
            chat = chat.Number,
            number = chat.Ticket.Number,
            title = chat.Ticket.Title,
            headline,
            text,
            can = new { leave = chat.Status == LiveChatStatus.Waiting },
        });
    }

    private async Task<(Phrase Headline, Phrase Text)> WaitingAsync(LiveConversation chat, Person requester)
    {
        var place = (await book.WaitingAsync(chat.Group)).FindIndex(other => other.Id == chat.Id) + 1;
        var first = place <= 1 ? Phrase.Of("liveChat.wait.first") : Phrase.Of("liveChat.wait.place", new { place });
        if (policy.Current.FindGroup(chat.Group) is not { } group)
        {
            return (first, Phrase.Of("liveChat.wait.whoever"));
        }

        var (words, open, zone) = policy.Current.HoursOf(group);
        return open is null || open.IsOpen(clock.GetUtcNow(), zone)
            ? (first, Phrase.Of("liveChat.wait.told", new { group = group.Name, chat.Ticket.Number }))
            : (Phrase.Of("liveChat.wait.nobody"), Phrase.Of("liveChat.wait.nobodyText", new { group = group.Name, hours = words, next = times.At(open.NextOpening(clock.GetUtcNow(), zone), requester), chat.Ticket.Number, place }));
    }
}
