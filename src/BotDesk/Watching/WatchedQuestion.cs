using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Watching;

/// <summary>Whether a question was answered, and if not, why the bot kept quiet.</summary>
public enum QuestionOutcome
{
    /// <summary>It is being looked at.</summary>
    Pending,

    Answered,

    /// <summary>No article is likely enough to be right.</summary>
    NotSure,

    /// <summary>Answers like that did not help here.</summary>
    DoesNotHelpHere,

    /// <summary>The asker was given this article lately.</summary>
    GivenLately,

    /// <summary>There were many answers in the channel just before.</summary>
    TooMany,

    /// <summary>A person answered first.</summary>
    PersonWasFirst,

    /// <summary>It had waited for so long that nobody expects an answer any more.</summary>
    TooLate,

    /// <summary>The asker deleted it.</summary>
    Withdrawn,

    /// <summary>The channel lets nobody write to the asker directly.</summary>
    NotReachable,

    /// <summary>The channel was no longer watched.</summary>
    NoLongerWatched,
}

/// <summary>What came of an answer. Nothing, after a day, is "ignored".</summary>
public enum Verdict
{
    None,

    /// <summary>The asker said so.</summary>
    Helped,

    /// <summary>The asker said so, or made a ticket from it.</summary>
    NotHelpful,

    /// <summary>Somebody deleted the answer.</summary>
    Deleted,

    /// <summary>The asker deleted the question.</summary>
    Withdrawn,
}

/// <summary>A question that somebody put to others in a watched channel. Its words are not kept.</summary>
public sealed class WatchedQuestion
{
    public long Id { get; set; }

    public long ChannelId { get; init; }

    /// <summary>Of the conversation that it began.</summary>
    public required string ThreadKey { get; init; }

    /// <summary>The channel's own.</summary>
    public required string MessageId { get; init; }

    public DateTimeOffset At { get; init; }

    public QuestionOutcome Outcome { get; set; }

    /// <summary>Number of the article that answers it; null where none does.</summary>
    public string? Article { get; set; }

    /// <summary>The estimated chance that the article is right.</summary>
    public double? Confidence { get; set; }

    /// <summary>Whether it was answered to see whether answers help by now.</summary>
    public bool IsTry { get; set; }

    /// <summary>Who asked; null where nothing was answered.</summary>
    public long? PersonId { get; set; }

    /// <summary>Code of the language of the answer.</summary>
    public string? Language { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Whether somebody spoke to the bot in the thread since.</summary>
    public bool IsConversation { get; set; }

    public Verdict Verdict { get; set; }

    public DateTimeOffset? JudgedAt { get; set; }
}

/// <summary>What somebody pressed under an answer; each person's first word counts.</summary>
public sealed class WatchVote
{
    public long QuestionId { get; init; }

    public long PersonId { get; init; }

    public bool Helped { get; init; }

    public DateTimeOffset At { get; init; }
}

internal sealed class WatchedQuestionConfiguration : IEntityTypeConfiguration<WatchedQuestion>
{
    public void Configure(EntityTypeBuilder<WatchedQuestion> builder)
    {
        builder.ToTable("watched_questions");
        builder.HasIndex(question => new { question.ThreadKey, question.MessageId }).IsUnique();
        builder.HasIndex(question => new { question.ChannelId, question.At });
        builder.HasIndex(question => new { question.PersonId, question.Article });
    }
}

internal sealed class WatchVoteConfiguration : IEntityTypeConfiguration<WatchVote>
{
    public void Configure(EntityTypeBuilder<WatchVote> builder)
    {
        builder.ToTable("watch_votes");
        builder.HasKey(vote => new { vote.QuestionId, vote.PersonId });
    }
}
