using System.Globalization;
using BotDesk.Conversation;
using BotDesk.People;
using BotDesk.Tickets;

namespace BotDesk.Approvals;

/// <summary>What was typed into an approval's card and not taken.</summary>
/// <param name="Error">Why not.</param>
public sealed record RefusedEntry(string Text, Phrase Error);

/// <summary>
/// The card by which people decide. Those who are asked see buttons; the requester and those who have decided see the state; in a group,
/// where nobody in particular looks at it, it tells what it is about and who has decided.
/// </summary>
public sealed class ApprovalCard(ApprovalBook book, TicketTimes times, IServiceProvider services) : ISubjectCard
{
    public const string Kind = "approval";
    public const string Path = "approvals/approval";

    /// <summary>How many questions and decisions a card shows; Teams takes cards up to 28 KB.</summary>
    private const int MostLines = 6;
    private const int LongestLine = 300;

    /// <summary>The approval's id as <see cref="CardSubject.Id"/>.</summary>
    public static string IdOf(Approval approval) => approval.Id.ToString(CultureInfo.InvariantCulture);

    public static bool TryId(string text, out long id) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);

    /// <inheritdoc/>
    public async Task<CardView?> RenderAsync(string id, Person? viewer) =>
        TryId(id, out var number) && await book.ReadAsync(number) is { } approval ? await RenderAsync(approval, viewer) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<long>> ConcernsAsync(string id) => TryId(id, out var number) && await book.ReadAsync(number) is { } approval
        ? [.. approval.Seats.OrderBy(seat => seat.Decision is not null).Select(seat => seat.PersonId).Append(approval.RequesterId).Distinct()]
        : [];

    /// <param name="refused">Shown again beside what was wrong with it.</param>
    public async Task<CardView?> RenderAsync(Approval approval, Person? viewer, RefusedEntry? refused = null)
    {
        if (viewer is not null && viewer.Id != approval.RequesterId && !approval.HasAsked(viewer))
        {
            return null;
        }

        var topic = await services.GetRequiredKeyedService<IApprovalSubject>(approval.Kind).DescribeAsync(approval.Subject, viewer ?? approval.Requester);
        var decides = viewer is not null && approval.WaitsFor(viewer);
        return new CardView(Path, new
        {
            approval = IdOf(approval),
            number = approval.Subject,
            kind = topic.Kind,
            title = topic.Title,
            state = State(approval, viewer),
            requester = new { name = approval.Requester.Name, detail = Detail(approval.Requester) },
            opened = times.At(approval.OpenedAt, viewer),
            note = viewer is null ? null : Note(approval, viewer),
            changed = viewer is null ? null : approval.WhatChanged,
            facts = viewer is null ? [] : topic.Facts,
            progress = Progress(approval, viewer, withWords: viewer is not null),
            questions = viewer is null ? [] : Questions(approval, viewer),
            text = refused?.Text,
            errors = new { text = refused?.Error },
            can = new { decide = decides },
        });
    }

    /// <summary>Who has decided what, stage by stage.</summary>
    /// <param name="reader">Null: everybody in a group.</param>
    /// <param name="withWords">Whether also why.</param>
    public object[] Progress(Approval approval, Person? reader, bool withWords)
    {
        var several = approval.Stages.Count > 1;
        return [.. approval.Stages.OrderBy(stage => stage.Step).ThenBy(stage => stage.Id).Select(stage => (object)new
        {
            stage = several ? stage.Name : null,
            rule = ApprovalWords.Rule(stage),
            due = stage is { Status: StageStatus.Open, DueAt: { } due } ? Phrase.Of("approvals.by", new { at = times.At(due, reader) }) : null,
            people = stage.Seats.Where(seat => seat.Counts).Take(MostLines).Select(seat => new
            {
                name = seat.AsWhom is { } whom ? Phrase.Of("approvals.forWhom", new { who = seat.Person.Name, whom = whom.Name }) : seat.Person.Name,
                state = Said(stage, seat),
                when = seat.Decision is { } decision ? times.At(decision.At, reader) : null,
                reason = withWords && seat.Decision?.Reason is { } reason ? Shorten(reason) : null,
            }),
            more = stage.Seats.Count(seat => seat.Counts) - MostLines is > 0 and var more ? Phrase.Of("approvals.andMore", new { count = more }) : null,
        })];
    }

    /// <summary>What was asked and answered, the first first.</summary>
    public object[] Questions(Approval approval, Person reader) => [.. approval.Questions.OrderBy(question => question.Id).TakeLast(MostLines).Select(question => (object)new
    {
        who = question.AskedById == reader.Id ? Phrase.Of("tickets.you") : question.AskedBy.Name,
        when = times.At(question.AskedAt, reader),
        text = Shorten(question.Text),
        answer = question.Answer is { } answer ? new
        {
            who = approval.RequesterId == reader.Id ? Phrase.Of("tickets.you") : approval.Requester.Name,
            when = times.At(question.AnsweredAt!.Value, reader),
            text = Shorten(answer),
        }
        : null,
    })];

    /// <summary>Where it stands, as this person sees it.</summary>
    public static ColouredWord State(Approval approval, Person? viewer) => approval.Status switch
    {
        ApprovalStatus.Pending when viewer is not null && approval.WaitsFor(viewer) && InTheirPlace(approval, viewer) is { Count: > 0 } others =>
            new(Phrase.Of("approvals.state.inYourPlace", new { others = ApprovalWords.Or(others) }), "accent"),
        ApprovalStatus.Pending when viewer is not null && approval.WaitsFor(viewer) => new(Phrase.Of("approvals.list.waiting"), "warning"),
        ApprovalStatus.Pending => new(approval.Status.Word(), "accent"),
        ApprovalStatus.Approved => new(approval.Status.Word(), "good"),
        ApprovalStatus.Rejected => new(approval.Status.Word(), "attention"),
        _ => new(approval.Status.Word(), "default"),
    };

    public static ColouredWord Said(ApprovalStage stage, ApprovalSeat seat) => (seat.Decision?.Choice, stage.Status) switch
    {
        (ApprovalChoice.Approve, _) => new(Phrase.Of("approvals.said.approved"), "good"),
        (ApprovalChoice.Reject, _) => new(Phrase.Of("approvals.said.rejected"), "attention"),
        (_, StageStatus.Open) when !stage.HasSaid(seat.Voice) => new(Phrase.Of("approvals.said.notYet"), "warning"),
        (_, StageStatus.Waiting) => new(Phrase.Of("approvals.said.next"), "default"),
        _ => new(Phrase.Of("approvals.said.noLonger"), "default"),
    };

    /// <summary>Why this person is asked, where the policy does not name them; and what became of what they were asked.</summary>
    public static Phrase? Note(Approval approval, Person viewer)
    {
        if (approval.Status == ApprovalStatus.Superseded)
        {
            return Phrase.Of("approvals.note.changed");
        }

        var seat = approval.Stages.SelectMany(stage => stage.OpenSeatsOf(viewer)).FirstOrDefault(seat => seat.Kind != SeatKind.Asked);
        return seat?.Kind switch
        {
            SeatKind.Delegate => Phrase.Of("approvals.note.delegate", new { who = approval.Seats.FirstOrDefault(other => other.PersonId == seat.AddedById)?.Person.Name ?? seat.AsWhom!.Name, whom = seat.AsWhom!.Name }),
            SeatKind.StandIn => Phrase.Of("approvals.note.standIn", new { whom = seat.AsWhom!.Name }),
            SeatKind.Escalation => Phrase.Of("approvals.note.escalation", new { whom = seat.AsWhom!.Name }),
            _ => null,
        };
    }

    /// <summary>Names of those who were asked by or for this person, where all that waits for them also waits for such a one.</summary>
    private static List<Phrase> InTheirPlace(Approval approval, Person viewer)
    {
        var open = approval.Stages.SelectMany(stage => stage.OpenSeatsOf(viewer)).ToList();
        var silent = approval.Stages.SelectMany(stage => stage.Silent).ToList();
        List<ApprovalSeat> Others(ApprovalSeat own) => silent.FindAll(other => other.Voice == own.Voice && other.AddedById == viewer.Id);
        return open.TrueForAll(own => Others(own).Count > 0) ? [.. open.SelectMany(Others).Select(other => other.Person.Name).Distinct().Select(Phrase.Plain)] : [];
    }

    private static string Detail(Person person) =>
        string.Join(", ", new[] { person.JobTitle, person.Department }.Where(part => !string.IsNullOrWhiteSpace(part)));

    private static string Shorten(string text) => text.Length > LongestLine ? text[..LongestLine].TrimEnd() + "…" : text;
}
