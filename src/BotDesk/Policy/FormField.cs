using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

public enum FieldType
{
    Text,
    LongText,
    Choice,
    MultipleChoice,
    Person,
    Date,
    Time,
    Number,
    YesNo,
}

/// <summary>What is offered to choose from, as it is when the form is shown.</summary>
public enum ChoiceSource
{
    Services,
    Groups,
    People,
    Agents,
}

/// <summary>A question of a form, and which answers fit.</summary>
/// <param name="Key">By which the answer is stored. <see cref="ForWhom"/> and <see cref="NeededBy"/> are known to the desk.</param>
/// <param name="Hint">Shown in the empty field. Null: nothing.</param>
/// <param name="Choices">Of a choice, a multiple-choice (unless <paramref name="ChoicesFrom"/>) and a yes-no.</param>
/// <param name="Pattern">What a text looks like as a whole; it cannot be made slow by what is typed.</param>
/// <param name="Example">A text of that pattern.</param>
/// <param name="Outsiders">Whether a person may be named whom the desk does not know.</param>
/// <param name="Decimals">How many decimal places a number may have.</param>
/// <param name="Amount">Of a number its value, of a text its length in characters, of a multiple-choice how many.</param>
/// <param name="When">All of them must hold for the field to be asked.</param>
public sealed record FormField(
    string Key,
    Phrase Label,
    FieldType Type,
    bool IsRequired = false,
    Phrase? Hint = null,
    ImmutableArray<Choice> Choices = default,
    ChoiceSource? ChoicesFrom = null,
    Regex? Pattern = null,
    string? Example = null,
    bool Outsiders = false,
    int Decimals = 0,
    Limits<decimal> Amount = default,
    Limits<DayLimit> Days = default,
    Limits<TimeOnly> Times = default,
    ImmutableArray<Condition> When = default)
{
    /// <summary>Key of the field that says who gets it.</summary>
    public const string ForWhom = "for-whom";

    /// <summary>Key of the field that says until when.</summary>
    public const string NeededBy = "needed-by";

    public const string Yes = "yes";
    public const string No = "no";

    private const int MostFields = 20;
    private const int MostChoices = 40;
    private const int MostChoicesOfForm = 120;

    /// <summary>Names that a card's click uses for itself, or that a form's draft does.</summary>
    private static readonly string[] Taken = ["verb", "nonce", "msteams", "type", "item", "said"];

    private static readonly ImmutableArray<Choice> YesOrNo = [new(Yes, Phrase.Of("policy.yes")), new(No, Phrase.Of("policy.no"))];

    public ImmutableArray<Choice> Choices { get; init; } = Choices.IsDefault ? Type == FieldType.YesNo ? YesOrNo : [] : Choices;

    public ImmutableArray<Condition> When { get; init; } = When.IsDefault ? [] : When;

    /// <summary>The fields of a form, in the order in which they are asked.</summary>
    internal static ImmutableArray<FormField> ReadAll(YamlSection section, string key)
    {
        var fields = new List<FormField>();
        section.EachOwn(key, (name, field) =>
        {
            fields.Add(Read(name, field, fields));
            return name;
        });
        if (fields.Count > MostFields)
        {
            section.Note(key, $"has {fields.Count} fields; a card has room for {MostFields}");
        }

        if (fields.Sum(field => field.Choices.Length) is > MostChoicesOfForm and var all)
        {
            section.Note(key, $"has {all} choices in all; a card has room for {MostChoicesOfForm}");
        }

        return [.. fields];
    }

    private static FormField Read(string key, YamlSection section, List<FormField> before)
    {
        var type = section.Choice<FieldType>("type");
        var field = new FormField(key, section.Wording("label"), type)
        {
            IsRequired = section.YesOrNo("required"),
            Hint = section.WordingOrNull("hint"),
            ChoicesFrom = section.ChoiceOrNull<ChoiceSource>("choicesFrom"),
            Pattern = ReadPattern(section),
            Example = section.TextOrNull("example"),
            Outsiders = section.YesOrNo("outsiders"),
            Decimals = (int)(section.ParsedOrNull<decimal>("decimals", LimitValues.Count) ?? 0),
            When = Condition.ReadAll(section, "when"),
        };
        field = ReadLimits(ReadChoices(field, section), section);
        Condition.Check(section, "when", field.When, before);
        Check(field, section);
        return field;
    }

    private static FormField ReadChoices(FormField field, YamlSection section)
    {
        var has = section.Has("choices");
        var wants = field.Type is FieldType.Choice or FieldType.MultipleChoice;
        if (wants ? has == field.ChoicesFrom is not null : has || field.ChoicesFrom is not null)
        {
            section.Note(has ? "choices" : "choicesFrom", wants ? "a choice needs either 'choices' or 'choicesFrom'" : "only a choice and a multiple-choice have choices");
            return field;
        }

        if (!has)
        {
            return field;
        }

        var choices = section.EachWording("choices", Choice.Read);
        if (choices.Length > MostChoices)
        {
            section.Note("choices", $"has {choices.Length} choices; a card has room for {MostChoices}");
        }

        return field with { Choices = choices };
    }

    private static FormField ReadLimits(FormField field, YamlSection section)
    {
        switch (field.Type)
        {
            case FieldType.Number:
                return field with { Amount = Limits<decimal>.Read(section, LimitValues.Number, decimal.Compare) };
            case FieldType.Text or FieldType.LongText or FieldType.MultipleChoice:
                return field with { Amount = Limits<decimal>.Read(section, LimitValues.Count, decimal.Compare) };
            case FieldType.Date:
                return field with { Days = Limits<DayLimit>.Read(section, DayLimit.Parse, DayLimit.Compare) };
            case FieldType.Time:
                return field with { Times = Limits<TimeOnly>.Read(section, LimitValues.Time, (one, other) => one.CompareTo(other)) };
            default:
                foreach (var key in (string[])["min", "max"])
                {
                    if (section.Has(key))
                    {
                        section.Note(key, "only a number, a text, a multiple-choice, a date and a time have one");
                    }
                }

                return field;
        }
    }

    private static void Check(FormField field, YamlSection section)
    {
        if (Taken.Contains(field.Key))
        {
            section.Note("label", $"a field cannot be called '{field.Key}'; the desk uses that name itself");
        }

        Only("pattern", FieldType.Text);
        Only("example", FieldType.Text);
        Only("outsiders", FieldType.Person);
        Only("decimals", FieldType.Number);
        if (field is { Hint: not null, Type: FieldType.YesNo or FieldType.MultipleChoice })
        {
            section.Note("hint", "there is no empty field in which it could stand");
        }

        if (field.Pattern is not null && field.Example is null)
        {
            section.Note("pattern", "needs an 'example', which people are shown when what they typed does not fit");
        }
        else if (field.Pattern?.IsMatch(field.Example!) == false)
        {
            section.Note("example", $"'{field.Example}' does not fit the pattern");
        }

        if (field.Key == ForWhom && field.Type is not (FieldType.Person or FieldType.Text))
        {
            section.Note("type", $"'{ForWhom}' names who gets it, so it is a person or a text");
        }

        if (field.Key == NeededBy && field.Type != FieldType.Date)
        {
            section.Note("type", $"'{NeededBy}' is a date");
        }

        void Only(string key, FieldType type)
        {
            if (field.Type != type && section.Has(key))
            {
                section.Note(key, $"only a {type.ToString().ToLowerInvariant()} has one");
            }
        }
    }

    private static Regex? ReadPattern(YamlSection section)
    {
        if (section.TextOrNull("pattern") is not { } text)
        {
            return null;
        }

        try
        {
            return new Regex($@"\A(?:{text})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            section.Note("pattern", wrong is NotSupportedException ? "looking around and back-references are not possible" : $"is not a regular expression: {wrong.Message}");
            return null;
        }
    }
}
