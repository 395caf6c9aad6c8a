using BotDesk.Data;
using BotDesk.Indexing;
using BotDesk.Search;
using BotDesk.Search.Analysis;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Tickets;

/// <summary>The full-text index of tickets, for agents: internal notes are in it.</summary>
public sealed class TicketIndex(IDbContextFactory<DeskDb> readers, TimeProvider clock, ILogger<TicketIndex> logger)
    : FollowingIndex<Ticket>(FullText.NewIndex(NewSchema()), readers, clock, logger)
{
    internal const string Number = "number";
    internal const string Title = "title";
    internal const string Description = "description";
    internal const string Comments = "comments";

    /// <summary>The id of the requester, by which an agent's own tickets are left out.</summary>
    internal const string RequesterId = "requesterid";

    private volatile IIndexSearcher _searcher = FullText.NewIndex(NewSchema()).Searcher;

    public IIndexSearcher Searcher => _searcher;

    protected override IQueryable<Ticket> Rows(DeskDb db) =>
        db.Set<Ticket>().Include(ticket => ticket.Requester).Include(ticket => ticket.Assignee).Include(ticket => ticket.History.OrderBy(entry => entry.Id)).AsSplitQuery();

    protected override IQueryable<Ticket> ChangedSince(IQueryable<Ticket> rows, DateTimeOffset since) => rows.Where(ticket => ticket.UpdatedAt >= since);

    protected override IQueryable<Ticket> WithIds(IQueryable<Ticket> rows, IReadOnlyList<long> ids) => rows.Where(ticket => ids.Contains(ticket.Id));

    protected override IQueryable<RowState> StatesOf(IQueryable<Ticket> rows) => rows.Select(ticket => new RowState(ticket.Id, ticket.Version, ticket.UpdatedAt));

    protected override RowState StateOf(Ticket row) => new(row.Id, row.Version, row.UpdatedAt);

    protected override Document? Read(Ticket row, out string key)
    {
        key = row.Number;
        return new Document(
            row.Number,
            (Number, row.Number),
            (Title, row.Title),
            (Description, row.Description),
            (Comments, string.Join("\n\n", row.History.Where(entry => entry.Kind != EntryKind.Event).Select(entry => entry.Text).OfType<string>())),
            ("resolution", row.Resolution ?? ""),
            ("requester", $"{row.Requester.Name} {row.Requester.Handle}"),
            ("assignee", row.Assignee is { } assignee ? $"{assignee.Name} {assignee.Handle}" : "none"),
            ("kind", InEveryLanguage(row.Kind)),
            ("status", $"{InEveryLanguage(row.Status.Word())}{(row.Status.IsOpen() ? ", open, offen" : "")}"),
            ("priority", row.PriorityWord ?? ""),
            ("group", row.Group),
            ("service", row.Service ?? ""),
            (RequesterId, $"{row.RequesterId}"));
    }

    private static string InEveryLanguage(Phrase phrase) => string.Join(' ', Language.All.Select(phrase.In));

    protected override void Publish(IIndexSearcher searcher) => _searcher = searcher;

    private static IndexSchema NewSchema()
    {
        var (words, names, key) = (new EnglishAnalyzer(), WordAnalyzer.Standard, new KeywordAnalyzer());
        return new IndexSchema(
            new FieldType(Number, key),
            new FieldType(Title, words) { Weight = 2 },
            new FieldType(Description, words),
            new FieldType(Comments, words),
            new FieldType("resolution", words),
            new FieldType("requester", names),
            new FieldType("assignee", names) { Default = false },
            new FieldType("kind", names) { Default = false },
            new FieldType("status", names) { Default = false },
            new FieldType("priority", key) { Default = false },
            new FieldType("group", key) { Default = false },
            new FieldType("service", key) { Default = false },
            new FieldType(RequesterId, key) { Default = false });
    }
}
