using BotDesk.Conversation;
using BotDesk.People;
using BotDesk.Tickets;

namespace BotDesk.Approvals.Chat;

/// <summary>Approvals in a conversation: typed or clicked, the same happens.</summary>
internal sealed class ApprovalTalk(ApprovalDesk desk, ApprovalBook book, ApprovalCard card, SubjectCards cards, SeenCards seen, TicketTimes times, IServiceProvider services)
{
    /// <summary>How many a list shows; more are in the console.</summary>
    private const int MostListed = 8;

    /// <summary>Does something by a click, and shows in the card's place how things stand then.</summary>
    public async Task<Refusal?> ClickedAsync(Turn turn, CardAction action, Func<long, string?, Task<Outcome<Approval>>> operation)
    {
        if (!ApprovalCard.TryId(action["approval"], out var id))
        {
            return Refusal.NotFound(Phrase.Of("approvals.cardUnknown"));
        }

        var outcome = await operation(id, await seen.HashAsync(turn.Chat.Key, action.Nonce));
        if (outcome.Is(out _, out var refusal))
        {
            await cards.ReplaceAsync(turn, Subject(id));
            return null;
        }

        switch (refusal.Kind)
        {
            case RefusalKind.Conflict:
                turn.Say(refusal.Message);
                await cards.ReplaceAsync(turn, Subject(id));
                return null;
            case RefusalKind.Invalid when !turn.IsDialog && turn.SeesReplacement && await card.RenderAsync((await book.FindAsync(id))!, turn.Person, new(action["text"], refusal.Message)) is { } again:
                cards.Replace(turn, Subject(id), again);
                return null;
            default:
                return refusal;
        }
    }

    /// <summary>Decides in words. A rejection without a reason takes the next message for it.</summary>
    public async Task DecideAsync(Turn turn, Approval approval, ApprovalChoice choice, string text)
    {
        turn.State = turn.State with { Awaiting = null };
        await TypedAsync(turn, approval, (id, hash) => DecideAsync(turn, id, choice, text, hash));
        if (choice == ApprovalChoice.Reject && text.Length == 0 && approval.WaitsFor(turn.Person))
        {
            turn.State = turn.State with { Awaiting = new(ReasonCommand.Question, ApprovalCard.IdOf(approval)) };
        }
    }

    /// <summary>Does something in words, and shows how things stand then.</summary>
    public async Task TypedAsync(Turn turn, Approval approval, Func<long, string?, Task<Outcome<Approval>>> operation)
    {
        var outcome = await operation(approval.Id, await seen.LastHashAsync(turn.Chat.Key, Subject(approval.Id)));
        turn.Answer(outcome.Refusal);
        if (outcome.Refusal is null or { Kind: RefusalKind.Conflict })
        {
            await cards.ShowAsync(turn, approval.RequesterId == turn.Person.Id ? new CardSubject(approval.Kind, approval.Subject) : Subject(approval.Id));
        }
    }

    public async Task ShowAsync(Turn turn, long id)
    {
        if (!await cards.ShowAsync(turn, Subject(id)))
        {
            turn.Say(Phrase.Of("approvals.nothingLike"));
        }
    }

    /// <summary>Shows in the place of the card that was clicked how things stand.</summary>
    public async Task ShowPresentAsync(Turn turn, CardAction action)
    {
        if (!ApprovalCard.TryId(action["approval"], out var id) || !await cards.ReplaceAsync(turn, Subject(id)))
        {
            turn.Say(Phrase.Of("conversation.alreadyDone"));
        }
    }

    /// <param name="question">Asked above what waits, with the number of the first as an example.</param>
    public async Task ListAsync(Turn turn, Func<string, Phrase>? question = null)
    {
        var waiting = await book.WaitingForAsync(turn.Person);
        var decided = question is null ? await book.DecidedByAsync(turn.Person, 3) : [];
        if (waiting.Count == 0 && decided.Count == 0)
        {
            turn.Say(Phrase.Of("approvals.nothingWaits"));
            return;
        }

        turn.Show("approvals/list", new
        {
            heading = waiting.Count > 0 && question is not null ? question(waiting[0].Subject) : (waiting.Count == 0 ? Phrase.Of("approvals.list.nothing") : Phrase.Of("approvals.list.waiting")),
            approvals = await RowsAsync(turn.Person, waiting.Take(MostListed)),
            decided = await RowsAsync(turn.Person, decided.Where(approval => !approval.WaitsFor(turn.Person))),
            can = new { approveAll = waiting.Count > 1 && question is null },
            more = waiting.Count > MostListed ? Phrase.Of("approvals.list.more", new { count = waiting.Count - MostListed }) : null,
        });
    }

    /// <summary>What waits for somebody, on a page of their own; null when nothing does.</summary>
    public async Task<CardView?> OnHomeAsync(Person person)
    {
        var waiting = await book.WaitingForAsync(person);
        return waiting.Count == 0 ? null : new CardView("approvals/list", new
        {
            heading = Phrase.Of("approvals.list.waiting"),
            approvals = await RowsAsync(person, waiting.Take(MostListed)),
            decided = Array.Empty<object>(),
            can = new { approveAll = false },
            more = waiting.Count > MostListed ? Phrase.Of("approvals.list.more", new { count = waiting.Count - MostListed }) : null,
        });
    }

    /// <summary>What "approve" means when it is said without a number: the one that waits, or the one the conversation is about.</summary>
    /// <returns>Null when the person has been asked, or told that there is none.</returns>
    public async Task<Approval?> OnlyOneAsync(Turn turn, Func<string, Phrase> question)
    {
        var waiting = await book.WaitingForAsync(turn.Person);
        switch (waiting)
        {
            case []:
                turn.Say(Phrase.Of("approvals.nothingWaits"));
                return null;
            case [var only]:
                return only;
            default:
                await ListAsync(turn, question);
                return null;
        }
    }

    public Task<Outcome<Approval>> DecideAsync(Turn turn, long id, ApprovalChoice choice, string text, string? hash) => desk.DecideAsync(id, turn.Person, choice, text, hash);

    private static CardSubject Subject(long id) => new(ApprovalCard.Kind, id.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private async Task<List<object>> RowsAsync(Person reader, IEnumerable<Approval> approvals)
    {
        var rows = new List<object>();
        foreach (var approval in approvals)
        {
            var topic = await services.GetRequiredKeyedService<IApprovalSubject>(approval.Kind).DescribeAsync(approval.Subject, reader);
            rows.Add(new
            {
                approval = ApprovalCard.IdOf(approval),
                number = approval.Subject,
                title = topic.Title,
                state = ApprovalCard.State(approval, reader),
                requester = approval.Requester.Name,
                opened = times.At(approval.OpenedAt, reader),
            });
        }

        return rows;
    }
}
