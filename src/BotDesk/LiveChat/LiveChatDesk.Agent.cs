using BotDesk.Conversation.Attachments;
using BotDesk.People;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.LiveChat;

/// <content>What an agent does.</content>
public sealed partial class LiveChatDesk
{
    /// <summary>An agent takes it: of several at once, one has it and the others are told who.</summary>
    /// <param name="place">Key of the conversation in which they talk; null: in the console.</param>
    /// <param name="over">Whether also from the agent who has it.</param>
    public async Task<Outcome<LiveConversation>> TakeAsync(string number, Person agent, string? place, bool over = false)
    {
        if ((await WorkableAsync(number, agent)).Is(out var chat, out var refusal) is false)
        {
            return refusal;
        }

        if (place is not null && await book.OfRequesterAsync(agent) is { } own && own.RequesterChat == place)
        {
            return Refusal.Conflict(Phrase.Of("liveChat.waitsHere", new { own = own.Number, number }));
        }

        var (before, was) = (chat.Agent, chat.AgentChat);
        var again = chat.Status == LiveChatStatus.Live && chat.AgentId == agent.Id;
        var me = (await people.FindAsync(agent.Id))!;
        if (chat.Take(me, place, over, Now) is { } no)
        {
            return no;
        }

        chat.AgentMark = await LastLineAsync();
        if (again)
        {
            await db.SaveChangesAsync();
            await news.BringUpToDateAsync(chat);
            return chat;
        }

        Write(chat, me, EntryKind.Event, before is null ? Phrase.Of("liveChat.did.joined") : Phrase.Of("liveChat.did.tookOver", new { agent = before.Name }));
        audit.Add(me, "liveChat.taken", chat.Number, new { ticket = chat.Ticket.Number, from = before?.Handle });
        if (chat.Ticket.AssigneeId != me.Id)
        {
            chat.Ticket.Take(me, Now);
        }

        await db.SaveChangesAsync();
        await news.JoinedAsync(chat, me, before, was);
        return chat;
    }

    /// <summary>An agent writes to the requester, who has it at once.</summary>
    public async Task<Outcome<LiveConversation>> SayAsync(string number, Person agent, string text, IReadOnlyList<SentFile> shown)
    {
        if ((await HeldByAsync(number, agent)).Is(out var chat, out var refusal) is false)
        {
            return refusal;
        }

        if ((text.Length > 0 || shown.Count == 0) && Written("text", text) is { } empty)
        {
            return empty;
        }

        var lines = WriteAll(chat, agent, text, shown);
        await db.SaveChangesAsync();
        chat.AgentMark = lines[^1].Id;
        await news.RelayToRequesterAsync(chat, agent, lines);
        return chat;
    }

    /// <summary>An agent writes for agents only. Nobody else is told, ever.</summary>
    public async Task<Outcome<LiveConversation>> RemarkAsync(string number, Person agent, string text)
    {
        if ((await WorkableAsync(number, agent)).Is(out var chat, out var refusal) is false)
        {
            return refusal;
        }

        if (Written("remark", text) is { } empty)
        {
            return empty;
        }

        Write(chat, agent, EntryKind.InternalNote, Phrase.Of("liveChat.did.noted"), text.Trim());
        audit.Add(agent, "liveChat.remarked", chat.Number);
        return chat;
    }

    /// <summary>An agent sends an article that the requester may read.</summary>
    public async Task<Outcome<LiveConversation>> SendArticleAsync(string number, Person agent, string article)
    {
        if ((await HeldByAsync(number, agent)).Is(out var chat, out var refusal) is false)
        {
            return refusal;
        }

        if (await knowledge.FindAsync(article, chat.Requester) is not { } found)
        {
            return await knowledge.FindAsync(article, agent) is null
                ? Refusal.NotFound(Phrase.Of("liveChat.noArticle", new { article }))
                : Refusal.Forbidden(Phrase.Of("liveChat.articleNotFor", new { article, who = chat.Requester.Name }));
        }

        var line = Write(chat, agent, EntryKind.Comment, Phrase.Of("liveChat.did.article"), $"{found.Number}: {found.Title}");
        await db.SaveChangesAsync();
        chat.AgentMark = line.Id;
        await news.ArticleAsync(chat, agent, found);
        return chat;
    }

