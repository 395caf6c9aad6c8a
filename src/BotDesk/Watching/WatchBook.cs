using BotDesk.Data;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Watching;

/// <summary>What came of questions; README.md beside this file defines each number.</summary>
public sealed record WatchNumbers
{
    public int Seen { get; init; }

    public int Answered { get; init; }

    /// <summary>Of those answered, how many although it had been learnt to keep quiet.</summary>
    public int Tries { get; init; }

    /// <summary>The asker said so.</summary>
    public int Helped { get; init; }

    /// <summary>Of these, those who filed no ticket about the same service in seven days.</summary>
    public int ForGood { get; init; }

    public int NotHelpful { get; init; }

    /// <summary>Somebody deleted the answer.</summary>
    public int Deleted { get; init; }

    /// <summary>The asker deleted the question after it was answered.</summary>
    public int Withdrawn { get; init; }

    /// <summary>Nothing was said for a day.</summary>
    public int Ignored { get; init; }

    /// <summary>Nothing was said, and it is not a day yet.</summary>
    public int Open { get; init; }

    /// <summary>How often others than the asker said that it helped.</summary>
    public int HelpedOthers { get; init; }

    /// <summary>How often it kept quiet, by the reason, such as <c>notSure</c>.</summary>
    public IReadOnlyDictionary<string, int> KeptQuiet { get; init; } = new Dictionary<string, int>();

    /// <summary>For good of all answered; null where nothing was.</summary>
    public double? Rate => Answered == 0 ? null : Math.Round((double)ForGood / Answered, 3);
}

/// <summary>An article in a channel.</summary>
/// <param name="Share">The share of answers that help, as it is estimated.</param>
/// <param name="IsQuiet">Whether it is no longer said there, but for a try now and then.</param>
public sealed record ArticleNumbers(string Article, WatchNumbers Numbers, double Share, bool IsQuiet);

/// <summary>Counts what came of watching.</summary>
internal sealed class WatchBook(DeskDb db, TimeProvider clock)
{
    private static readonly TimeSpan Durable = TimeSpan.FromDays(7);

    public Task<List<WatchedChannel>> ChannelsAsync() => db.Set<WatchedChannel>().OrderBy(channel => channel.Mode == WatchMode.Off).ThenBy(channel => channel.Id).ToListAsync();

    public Task<WatchedChannel?> FindAsync(long id) => db.Set<WatchedChannel>().FirstOrDefaultAsync(channel => channel.Id == id);

    /// <param name="days">How many days back, today included.</param>
    public async Task<IReadOnlyDictionary<long, WatchNumbers>> NumbersAsync(int days)
    {
        var questions = await ReadAsync(days, channel: null);
        return questions.GroupBy(question => question.ChannelId).ToDictionary(group => group.Key, Count);
    }

    /// <summary>Each article that was answered with, or kept back, in the channel; what is said most often first.</summary>
    public async Task<(WatchNumbers All, IReadOnlyList<ArticleNumbers> Articles)> NumbersAsync(WatchedChannel channel, int days)
    {
        var (questions, now) = (await ReadAsync(days, channel.Id), clock.GetUtcNow());
        var past = await PastAsync(db, channel, now);
        var articles =
            from question in questions
            where question.Article is not null
            group question by question.Article into of
            let share = Learning.ShareOf(of.Key, past, now)
            orderby of.Count() descending, of.Key
            select new ArticleNumbers(of.Key, Count(of), Math.Round(share, 3), Learning.IsQuiet(share));
        return (Count(questions), [.. articles]);
    }

    /// <summary>What the channel learns from.</summary>
    public static async Task<List<PastAnswer>> PastAsync(DeskDb db, WatchedChannel channel, DateTimeOffset now)
    {
        var since = now - Learning.Window;
        since = channel.LearnsFrom > since ? channel.LearnsFrom : since;
        return await db.Set<WatchedQuestion>()
            .Where(question => question.ChannelId == channel.Id && question.At >= since && question.Article != null && (question.Outcome == QuestionOutcome.Answered || question.Outcome == QuestionOutcome.DoesNotHelpHere))
            .Select(question => new PastAnswer(question.Article!, question.AnsweredAt ?? question.At, question.Outcome == QuestionOutcome.Answered, question.Verdict))
            .ToListAsync();
    }

    private async Task<List<Row>> ReadAsync(int days, long? channel)
    {
        var now = clock.GetUtcNow();
        var from = now - TimeSpan.FromDays(days);
        var rows = await db.QueryAsync<Row>(
            """
            SELECT q.channel_id AS ChannelId, q.outcome AS Outcome, q.article AS Article, q.is_try AS IsTry, q.verdict AS Verdict, q.answered_at AS AnsweredAt,
                (SELECT count(*) FROM watch_votes v WHERE v.question_id = q.id AND v.person_id <> q.person_id AND v.helped) AS Others,
                (SELECT count(*) FROM tickets t WHERE t.requester_id = q.person_id AND t.opened_at >= q.answered_at AND t.opened_at < q.answered_at + @durable
                    AND (a.service IS NULL OR t.service IS NULL OR t.service = a.service)) AS Tickets
            FROM watched_questions q LEFT JOIN articles a ON a.number = q.article WHERE q.at >= @from AND (CAST(@channel AS bigint) IS NULL OR q.channel_id = @channel)
            """,
            new { from = from.ToUnixTimeMilliseconds(), channel, durable = (long)Durable.TotalMilliseconds });
        rows.ForEach(row => row.IsOld = row.AnsweredAt is { } at && now - DateTimeOffset.FromUnixTimeMilliseconds(at) >= Learning.IgnoredAfter);
        return rows;
    }

    private static WatchNumbers Count(IEnumerable<Row> of)
    {
        var rows = of.ToList();
        var answered = rows.Where(row => row.Outcome == nameof(QuestionOutcome.Answered)).ToList();
        return new WatchNumbers
        {
            Seen = rows.Count,
            Answered = answered.Count,
            Tries = answered.Count(row => row.IsTry),
            Helped = answered.Count(row => row.Verdict == nameof(Verdict.Helped)),
            ForGood = answered.Count(row => row.Verdict == nameof(Verdict.Helped) && row.Tickets == 0),
            NotHelpful = answered.Count(row => row.Verdict == nameof(Verdict.NotHelpful)),
            Deleted = answered.Count(row => row.Verdict == nameof(Verdict.Deleted)),
            Withdrawn = answered.Count(row => row.Verdict == nameof(Verdict.Withdrawn)),
            Ignored = answered.Count(row => row.Verdict == nameof(Verdict.None) && row.IsOld),
            Open = answered.Count(row => row.Verdict == nameof(Verdict.None) && !row.IsOld),
            HelpedOthers = answered.Sum(row => (int)row.Others),
            KeptQuiet = rows.Where(row => row.Outcome is not (nameof(QuestionOutcome.Answered) or nameof(QuestionOutcome.Pending)))
                .GroupBy(row => row.Outcome).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => char.ToLowerInvariant(group.Key[0]) + group.Key[1..], group => group.Count()),
        };
    }

    private sealed class Row
    {
        public long ChannelId { get; init; }

        public string Outcome { get; init; } = "";

        public string? Article { get; init; }

        public bool IsTry { get; init; }

        public string Verdict { get; init; } = "";

        public long? AnsweredAt { get; init; }

        public long Others { get; init; }

        /// <summary>How many tickets about the article's service the asker filed in the seven days after the answer.</summary>
        public long Tickets { get; init; }

        public bool IsOld { get; set; }
    }
}
