using BotDesk.Conversation;
using BotDesk.Knowledge;
using BotDesk.Notifications;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.LiveChat;

/// <summary>
/// Carries what is said from one side to the other, and tells both what happens. A remark is not here: nothing in this class has one
/// in its hands.
/// </summary>
public sealed class LiveChatNews(Notifier notifier, SubjectCards subjects, LiveChatBook book, LivePictures pictures, LiveChatSuggestions suggestions, PeopleDesk people, PolicySource policy)
{
    /// <summary>It is back in a queue: cards from before say so, and the agents are told.</summary>
    public async Task RequeuedAsync(LiveConversation chat)
    {
        await BringUpToDateAsync(chat);
        await TellAgentsAsync(chat);
    }

    /// <summary>Tells the agents of the group where they are.</summary>
    public async Task TellAgentsAsync(LiveConversation chat)
    {
        foreach (var agent in await ToTellAsync(chat))
        {
            await notifier.ShowAsync(agent, chat.CardForAgents);
        }
    }

    /// <summary>Whether anybody works in the group, beside the requester.</summary>
    public async Task<bool> HasAgentsAsync(AssignmentGroup group, long requesterId) => (await AgentsOfAsync(group, requesterId)).Count > 0;

    public async Task RelayToAgentAsync(LiveConversation chat, Person requester, IReadOnlyList<TicketEntry> lines)
    {
        if (chat is not { Status: LiveChatStatus.Live, AgentChat: { } place, Agent: { } agent })
        {
            return;
        }

        foreach (var line in lines)
        {
            await RelayAsync(place, $"{requester.Name} ({chat.Number})", line);
        }

        if (lines.LastOrDefault(line => line.Picture is null) is { Text: { } said } && suggestions.For(said, chat.Requester) is { Count: > 0 } articles)
        {
            await notifier.ShowInAsync(place, "liveChat/articles", suggestions.Card(chat, articles));
        }
    }

    public async Task RelayToRequesterAsync(LiveConversation chat, Person agent, IReadOnlyList<TicketEntry> lines)
    {
        foreach (var line in lines)
        {
            await RelayAsync(chat.RequesterChat, agent.Name, line);
        }
    }

    public Task ArticleAsync(LiveConversation chat, Person agent, KnowledgeArticle article) =>
        notifier.ShowInAsync(chat.RequesterChat, "liveChat/article", new { agent = agent.Name, number = article.Number, title = article.Title });

    /// <param name="before">Who had it; null when it came from the queue.</param>
    /// <param name="was">Key of the conversation in which that agent talked.</param>
    public async Task JoinedAsync(LiveConversation chat, Person agent, Person? before, string? was)
    {
        await BringUpToDateAsync(chat);
        await notifier.SayInAsync(chat.RequesterChat, Phrase.Of("liveChat.news.joined", new { agent = agent.Name }));
        if (before is not null)
        {
            var told = Phrase.Of("liveChat.news.tookOver", new { agent = agent.Name, chat.Number, who = chat.Requester.Name });
            await (was is null ? notifier.SayAsync(before, told, Notice.Live) : notifier.SayInAsync(was, told));
        }
    }

    /// <param name="to">Null: the group.</param>
    public async Task TransferredAsync(LiveConversation chat, Person agent, Person? to)
    {
        var group = policy.Current.FindGroup(chat.Group)?.Name ?? chat.Group;
        await notifier.SayInAsync(chat.RequesterChat, to is null
            ? Phrase.Of("liveChat.news.passedToGroup", new { agent = agent.Name, group })
            : Phrase.Of("liveChat.news.passedTo", new { agent = agent.Name, to = to.Name }));
        await RequeuedAsync(chat);
    }

    public async Task ClosedByRequesterAsync(LiveConversation chat, Person requester, bool waited)
    {
        await BringUpToDateAsync(chat);
        if (!waited)
        {
            await AskHowItWasAsync(chat);
            if (chat.Agent is { } agent)
            {
                var told = Phrase.Of("liveChat.news.closed", new { who = requester.Name, chat.Number, ticket = chat.Ticket.Number });
                await (chat.AgentChat is { } place ? notifier.SayInAsync(place, told) : notifier.SayAsync(agent, told, Notice.Live));
            }
        }
    }

    public async Task EndedByAgentAsync(LiveConversation chat, Person agent)
    {
        await BringUpToDateAsync(chat);
        await AskHowItWasAsync(chat);
    }

    /// <summary>Every card about it tells how it stands; and those who wait behind it see their new place.</summary>
    public async Task BringUpToDateAsync(LiveConversation chat)
    {
        await subjects.BringUpToDateAsync(chat.CardForAgents);
        await subjects.BringUpToDateAsync(chat.CardForRequester);
        foreach (var other in (await book.WaitingAsync(chat.Group)).Where(other => other.Id != chat.Id))
        {
            await subjects.BringUpToDateAsync(other.CardForRequester);
        }
    }

    private async Task RelayAsync(string place, string who, TicketEntry line) =>
        await notifier.SayInAsync(place, Phrase.Plain($"{who}: {line.Text}"), line.Picture is { } picture ? await pictures.ShowAsync(picture) : null);

    private async Task AskHowItWasAsync(LiveConversation chat)
    {
        await notifier.ShowInAsync(chat.RequesterChat, "liveChat/ended", new
        {
            chat = chat.Number,
            number = chat.Ticket.Number,
            title = chat.Ticket.Title,
            agent = chat.Agent?.Name,
            resolution = chat.Ticket.Resolution,
            can = new { rate = chat.Agent is not null, reopen = chat.Ticket.Status == TicketStatus.Resolved, confirm = chat.Ticket.Status.IsOpen() },
        });
        await notifier.AboutAsync(chat.Requester, state => state with { Ticket = chat.Ticket.Number, Awaiting = new("liveChat.rate", chat.Number) });
    }

    /// <summary>Whom to tell: the one it is meant for, else the group, else every agent, so that nobody waits unseen.</summary>
    private async Task<IReadOnlyList<Person>> ToTellAsync(LiveConversation chat)
    {
        if (chat.MeantForId is { } id && await people.FindAsync(id) is { IsAgent: true } one)
        {
            return [one];
        }

        var group = policy.Current.FindGroup(chat.Group);
        var agents = group is null ? [] : await AgentsOfAsync(group, chat.RequesterId);
        return agents.Count > 0 ? agents : [.. (await people.AgentsAsync()).Where(agent => agent.Id != chat.RequesterId)];
    }

    private async Task<List<Person>> AgentsOfAsync(AssignmentGroup group, long requesterId) =>
        [.. (await people.AgentsAsync()).Where(agent => group.Members.Contains(agent.Handle) && agent.Id != requesterId)];
}
