using BotDesk.Conversation.Attachments;
using BotDesk.Conversation.Understanding;
using BotDesk.Incidents;
using BotDesk.People;
using BotDesk.Tickets;

namespace BotDesk.LiveChat;

/// <content>What the person does who asked for somebody.</content>
public sealed partial class LiveChatDesk
{
    /// <summary>
    /// Asks for a person: a ticket stands for it, the group's agents are told, and the requester sees their place. Asked again, it is the
    /// same one.
    /// </summary>
    /// <param name="place">Key of the conversation in which they talk.</param>
    /// <param name="about">What they said it is about; null when they have not said.</param>
    /// <param name="ticketNumber">The ticket that was being talked about; null: a new one.</param>
    /// <param name="toHub">Whether the channel's own hub shall take it, instead of the desk's agents.</param>
    /// <returns>The conversation, or why there is none.</returns>
    public async Task<Outcome<LiveConversation>> OpenAsync(Person requester, string place, IncidentReport? about, string? ticketNumber, bool toHub = false)
    {
        if (await book.OfRequesterAsync(requester) is { } open)
        {
            return open;
        }

        if (requester.IsAgent && (await book.OfAgentAsync(requester)).Find(chat => chat.AgentChat == place) is { } serving)
        {
            return Refusal.Conflict(Phrase.Of("liveChat.servesHere", new { who = serving.Requester.Name, serving.Number }));
        }

        if ((await StandInAsync(requester, about, ticketNumber)).Is(out var ticket, out var refusal) is false)
        {
            return refusal;
        }

        var chat = new LiveConversation
        {
            Number = await numbers.NextAsync(NumberSeries.LiveConversation),
            RequesterId = requester.Id,
            Requester = (await people.FindAsync(requester.Id))!,
            Ticket = ticket,
            Group = ticket.Group,
            RequesterChat = place,
            OpenedAt = Now,
        };
        chat.Open(Now);
        db.Add(chat);
        Write(chat, requester, EntryKind.Event, Phrase.Of("liveChat.did.asked"));
        audit.Add(requester, "liveChat.opened", chat.Number, new { ticket = ticket.Number, group = chat.Group });
        if (toHub)
        {
            chat.HandOff();
            await db.SaveChangesAsync();
            return chat;
        }

        await db.SaveChangesAsync();
        await news.TellAgentsAsync(chat);
        return chat;
    }

    /// <summary>The requester writes: to the agent, or into what the agent reads when they take it.</summary>
    /// <param name="place">Key of the conversation in which they wrote: answers go there from now on.</param>
    /// <param name="shown">Pictures that came with it.</param>
    public async Task<Outcome<LiveConversation>> WriteAsync(string number, Person requester, string place, string text, IReadOnlyList<SentFile> shown)
    {
        if (await OwnAsync(number, requester) is not { } chat)
        {
            return Refusal.NotFound(Phrase.Of("liveChat.notYours", new { number }));
        }

        if (!chat.IsOpen)
        {
            return Refusal.Conflict(Phrase.Of("liveChat.endedNobodyGot", new { number }));
        }

        if (text.Length > 0 || shown.Count == 0)
        {
            if (Written("text", text) is { } empty)
            {
                return empty;
            }
        }

        chat.RequesterChat = place;
        if (chat is { Status: LiveChatStatus.Live, Agent.IsAgent: false })
        {
            // Whoever had it works here no more: others have to know.
            chat.Requeue(Now);
            Write(chat, null, EntryKind.Event, Phrase.Of("liveChat.did.requeued"));
            await db.SaveChangesAsync();
            await news.RequeuedAsync(chat);
        }

        var untitled = Phrase.Of("liveChat.untitled");
        if (untitled.IsCalled(chat.Ticket.Title) && text.Length > 0)
        {
            // They were not asked anything before: what they say first is what it is about.
            chat.Ticket.Title = TicketTitle.From(text) is { Length: > 0 } title ? title : chat.Ticket.Title;
            chat.Ticket.Description = text;
        }

        var lines = WriteAll(chat, requester, text, shown);
        chat.Ticket.Answered(Now);
        await db.SaveChangesAsync();
        await news.RelayToAgentAsync(chat, requester, lines);
        return chat;
    }

    /// <summary>The requester leaves the queue, or ends the chat.</summary>
    public async Task<Outcome<LiveConversation>> CloseAsync(string number, Person requester)
    {
        if (await OwnAsync(number, requester) is not { } chat)
        {
            return Refusal.NotFound(Phrase.Of("liveChat.notYours", new { number }));
        }

        var waited = chat.Status == LiveChatStatus.Waiting;
        if (chat.End(Now) is { } no)
        {
            return no;
        }

        Write(chat, requester, EntryKind.Event, waited ? Phrase.Of("liveChat.did.left") : Phrase.Of("liveChat.did.ended"));
        audit.Add(requester, waited ? "liveChat.left" : "liveChat.closed", chat.Number);
        await db.SaveChangesAsync();
        await news.ClosedByRequesterAsync(chat, requester, waited);
        return chat;
    }

    /// <summary>The requester says how the agent's help was; the ticket has it too, where it is done.</summary>
    public async Task<Outcome<LiveConversation>> RateAsync(string number, Person requester, int stars)
    {
        if (await OwnAsync(number, requester) is not { } chat)
        {
            return Refusal.NotFound(Phrase.Of("liveChat.notYours", new { number }));
        }

        if (chat.Rate(stars) is { } no)
        {
            return no;
        }

        audit.Add(requester, "liveChat.rated", chat.Number, new { stars, helper = chat.AgentId });
        if (chat.Ticket.Status is TicketStatus.Resolved or TicketStatus.Closed)
        {
            await tickets.RateAsync(chat.Ticket.Number, requester, stars);
        }
        else
        {
            Write(chat, requester, EntryKind.Event, Phrase.Of("liveChat.did.rated", new { stars }));
        }

        return chat;
    }

    private async Task<LiveConversation?> OwnAsync(string number, Person requester) =>
        await HoldAsync(number) is { } chat && chat.RequesterId == requester.Id ? chat : null;

    /// <summary>The ticket that stands for it.</summary>
    private async Task<Outcome<Ticket>> StandInAsync(Person requester, IncidentReport? about, string? ticketNumber)
    {
        if (ticketNumber is not null && (await tickets.OwnAsync(ticketNumber, requester)).Is(out var known, out _) && known.Status.IsOpen())
        {
            return known;
        }

        var outcome = await incidents.FileAsync(requester, about ?? new IncidentReport(Phrase.Of("liveChat.untitled").In(requester.Language), "", "", "low", "medium"));
        return outcome.Is(out var incident, out var refusal) ? incident : refusal;
    }
}
