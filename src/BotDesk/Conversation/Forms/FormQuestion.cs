using System.Globalization;

namespace BotDesk.Conversation.Forms;

/// <summary>What an answer looks like.</summary>
public enum AnswerKind
{
    /// <summary>One line of words.</summary>
    Words,

    /// <summary>As many words as it takes; more can be added to them.</summary>
    Story,

    /// <summary>One of what is offered.</summary>
    Choice,

    /// <summary>Several of what is offered, stored with commas between.</summary>
    Choices,

    /// <summary>Stored as the first choice for yes, the second for no.</summary>
    YesNo,

    /// <summary>A name, a handle or an address.</summary>
    Person,

    /// <summary>Stored like 2026-04-01.</summary>
    Day,

    /// <summary>Stored like 09:30.</summary>
    Time,

    Number,
}

/// <summary>Something to choose.</summary>
/// <param name="Value">What is stored.</param>
/// <param name="Words">What people say instead of the title.</param>
public sealed record FormChoice(string Value, Phrase Title, IReadOnlyList<string> Words);

/// <summary>An input of a form as it is asked in words.</summary>
/// <param name="Id">Of the card's input.</param>
/// <param name="Label">As on the card.</param>
/// <param name="IsRequired">Otherwise it can be skipped.</param>
/// <param name="Choices">Where there is something to choose; of <see cref="AnswerKind.YesNo"/> yes, then no.</param>
public sealed record FormQuestion(string Id, Phrase Label, AnswerKind Kind, bool IsRequired, IReadOnlyList<FormChoice> Choices)
{
    /// <summary>Beside the label; null: nothing.</summary>
    public Phrase? Hint { get; init; }

    /// <summary>By which the form's check names what does not fit here.</summary>
    public string CheckedAs { get; init; } = Id;

    /// <summary>What people call it beside its id and label.</summary>
    public IEnumerable<string> Names => Label.Everywhere.Append(Id).Append(Id.Replace('-', ' ')).Concat(Usual(Id)?.Everywhere.SelectMany(names => names.Split('|')) ?? []);

    public bool IsOffered => Kind is AnswerKind.Choice or AnswerKind.Choices or AnswerKind.YesNo;

    public bool IsFree => Kind is AnswerKind.Words or AnswerKind.Story;

    /// <summary>An answer as people read it.</summary>
    public Phrase Shown(string value) => IsOffered
        ? Phrase.Join(", ", value.Split(',', StringSplitOptions.TrimEntries).Select(part => Choices.FirstOrDefault(choice => choice.Value == part)?.Title ?? Phrase.Plain(part)))
        : Kind == AnswerKind.Day && DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Phrase.Of("conversation.form.day", new { day })
        : Phrase.Plain(value);

    /// <summary>What fields of this id are called in every form.</summary>
    private static Phrase? Usual(string id) => id switch
    {
        "title" => Phrase.Of("conversation.fieldNames.title"),
        "description" => Phrase.Of("conversation.fieldNames.description"),
        "service" or "services" => Phrase.Of("conversation.fieldNames.service"),
        "impact" => Phrase.Of("conversation.fieldNames.impact"),
        "urgency" => Phrase.Of("conversation.fieldNames.urgency"),
        "for-whom" => Phrase.Of("conversation.fieldNames.whom"),
        "needed-by" => Phrase.Of("conversation.fieldNames.by"),
        "comment" => Phrase.Of("conversation.fieldNames.comment"),
        "kind" => Phrase.Of("conversation.fieldNames.kind"),
        "why" or "reason" => Phrase.Of("conversation.fieldNames.why"),
        "startDate" => Phrase.Of("conversation.fieldNames.startDate"),
        "startTime" => Phrase.Of("conversation.fieldNames.startTime"),
        "endDate" => Phrase.Of("conversation.fieldNames.endDate"),
        "endTime" => Phrase.Of("conversation.fieldNames.endTime"),
        "testPlan" => Phrase.Of("conversation.fieldNames.test"),
        "rollBack" => Phrase.Of("conversation.fieldNames.rollBack"),
        "implementer" => Phrase.Of("conversation.fieldNames.implementer"),
        _ => null,
    };
}
