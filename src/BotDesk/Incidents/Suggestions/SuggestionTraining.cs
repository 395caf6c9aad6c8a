using BotDesk.Conversation.Understanding;
using BotDesk.Data;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Incidents.Suggestions;

/// <summary>
/// Lets the <see cref="Suggester"/> learn from ended incidents, beside the desk's other work: after the start, and when enough has changed since. Each
/// instance learns by itself from the database that they share, and so the same.
/// </summary>
/// <remarks>Bounded: the newest <see cref="Most"/> incidents, on one core, at most once in an <see cref="Interval"/>.</remarks>
internal sealed partial class SuggestionTraining(Suggester suggester, PolicyUnderstander understander, IDbContextFactory<DeskDb> readers, TimeProvider clock, ILogger<SuggestionTraining> logger) : BackgroundService
{
    public const int Most = 5000;

    /// <summary>How often it looks whether there is something to learn.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>The start has other things to do first.</summary>
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(20);

    /// <summary>So many more ended tickets are worth learning anew at once.</summary>
    private const int EnoughMore = 25;

    /// <summary>After this time any change is.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private Extent _learnt = new(0, null);

    /// <summary>Learns from what there is now.</summary>
    public async Task LearnAsync(CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var extent = await ExtentAsync(db, cancellationToken);
        var tickets = await Ended(db).OrderByDescending(ticket => ticket.Id).Take(Most)
            .Select(ticket => new { ticket.Id, ticket.Title, ticket.Description, ticket.Service, ticket.Group, ticket.Category }).ToListAsync(cancellationToken);
        tickets.Reverse();
        var at = clock.GetUtcNow();
        await Task.Factory.StartNew(
            () => suggester.Learn(tickets.ConvertAll(ticket => new EndedTicket(Suggester.Text(ticket.Title, ticket.Description), ticket.Service, ticket.Group, ticket.Category)), text => understander.Current.Understand(text).Entities.Service, at),
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _learnt = extent;
        foreach (var field in new[] { suggester.Learnt.Service, suggester.Learnt.Group, suggester.Learnt.Category }.Select(field => field.Figures).Where(field => field.Measured > 0))
        {
            Log.Learnt(logger, field.Name, field.Learnt, field.Measured, field.ModelRight, field.RuleRight, field.IsUsed ? "is used" : "is not used, the rule stays");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(AfterStart, clock, stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                if (await IsWorthItAsync(stoppingToken))
                {
                    await LearnAsync(stoppingToken);
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.Failed(logger, error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> IsWorthItAsync(CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var now = await ExtentAsync(db, cancellationToken);
        return now != _learnt && now.Tickets >= LearntField.Fewest
            && (suggester.Learnt.At is not { } before || now.Tickets >= _learnt.Tickets + EnoughMore || clock.GetUtcNow() >= before + Longest);
    }

    private static IQueryable<Incident> Ended(DeskDb db) =>
        db.Set<Incident>().AsNoTracking().Where(ticket => ticket.Status == TicketStatus.Resolved || ticket.Status == TicketStatus.Closed);

    private static async Task<Extent> ExtentAsync(DeskDb db, CancellationToken cancellationToken) =>
        new(await Ended(db).CountAsync(cancellationToken), await Ended(db).MaxAsync(ticket => (DateTimeOffset?)ticket.UpdatedAt, cancellationToken));

    /// <summary>What tells that something has changed: a correction moves the time, a further ticket the number.</summary>
    private sealed record Extent(int Tickets, DateTimeOffset? LastChange);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Suggestions of the {Field}, learnt from {Learnt} incidents: right in {ModelRight} of the newest {Measured}, the rule in {RuleRight}; what was learnt {Verdict}.")]
        public static partial void Learnt(ILogger logger, string field, int learnt, int measured, int modelRight, int ruleRight, string verdict);

        [LoggerMessage(LogLevel.Error, "Learning from ended incidents failed; it is tried again.")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
