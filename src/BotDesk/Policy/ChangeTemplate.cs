using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>A change that is done again and again in the same way, and was agreed to once and for all.</summary>
/// <param name="Keywords">Words by which people mean it, beside its name.</param>
/// <param name="Description">What is done; what was said stands before it.</param>
/// <param name="Lasts">How long it takes.</param>
public sealed record ChangeTemplate(
    string Key,
    Phrase Name,
    ImmutableArray<string> Keywords,
    string Service,
    string Environment,
    string Description,
    string Why,
    ChangeRisk Risk,
    string TestPlan,
    string RollBack,
    string? Communication,
    string? Implementer,
    TimeSpan Lasts)
{
    internal static ChangeTemplate Read(string key, YamlSection section, ImmutableArray<Choice> environments)
    {
        var environment = section.TextOrNull("environment");
        if (environment is not null && environments.All(each => each.Key != environment))
        {
            section.Note("environment", $"there is no environment '{environment}'{Suggestion.For(environment, environments.Select(each => each.Key))}");
        }

        return new ChangeTemplate(
            key,
            section.Wording("name"),
            section.Texts("keywords"),
            section.Reference("service", Named.Service),
            environment ?? environments.FirstOrDefault()?.Key ?? "",
            section.Text("description"),
            section.Text("why"),
            section.ChoiceOrNull<ChangeRisk>("risk") ?? ChangeRisk.Low,
            section.Text("testPlan"),
            section.Text("rollBack"),
            section.TextOrNull("communication"),
            section.ReferenceOrNull("implementer", Named.Person),
            section.Parsed<TimeSpan>("lasts", Schedule.Length));
    }
}
