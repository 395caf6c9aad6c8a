namespace BotDesk.CommandLine.Doctor;

/// <summary>How it stands with one thing.</summary>
internal enum Health
{
    Good,

    /// <summary>It works, but something about it will be missed.</summary>
    Doubtful,

    /// <summary>It does not work until somebody mends it.</summary>
    Bad,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="What">In a sentence, such as "Slack accepts the bot's token, in the workspace Example".</param>
/// <param name="Mend">What to do about it; null where nothing has to be done.</param>
internal sealed record Finding(Health Health, string What, string? Mend = null)
{
    public static Finding Good(string what) => new(Health.Good, what);

    public static Finding Doubtful(string what, string mend) => new(Health.Doubtful, what, mend);

    public static Finding Bad(string what, string mend) => new(Health.Bad, what, mend);
}

/// <summary>Looks at one part of the desk and what it is connected with, and changes nothing there.</summary>
internal interface IExamination
{
    /// <summary>What it looks at, as a heading.</summary>
    string Subject { get; }

    /// <returns>What it found, in the order in which it should be mended; nothing where the part is not used.</returns>
    IAsyncEnumerable<Finding> ExamineAsync(CancellationToken cancellationToken);
}
