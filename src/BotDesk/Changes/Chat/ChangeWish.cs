using System.Text.RegularExpressions;
using BotDesk.Conversation.Understanding;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.Changes.Chat;

/// <summary>What can be taken from somebody's own words for a change's form: its type, services, window and a proposal of its risk.</summary>
internal sealed partial class ChangeWish(PolicySource policy, TicketTimes times)
{
    /// <summary>How long a window is proposed of which only the start was said.</summary>
    private static readonly TimeSpan UsualWindow = TimeSpan.FromHours(1);

    public Dictionary<string, string> Read(string said, Entities entities, Person person, DateTimeOffset now)
    {
        var changes = policy.Current.Changes!;
        var isEmergency = Emergency().Match(said) is { Success: true };
        var words = Emergency().Replace(said, "").Trim();
        var template = isEmergency ? null : Meant(changes, words);
        var services = entities.Service is { } named ? [named] : ServicesOf(words);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kind"] = isEmergency ? "emergency" : template is not null ? $"standard-{template.Key}" : "normal",
            ["title"] = words.Length == 0 ? "" : TicketTitle.From(words),
            ["description"] = words.Length > ChangeRules.LongestDescription ? words[..ChangeRules.LongestDescription] : words,
            ["services"] = template?.Service ?? string.Join(',', services),
            ["environment"] = template?.Environment ?? changes.Environments.FirstOrDefault(each => each.Label.Everywhere.Any(label => SaidWords.Has(words, label)) || SaidWords.Has(words, each.Key))?.Key ?? changes.Environments[0].Key,
            ["implementer"] = template?.Implementer is { } handle ? $"@{handle}" : person.IsAgent ? person.Name : "",
            [ChangeFields.TimeZone] = times.Zone(person).Id,
        };
        if (template is not null)
        {
            (fields["why"], fields["testPlan"], fields["rollBack"], fields["communication"]) = (template.Why, template.TestPlan, template.RollBack, template.Communication ?? "");
        }

        if (changes.Risk is { } risk)
        {
            foreach (var (question, answer) in RiskAnswers.Proposed(risk, words, template is null ? services : [template.Service]).ByQuestion)
            {
                fields[$"risk-{question}"] = answer;
            }
        }

        Window(fields, entities, person, now, template?.Lasts ?? UsualWindow, isEmergency);
        return fields;
    }

    /// <summary>The service whose own words were said; where none was, nothing is guessed.</summary>
    private string[] ServicesOf(string words) => policy.Current.Services
        .Where(service => service.Keywords.Concat(service.Name.Everywhere).Any(word => SaidWords.Has(words, word))).Select(service => service.Key).Take(1).ToArray();

    /// <summary>The template whose words were said; the longest words, where several were.</summary>
    private static ChangeTemplate? Meant(ChangePolicy changes, string words) => changes.Templates
        .Select(template => (Template: template, Length: template.Keywords.Concat(template.Name.Everywhere).Where(word => SaidWords.Has(words, word)).Select(word => word.Length).DefaultIfEmpty().Max()))
        .Where(found => found.Length > 0).OrderByDescending(found => found.Length).Select(found => found.Template).FirstOrDefault();

    private void Window(Dictionary<string, string> fields, Entities entities, Person person, DateTimeOffset now, TimeSpan lasts, bool isEmergency)
    {
        var local = TimeZoneInfo.ConvertTime(now, times.Zone(person)).DateTime;
        var start = isEmergency && entities.Time is null ? local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute)) : entities.Time?.Resolve(local);
        if (start is not { } begins)
        {
            return;
        }

        fields["startDate"] = fields["endDate"] = ProposedTime.Day(begins);
        if (isEmergency || entities.Time?.Time is not null)
        {
            var ends = entities.Time?.ResolveEnd(local) ?? begins + lasts;
            (fields["startTime"], fields["endDate"], fields["endTime"]) = (ProposedTime.Hour(begins), ProposedTime.Day(ends), ProposedTime.Hour(ends));
        }
    }

    [GeneratedRegex(@"^\s*(?:das\s+ist\s+ein\s+)?notfall(?:[\s-]*(?:change|änderung))?\s*[:,\-–—!.]\s*|^\s*notfall-?(?:change|änderung)\s+(?=\S)|^\s*(?:this\s+is\s+an?\s+)?emergency(?:\s+change)?\s*[:,\-–—!.]\s*|^\s*emergency\s+change\s+(?=\S)", RegexOptions.IgnoreCase)]
    private static partial Regex Emergency();
}
