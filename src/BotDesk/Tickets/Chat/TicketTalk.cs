using BotDesk.Conversation;
using BotDesk.People;
using BotDesk.Tickets.Files;

namespace BotDesk.Tickets.Chat;

/// <summary>A requester's side of tickets in chat: typed or clicked, the same words come back.</summary>
internal sealed class TicketTalk(TicketDesk desk, TicketBook book, TicketCards cards, TicketFiles files, OwnTickets own, TicketTimes times, IEnumerable<ITicketAdjunct> adjuncts)
{
    private const int MostOffered = 5;

    public async Task ShowAsync(Turn turn, string number)
    {
        var ticket = await book.FindAsync(number);
        if (ticket?.RequesterId == turn.Person.Id)
        {
            turn.State = turn.State with { Ticket = ticket.Number, Awaiting = ticket.Status == TicketStatus.Resolved ? new("tickets.confirm", ticket.Number) : null };
            turn.Show("tickets/ticket", cards.ForRequester(ticket, turn.Person, await StandingAsync(ticket)));
        }
        else if (ticket is not null && turn.Person.IsAgent)
        {
            await WorkAsync(turn, ticket);
        }
        else
        {
            turn.Say(Phrase.Of("tickets.notYours", new { number }));
        }
    }

    private async Task<Phrase?> StandingAsync(Ticket ticket)
    {
        foreach (var adjunct in adjuncts)
        {
            if (await adjunct.StandingAsync(ticket) is { } standing)
            {
                return standing;
            }
        }

        return null;
    }

    /// <summary>What a second click on a sent form shows: what it became.</summary>
    public async Task ShowFiledAsync(Turn turn)
    {
        if (turn.State.Ticket is { } number)
        {
            await ShowAsync(turn, number);
        }
        else
        {
            turn.Say(Phrase.Of("tickets.sentAlready"));
        }
    }

    /// <summary>The ticket as the agent's work, for whoever may work on it.</summary>
    public async Task WorkAsync(Turn turn, Ticket ticket, IReadOnlyDictionary<string, Phrase>? errors = null)
    {
        turn.State = turn.State with { Ticket = ticket.Number };
        turn.Show("tickets/work", await cards.ForAgentAsync(ticket, turn.Person, desk.Resolutions(ticket), errors));
    }

    /// <param name="about">Words that they must contain; empty for all.</param>
    public async Task ListAsync(Turn turn, IReadOnlyList<string> about, int page)
    {
        var tickets = await book.MineAsync(turn.Person, about);
        var words = string.Join(' ', about);
        turn.Show("tickets/list", cards.List(
            about.Count == 0 ? Phrase.Of("tickets.listHeading") : Phrase.Of("tickets.listAbout", new { words }), tickets, Math.Max(1, page), words, turn.Person,
            Phrase.Of("tickets.listEmpty")));
    }

    /// <summary>The one ticket that is about these words and how it stands, or a choice, or a word that there is none and what can be done.</summary>
    public async Task FindAsync(Turn turn, IReadOnlyList<string> about)
    {
        turn.IsPersonal = true;
        var tickets = about.Count == 0 ? await book.MineAsync(turn.Person, []) : await own.AboutAsync(turn.Person, about);
        if (tickets is [var only])
        {
            await StandsAsync(turn, only.Number);
        }
        else if (tickets.Count > MostOffered || (tickets.Count > 0 && about.Count == 0))
        {
            await ListAsync(turn, about, page: 1);
        }
        else if (tickets.Count > 0)
        {
            turn.Show("conversation/choices", new
            {
                question = Phrase.Of("tickets.whichOne"),
                choices = tickets.Select(ticket => new { title = Phrase.Of("tickets.oneOf", new { ticket.Number, ticket.Title, status = TicketCards.Status(ticket.Status, asRequester: true).Word }), text = $"status of {ticket.Number}" }),
            });
        }
        else if (about.Count > 0)
        {
            var words = string.Join(' ', about);
            turn.Show("conversation/choices", new
            {
                question = Phrase.Of("tickets.noneAbout", new { words }),
                choices = new[]
                {
                    new { title = Phrase.Of("tickets.orderIt"), text = $"request: {words}" },
                    new { title = Phrase.Of("conversation.choice.problem"), text = $"problem: {turn.Text}" },
                    new { title = Phrase.Of("tickets.mine"), text = "my tickets" },
                },
            });
        }
        else
        {
            turn.Say(Phrase.Of("tickets.noneYet"));
        }
    }

    /// <summary>Says in a sentence how a ticket of the person's own stands, and shows it.</summary>
    public async Task StandsAsync(Turn turn, string number)
    {
        turn.IsPersonal = true;
        if (await book.FindAsync(number) is { } ticket && ticket.RequesterId == turn.Person.Id)
        {
            turn.Say(await StandsAsync(ticket, turn.Person));
        }

        await ShowAsync(turn, number);
    }

