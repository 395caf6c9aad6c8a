namespace BotDesk.Watching;

/// <summary>What came of an answer in the channel, or that none was given because answers like it did not help.</summary>
/// <param name="At">When it was answered; when it was asked, where it was not.</param>
/// <param name="WasAnswered">False where it was kept back for what was learnt.</param>
internal sealed record PastAnswer(string Article, DateTimeOffset At, bool WasAnswered, Verdict Verdict);

/// <summary>Whether an article is worth saying in a channel, from what came of answers there. README.md beside this file explains the rule.</summary>
internal static class Learning
{
    /// <summary>The estimated chance to be right from which an article is said unasked. In the direct conversation less is enough: there, a wrong one bothers nobody else.</summary>
    public const double SureFrom = 0.94;

    /// <summary>The same where nothing that was said helped.</summary>
    public const double SurestFrom = 0.99;

    /// <summary>How far back answers count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(90);

    /// <summary>After which an answer to which nothing was said is ignored.</summary>
    public static readonly TimeSpan IgnoredAfter = TimeSpan.FromDays(1);

    /// <summary>Of so many questions that it keeps quiet about, the last is answered to see whether it helps by now.</summary>
    public const int TryEvery = 10;

    /// <summary>The share that helps where nothing is known.</summary>
    private const double UsualShare = 0.6;

    /// <summary>How many answers of that share it is as if there had been of an article, and in a channel.</summary>
    private const double ArticlePrior = 2;
    private const double ChannelPrior = 4;

    /// <summary>Silence counts for so much of a "not helpful".</summary>
    private const double IgnoredWeight = 0.2;

    /// <summary>Below this share an article is not said any more.</summary>
    private const double QuietBelow = 0.35;

    /// <summary>At this share of the channel an article must be <see cref="SurestFrom"/>.</summary>
    private const double SurestAt = 0.2;

    /// <summary>The share of answers that help, as estimated of an article in a channel.</summary>
    public static double ShareOf(string article, IEnumerable<PastAnswer> past, DateTimeOffset now) => Share(past.Where(answer => answer.Article == article), now, ArticlePrior);

    /// <summary>The same of the channel as a whole.</summary>
    public static double ShareOf(IEnumerable<PastAnswer> past, DateTimeOffset now) => Share(past, now, ChannelPrior);

    /// <summary>Whether an article of this share is kept back.</summary>
    public static bool IsQuiet(double articleShare) => articleShare < QuietBelow;

    /// <summary>How sure an article must be in a channel of this share.</summary>
    public static double NeededAt(double channelShare) =>
        SureFrom + ((SurestFrom - SureFrom) * Math.Clamp((UsualShare - channelShare) / (UsualShare - SurestAt), 0, 1));

    /// <summary>Whether the article is said; a try where it otherwise would not be.</summary>
    /// <param name="past">Of the channel, within the window.</param>
    public static (bool Says, bool IsTry) Decide(string article, double confidence, IReadOnlyCollection<PastAnswer> past, DateTimeOffset now)
    {
        if (!IsQuiet(ShareOf(article, past, now)) && confidence >= NeededAt(ShareOf(past, now)))
        {
            return (true, false);
        }

        var own = past.Where(answer => answer.Article == article).ToList();
        var last = own.Where(answer => answer.WasAnswered).Select(answer => answer.At).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        var kept = own.Count(answer => !answer.WasAnswered && answer.At > last);
        return kept + 1 >= TryEvery ? (true, true) : (false, false);
    }

    private static double Share(IEnumerable<PastAnswer> past, DateTimeOffset now, double prior)
    {
        var (helped, against) = (0.0, 0.0);
        foreach (var answer in past.Where(answer => answer.WasAnswered))
        {
            helped += answer.Verdict == Verdict.Helped ? 1 : 0;
            against += answer.Verdict switch
            {
                Verdict.NotHelpful or Verdict.Deleted => 1,
                Verdict.None when now - answer.At >= IgnoredAfter => IgnoredWeight,
                _ => 0,
            };
        }

        return ((UsualShare * prior) + helped) / (prior + helped + against);
    }
}
