using BotDesk.Conversation;

namespace BotDesk.Tickets.Chat;

/// <summary>A requester's side of tickets in chat: typed or clicked, the same words come back.</summary>
internal sealed class TicketTalk(TicketDesk desk, TicketBook book, TicketCards cards, IEnumerable<ITicketAdjunct> adjuncts)
{
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

    /// <summary>The one ticket that is about these words, or a choice, or a word that there is none.</summary>
    public async Task FindAsync(Turn turn, IReadOnlyList<string> about)
    {
        var tickets = await book.MineAsync(turn.Person, about);
        if (tickets is [var only])
        {
            await ShowAsync(turn, only.Number);
        }
        else if (tickets.Count > 0)
        {
            await ListAsync(turn, about, page: 1);
        }
        else if (about.Count > 0 && (await book.MineAsync(turn.Person, [])).Count > 0)
        {
            turn.Say(Phrase.Of("tickets.noneAbout", new { words = string.Join(' ', about) }));
        }
        else
        {
            turn.Say(Phrase.Of("tickets.noneYet"));
        }
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

    public async Task<Refusal?> CommentAsync(Turn turn, string number, string text)
    {
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