    private async Task<Phrase> StandsAsync(Ticket ticket, Person reader)
    {
        if (await StandingAsync(ticket) is { } standing)
        {
            return Phrase.Of("tickets.stands.otherwise", new { ticket.Number, ticket.Title, standing });
        }

        var at = times.At(ticket.UpdatedAt, reader);
        var stands = ticket.Status switch
        {
            TicketStatus.New => Phrase.Of("tickets.stands.new", new { ticket.Number, ticket.Title, at = times.At(ticket.OpenedAt, reader) }),
            TicketStatus.InProgress when ticket.Assignee is { } agent => Phrase.Of("tickets.stands.inProgress", new { ticket.Number, ticket.Title, agent = agent.Name, at }),
            TicketStatus.Pending => Phrase.Of("tickets.stands.pending", new { ticket.Number, ticket.Title, at }),
            TicketStatus.Resolved => Phrase.Of("tickets.stands.resolved", new { ticket.Number, ticket.Title, at }),
            _ => Phrase.Of("tickets.stands.is", new { ticket.Number, ticket.Title, status = TicketCards.Status(ticket.Status, asRequester: true).Word, at }),
        };
        var steps = ticket.Steps();
        return ticket.Status.IsOpen() && steps.Count > 0
            ? Phrase.Join(" ", stands, Phrase.Of("tickets.stands.steps", new { done = steps.Count(step => step.IsEnded), total = steps.Count, now = Phrase.Join(", ", steps.Where(step => step.IsOpen).Select(step => step.Name)) }))
            : stands;
    }

    /// <summary>"42" is INC42 or REQ42, whichever of the two is the person's own.</summary>
    public async Task<string?> ResolveNumberAsync(Turn turn, string? written)
    {
        if (written is null)
        {
            return null;
        }

        if (TicketNumber.Normalise(written) is { } full)
        {
            return full;
        }

        foreach (var series in new[] { NumberSeries.Incident, NumberSeries.ServiceRequest })
        {
            if ((await book.FindAsync(series + written))?.RequesterId == turn.Person.Id)
            {
                return series + written;
            }
        }

        return NumberSeries.Incident + written;
    }

    /// <summary>Adds words, and the files that were held in this conversation.</summary>
    public async Task<Refusal?> AddAsync(Turn turn, string number, string text)
    {
        turn.IsPersonal = true;
        if (turn.State.Held is not { } held)
        {
            return await CommentAsync(turn, number, text);
        }

        if (!(await files.AddHeldAsync(number, turn.Person, held)).Is(out var ticket, out var refusal))
        {
            turn.State = turn.State with { Held = null };
            return text.Trim().Length > 0 ? await CommentAsync(turn, number, text) : refusal;
        }

        turn.State = turn.State with { Held = null, Ticket = ticket.Number };
        turn.Say(FilesSent.Added(ticket, ticket.Files.Where(file => held.Contains(file.Id)).Select(file => file.Name)));
        return text.Trim().Length > 0 ? await CommentAsync(turn, number, text) : null;
    }

    public async Task<Refusal?> CommentAsync(Turn turn, string number, string text)
    {
        turn.IsPersonal = true;
        var outcome = await desk.CommentAsync(number, turn.Person, text);
        if (outcome.Is(out var ticket, out var refusal))
        {
            turn.State = turn.State with { Ticket = ticket.Number };
            turn.Say(Phrase.Of("tickets.added", new { ticket.Number, text = Shorten(text), told = Told(ticket, Phrase.Of("tickets.whoeverTakes")) }));
            return null;
        }

        return refusal;
    }

    public async Task<Refusal?> ConfirmAsync(Turn turn, string number)
    {
        turn.IsPersonal = true;
        var outcome = await desk.ConfirmAsync(number, turn.Person);
        if (outcome.Is(out var ticket, out var refusal))
        {
            turn.State = turn.State with { Ticket = ticket.Number, Awaiting = new("tickets.rate", ticket.Number) };
            turn.Show("tickets/rate", cards.Rate(ticket));
            return null;
        }

        return refusal;
    }

    public async Task<Refusal?> ReopenAsync(Turn turn, string number, string reason)
    {
        turn.IsPersonal = true;
        var outcome = await desk.ReopenAsync(number, turn.Person, reason);
        if (outcome.Is(out var ticket, out var refusal))
        {
            turn.State = turn.State with { Ticket = ticket.Number, Awaiting = null };
            turn.Say(Phrase.Of("tickets.reopened", new { ticket.Number, told = Told(ticket, Phrase.Of("tickets.backInQueue")) }));
            return null;
        }

        return refusal;
    }

    public async Task<Refusal?> WithdrawAsync(Turn turn, string number)
    {
        turn.IsPersonal = true;
        var outcome = await desk.WithdrawAsync(number, turn.Person);
        if (outcome.Is(out var ticket, out var refusal))
        {
            turn.Say(Phrase.Of("tickets.withdrawn", new { ticket.Number }));
            return null;
        }

        return refusal;
    }

    public async Task<Refusal?> RateAsync(Turn turn, string number, int stars)
    {
        turn.IsPersonal = true;
        var outcome = await desk.RateAsync(number, turn.Person, stars);
        if (outcome.Is(out var ticket, out var refusal))
        {
            turn.State = turn.State with { Awaiting = null };
            turn.Say(stars >= 4 ? Phrase.Of("tickets.ratedWell") : Phrase.Of("tickets.ratedBadly", new { ticket.Number }));
            return null;
        }

        return refusal;
    }

    private static Phrase Told(Ticket ticket, Phrase nobody) => ticket.Assignee is { } agent ? Phrase.Of("tickets.toldAgent", new { agent = agent.Name }) : nobody;

    private static string Shorten(string text) => text.Trim() is { Length: > 120 } longText ? longText[..120] + "…" : text.Trim();
}