    /// <summary>An agent gives it to a group's queue, or to one agent of whom they think, with a note among agents.</summary>
    /// <param name="group">Key; empty: its own, or that of the agent.</param>
    /// <param name="agentHandle">Empty: whoever of the group is free.</param>
    public async Task<Outcome<LiveConversation>> TransferAsync(string number, Person agent, string group, string agentHandle, string note)
    {
        if ((await WorkableAsync(number, agent)).Is(out var chat, out var refusal) is false)
        {
            return refusal;
        }

        if (chat.Status == LiveChatStatus.Live && chat.AgentId != agent.Id)
        {
            return Refusal.Forbidden(Phrase.Of("liveChat.takeOverFirst", new { agent = chat.Agent!.Name, number }));
        }

        if (group.Length == 0 && agentHandle.Length == 0)
        {
            return Refusal.Invalid("group", Phrase.Of("liveChat.toWhom"));
        }

        if (note.Length > 0 && Written("note", note) is { } wrong)
        {
            return wrong;
        }

        var to = agentHandle.Length == 0 ? null : await people.FindAsync(agentHandle);
        if (agentHandle.Length > 0 && (to is not { IsAgent: true } || to.Id == chat.RequesterId || to.Id == agent.Id))
        {
            return Refusal.Invalid("agent", to?.Id == agent.Id ? Phrase.Of("liveChat.haveItAlready") : Phrase.Of("liveChat.notRequester"));
        }

        var target = policy.Current.FindGroup(group.Length > 0 ? group : GroupOf(to!, chat.Group));
        if (target is null)
        {
            return Refusal.Invalid("group", Phrase.Of("tickets.groupUnknown"));
        }

        if (to is null && !await news.HasAgentsAsync(target, chat.RequesterId))
        {
            return Refusal.Invalid("group", Phrase.Of("liveChat.nobodyInGroup", new { group = target.Name }));
        }

        if (chat.Transfer(target.Key, to, Now) is { } no)
        {
            return no;
        }

        chat.Ticket.Assign(target.Key, null, Now);
        var whom = to?.Name ?? target.Name;
        Write(chat, agent, EntryKind.Event, Phrase.Of("liveChat.did.passed", new { whom }));
        if (note.Trim().Length > 0)
        {
            Write(chat, agent, EntryKind.InternalNote, Phrase.Of("liveChat.did.notedPassing"), note.Trim());
        }

        audit.Add(agent, "liveChat.transferred", chat.Number, new { group = target.Key, agent = to?.Handle });
        await db.SaveChangesAsync();
        await news.TransferredAsync(chat, agent, to);
        return chat;
    }

    /// <summary>The agent ends it.</summary>
    /// <param name="code">Key of one of the ways in which the ticket can end; empty: it stays open.</param>
    /// <param name="text">What was done, for the requester to read.</param>
    public async Task<Outcome<LiveConversation>> EndAsync(string number, Person agent, string code, string text)
    {
        if ((await HeldByAsync(number, agent)).Is(out var chat, out var refusal) is false)
        {
            return refusal;
        }

        if (code.Length == 0 && text.Trim().Length > 0)
        {
            return Refusal.Invalid("resolutionCode", Phrase.Of("liveChat.endedHow"));
        }

        if (code.Length > 0 && (await tickets.ResolveAsync(chat.Ticket.Number, agent, code, text, asksRequester: false)).Refusal is { } no)
        {
            return no;
        }

        if (chat.End(Now) is { } late)
        {
            return late;
        }

        Write(chat, agent, EntryKind.Event, Phrase.Of("liveChat.did.ended"));
        audit.Add(agent, "liveChat.ended", chat.Number, new { ticket = chat.Ticket.Number, code });
        await db.SaveChangesAsync();
        await news.EndedByAgentAsync(chat, agent);
        return chat;
    }

    /// <summary>What the agent writes next goes to this one of their conversations.</summary>
    public async Task<Outcome<LiveConversation>> ChooseAsync(string number, Person agent)
    {
        if ((await HeldByAsync(number, agent)).Is(out var chat, out var refusal) is false)
        {
            return refusal;
        }

        chat.AgentMark = await LastLineAsync();
        return chat;
    }

    /// <summary>The ways in which its ticket can end.</summary>
    public IReadOnlyList<Policy.Choice> Resolutions(LiveConversation chat) => tickets.Resolutions(chat.Ticket);

    /// <summary>A conversation that this agent may work on: any but their own.</summary>
    private async Task<Outcome<LiveConversation>> WorkableAsync(string number, Person agent)
    {
        if (!agent.IsAgent)
        {
            return Refusal.Forbidden(Phrase.Of("tickets.onlyAgents"));
        }

        if (await HoldAsync(number) is not { } chat)
        {
            return Refusal.NotFound(Phrase.Of("liveChat.noChat", new { number }));
        }

        return chat.RequesterId == agent.Id ? Refusal.Forbidden(Phrase.Of("liveChat.ownChat", new { number })) : chat;
    }

    /// <summary>A conversation that this agent has.</summary>
    private async Task<Outcome<LiveConversation>> HeldByAsync(string number, Person agent)
    {
        if ((await WorkableAsync(number, agent)).Is(out var chat, out var refusal) is false)
        {
            return refusal;
        }

        return chat.Status switch
        {
            LiveChatStatus.Live when chat.AgentId == agent.Id => chat,
            LiveChatStatus.Live => Refusal.Conflict(Phrase.Of("liveChat.notSentOther", new { agent = chat.Agent!.Name, number })),
            LiveChatStatus.Ended => Refusal.Conflict(Phrase.Of("liveChat.notSentEnded", new { number, who = chat.Requester.Name, ticket = chat.Ticket.Number })),
            _ => Refusal.Conflict(Phrase.Of("liveChat.notSentNobody", new { number })),
        };
    }

    private async Task<long> LastLineAsync() =>
        await db.Set<TicketEntry>().MaxAsync(entry => (long?)entry.Id) ?? 0;

    private string GroupOf(Person agent, string own) =>
        policy.Current.FindGroup(own)?.Members.Contains(agent.Handle) == true
            ? own
            : policy.Current.Groups.FirstOrDefault(group => group.Members.Contains(agent.Handle))?.Key ?? own;
}
