using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Tickets;

namespace BotDesk.Approvals.Chat;

/// <summary>"delegate CHG3 to Anna", "let Anna decide CHG3", "delegate it to Anna".</summary>
internal sealed partial class DelegateCommand(ApprovalTalk talk, ApprovalDesk desk, ApprovalBook book, WhomTheyMean whom) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (Command().Match(turn.Text) is not { Success: true } match)
        {
            return false;
        }

        var number = TicketNumber.Normalise(match.Groups["number"].Value);
        var approval = number is null
            ? await talk.OnlyOneAsync(turn, example => Phrase.Of("approvals.whichDelegate", new { number = example, who = match.Groups["who"].Value }))
            : await book.FindAsync(number);
        if (approval is null)
        {
            if (number is not null)
            {
                turn.Say(Phrase.Of("approvals.nothingAbout", new { number }));
            }

            return true;
        }

        if (!(await whom.FindAsync(match.Groups["who"].Value)).Is(out var to, out var nobody))
        {
            turn.Answer(nobody);
            return true;
        }

        await talk.TypedAsync(turn, approval, (id, _) => desk.DelegateAsync(id, turn.Person, to));
        return true;
    }

    [GeneratedRegex(
        """
        ^\s*(?:please\s+)?(?:
            (?:delegate|hand|pass|forward)\s+(?:(?<number>\#?(?:CHG|REQ)[\s\-_\#]*\d{1,9})|it|this|that|this\s+one)\s+(?:on\s+|over\s+)?to\s+(?<who>[^.!?,]{1,80}?)
          | (?:delegiere|übergib)\s+(?:bitte\s+)?(?:(?<number>\#?(?:CHG|REQ)[\s\-_\#]*\d{1,9})|es|das)\s+an\s+(?<who>[^.!?,]{1,80}?)
          | (?<number>\#?(?:CHG|REQ)[\s\-_\#]*\d{1,9})\s+(?:bitte\s+)?an\s+(?<who>[^.!?,]{1,80}?)\s+(?:delegieren|übergeben|weitergeben)
          | let\s+(?<who>[^.!?,]{1,80}?)\s+(?:decide|approve)\s+(?:about\s+|on\s+)?(?:(?<number>\#?(?:CHG|REQ)[\s\-_\#]*\d{1,9})|it|this|that)
        )\s*[.!]*\s*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Command();
}

/// <summary>*Delegate*: asks to whom.</summary>
internal sealed class ChooseDelegateVerb(ApprovalTalk talk, DelegateCard card) : ApprovalVerb(talk)
{
    public override bool ChangesSomething => false;

    public override async Task<Refusal?> HandleAsync(Turn turn, CardAction action) =>
        ApprovalCard.TryId(action["approval"], out var id) && await card.RenderAsync(id, turn.Person, new("", null)) is { } model
            ? Show(turn, model)
            : Refusal.NotFound(Phrase.Of("approvals.nothingLike"));

    private static Refusal? Show(Turn turn, object model)
    {
        turn.Show(DelegateCard.Path, model);
        return null;
    }
}

/// <summary>Who it was chosen to be, or written.</summary>
internal sealed class DelegateVerb(ApprovalTalk talk, ApprovalDesk desk, ApprovalBook book, DelegateCard card, WhomTheyMean whom, People.PeopleDesk people) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "approval", "chosen", "person" };

    public bool ChangesSomething => true;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        if (!ApprovalCard.TryId(action["approval"], out var id))
        {
            return Refusal.NotFound(Phrase.Of("approvals.cardUnknown"));
        }

        var written = action["person"];
        var found = written.Length > 0 ? await whom.FindAsync(written)
            : action["chosen"] is { Length: > 0 } handle && await people.FindAsync(handle) is { } chosen ? new Outcome<People.Person>(chosen, null)
            : Refusal.Invalid("person", Phrase.Of("approvals.chooseSomebody"));
        var refusal = found.Is(out var to, out var nobody) ? (await desk.DelegateAsync(id, turn.Person, to)).Refusal : nobody;
        if (refusal is null)
        {
            turn.Replace("conversation/done", new { title = Phrase.Of("approvals.askedInPlace", new { to = to!.Name }), text = Phrase.Of("approvals.stillYourself", new { (await book.FindAsync(id))!.Subject }) });
            return null;
        }

        if (refusal.Kind == RefusalKind.Invalid && !turn.IsDialog && await card.RenderAsync(id, turn.Person, new(written, refusal.Message)) is { } again)
        {
            turn.Replace(DelegateCard.Path, again);
            return null;
        }

        return refusal;
    }

    public Task ShowPresentAsync(Turn turn, CardAction action) => talk.ShowAsync(turn, ApprovalCard.TryId(action["approval"], out var id) ? id : 0);
}

/// <summary>The card that asks to whom a decision is passed on.</summary>
internal sealed class DelegateCard(ApprovalBook book, WhomTheyMean whom, IServiceProvider services)
{
    public const string Path = "approvals/delegate";

    /// <returns>Null when nothing of that id waits for this person.</returns>
    public async Task<object?> RenderAsync(long id, People.Person person, TypedName typed)
    {
        if (await book.FindAsync(id) is not { } approval || !approval.WaitsFor(person))
        {
            return null;
        }

        var topic = await services.GetRequiredKeyedService<IApprovalSubject>(approval.Kind).DescribeAsync(approval.Subject, person);
        return new
        {
            approval = ApprovalCard.IdOf(approval),
            number = approval.Subject,
            title = topic.Title,
            choices = (await whom.UsualAsync(person)).Where(each => each.Id != approval.RequesterId).Select(each => new { title = each.JobTitle is null ? each.Name : $"{each.Name}, {each.JobTitle}", value = each.Handle }),
            person = typed.Text,
            errors = new { person = typed.Error },
        };
    }
}

/// <param name="Error">What was wrong with it; null: nothing.</param>
internal sealed record TypedName(string Text, Phrase? Error);
