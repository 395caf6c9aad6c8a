namespace BotDesk.Incidents.Suggestions;

/// <summary>An ended ticket: what was said, and how it was filed in the end, by whomever.</summary>
/// <param name="Text"><see cref="Suggester.Text"/>.</param>
public sealed record EndedTicket(string Text, string? Service, string Group, string? Category);

/// <summary>What the rules say that need no learning.</summary>
/// <param name="Service">By the words of a text: the key of a service; null where none is named.</param>
/// <param name="Group">By a service, which may be null: the key of a group.</param>
internal sealed record FilingRules(Func<string, string?> Service, Func<string?, string> Group);

/// <summary>What the desk's own ended tickets teach of how to file the next one. Never changes: learning anew makes a new one.</summary>
/// <param name="At">When it was learnt; null: nothing was yet.</param>
/// <param name="Tickets">From how many tickets.</param>
internal sealed record LearntTickets(DateTimeOffset? At, int Tickets, LearntField Service, LearntField Group, LearntField Category)
{
    public static LearntTickets Nothing { get; } = Learn([], new FilingRules(_ => null, _ => ""), at: null);

    /// <param name="tickets">In the order in which they came.</param>
    public static LearntTickets Learn(IReadOnlyList<EndedTicket> tickets, FilingRules rules, DateTimeOffset? at)
    {
        // One field after the other, so that the examples of one are gone before the next one's are made.
        var service = LearntField.Learn("service", [.. tickets.Where(ticket => ticket.Service is not null).Select(ticket => Lesson(ticket.Text, null, ticket.Service!, () => rules.Service(ticket.Text)))]);
        var group = LearntField.Learn("group", [.. tickets.Select(ticket => Lesson(ticket.Text, ticket.Service, ticket.Group, () => rules.Group(ticket.Service)))]);
        var category = LearntField.Learn("category", [.. tickets.Where(ticket => ticket.Category is not null).Select(ticket => Lesson(ticket.Text, null, ticket.Category!, () => null))]);
        return new LearntTickets(at, tickets.Count, service, group, category);
    }

    private static FieldLesson Lesson(string text, string? known, string label, Func<string?> rule) => new(new LabelledText(TextLabeller.Look(text, known), label), rule);
}
