namespace BotDesk.Incidents.Suggestions;

/// <summary>How well a field is suggested, measured on the newest tickets by what the older ones taught.</summary>
/// <param name="Name"><c>service</c>, <c>group</c> or <c>category</c>.</param>
/// <param name="Learnt">How many ended tickets have it.</param>
/// <param name="Measured">On how many of these, the newest, both were measured; 0 while there are too few.</param>
/// <param name="RuleRight">For how many of these the rule had it right.</param>
/// <param name="ModelRight">For how many of these what was learnt had it right, with the rule where it was not sure.</param>
/// <param name="Sure">For how many of these what was learnt was sure.</param>
/// <param name="SureRight">And right.</param>
/// <param name="IsUsed">Whether people get what was learnt; otherwise the rule.</param>
public sealed record FieldFigures(string Name, int Learnt, int Measured, int RuleRight, int ModelRight, int Sure, int SureRight, bool IsUsed);

/// <summary>An ended ticket as one field's example.</summary>
/// <param name="Text">With its label: what its agents left in the field.</param>
/// <param name="Rule">What the rule says of it; null where it says nothing.</param>
internal readonly record struct FieldLesson(LabelledText Text, Func<string?> Rule);

/// <summary>What ended tickets teach of one field, and whether it is worth more than the rule.</summary>
/// <param name="Labeller">Null where the rule stays.</param>
internal sealed record LearntField(FieldFigures Figures, TextLabeller? Labeller)
{
    /// <summary>From this confidence on a learnt label is filled in.</summary>
    public const double Floor = 0.6;

    /// <summary>With fewer tickets nothing is measured and the rule stays.</summary>
    public const int Fewest = 100;

    /// <summary>One in so many tickets, the newest, is kept back to measure with.</summary>
    private const int HeldBack = 4;

    /// <summary>How many standard deviations better it must be: by chance one time in twenty (McNemar's test, one-sided).</summary>
    private const double Certain = 1.645;

    /// <summary>Of what it fills in at least this share has to be right.</summary>
    private const double LeastPrecision = 0.7;

    /// <param name="lessons">In the order in which the tickets came.</param>
    public static LearntField Learn(string name, IReadOnlyList<FieldLesson> lessons)
    {
        var older = lessons.Count - (lessons.Count / HeldBack);
        if (lessons.Count < Fewest || TextLabeller.Learn([.. lessons.Take(older).Select(lesson => lesson.Text)]) is not { } measured)
        {
            return new LearntField(new FieldFigures(name, lessons.Count, 0, 0, 0, 0, 0, false), null);
        }

        var (rule, model, sure, sureRight, gained, lost) = (0, 0, 0, 0, 0, 0);
        foreach (var lesson in lessons.Skip(older))
        {
            var guess = measured.Guess(lesson.Text.Features);
            var isSure = guess.Confidence >= Floor;
            var ruleIsRight = lesson.Rule() == lesson.Text.Label;
            var modelIsRight = isSure ? guess.Label == lesson.Text.Label : ruleIsRight;
            rule += ruleIsRight ? 1 : 0;
            model += modelIsRight ? 1 : 0;
            sure += isSure ? 1 : 0;
            sureRight += isSure && modelIsRight ? 1 : 0;
            gained += modelIsRight && !ruleIsRight ? 1 : 0;
            lost += ruleIsRight && !modelIsRight ? 1 : 0;
        }

        var isUsed = gained > lost && gained - lost >= Certain * Math.Sqrt(gained + lost) && sureRight >= LeastPrecision * sure;
        var figures = new FieldFigures(name, lessons.Count, lessons.Count - older, rule, model, sure, sureRight, isUsed);

        // What people get has learnt from the newest, too.
        return new LearntField(figures, isUsed ? TextLabeller.Learn([.. lessons.Select(lesson => lesson.Text)]) : null);
    }
}
