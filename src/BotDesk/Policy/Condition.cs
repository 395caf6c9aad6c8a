using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>Holds when a field of the form has one of these values.</summary>
/// <param name="Field">Key of a field that stands before.</param>
public sealed record Condition(string Field, ImmutableArray<string> Values)
{
    /// <param name="value">The field's; keys separated by commas where several can be chosen. Null when the field is not asked.</param>
    public bool Holds(string? value) => value?.Split(',').Any(Values.Contains) == true;

    internal static ImmutableArray<Condition> ReadAll(YamlSection section, string key) => section.EachTexts(key, (field, values) => new Condition(field, values));

    /// <summary>Notes each condition on what is not there to be chosen.</summary>
    /// <param name="before">The fields that can be named.</param>
    internal static void Check(YamlSection section, string key, ImmutableArray<Condition> conditions, IReadOnlyList<FormField> before)
    {
        foreach (var condition in conditions)
        {
            if (before.FirstOrDefault(field => field.Key == condition.Field) is not { } field)
            {
                section.Note(key, $"there is no field '{condition.Field}' before it{Suggestion.For(condition.Field, before.Select(other => other.Key))}");
            }
            else if (field.Type is not (FieldType.Choice or FieldType.MultipleChoice or FieldType.YesNo))
            {
                section.Note(key, $"'{condition.Field}' is not a choice, a multiple-choice or a yes-no");
            }
            else if (field.ChoicesFrom is null && condition.Values.FirstOrDefault(value => field.Choices.All(choice => choice.Key != value)) is { } unknown)
            {
                section.Note(key, $"'{condition.Field}' cannot be '{unknown}'{Suggestion.For(unknown, field.Choices.Select(choice => choice.Key))}");
            }
        }
    }
}
