using BotDesk.Policy;

namespace BotDesk.Incidents.Suggestions;

/// <summary>
/// Suggests how an incident is filed: by what the desk's own tickets taught, where that was measured to be better than the rules: the service whose
/// keyword is named, that service's group, and no category. What it suggests stands in the form, where the person changes it.
/// </summary>
/// <remarks>Thread safe; a suggestion takes less than a millisecond.</remarks>
public sealed class Suggester(PolicySource policy)
{
    /// <summary>So much of a description is read: the beginning says what it is about.</summary>
    private const int ReadOfDescription = 400;

    private volatile LearntTickets _learnt = LearntTickets.Nothing;

    /// <summary>What was learnt last.</summary>
    internal LearntTickets Learnt => _learnt;

    /// <summary>The key of a service; null where the rule decides.</summary>
    public string? Service(string title, string description) =>
        Find(_learnt.Service, Text(title, description), null, key => policy.Current.FindService(key) is not null);

    /// <summary>The key of a category; null where none can be told.</summary>
    public string? Category(string title, string description) =>
        Find(_learnt.Category, Text(title, description), null, key => policy.Current.Categories.Any(category => category.Key == key));

    /// <summary>The key of the group that gets it.</summary>
    /// <param name="service">Key of the service that it is filed for, or null.</param>
    public string Group(string title, string description, string? service) =>
        Find(_learnt.Group, Text(title, description), service, key => policy.Current.FindGroup(key) is not null) ?? GroupByRule(service);

    /// <summary>Learns anew; what was learnt before is used until it is done. It takes seconds of one core.</summary>
    /// <param name="tickets">In the order in which they came.</param>
    /// <param name="serviceByRule">The key of the service that a text names, or null.</param>
    public void Learn(IReadOnlyList<EndedTicket> tickets, Func<string, string?> serviceByRule, DateTimeOffset at) =>
        _learnt = LearntTickets.Learn(tickets, new FilingRules(serviceByRule, GroupByRule), at);

    /// <summary>What is read of a ticket.</summary>
    public static string Text(string title, string description) =>
        $"{title}\n{(description.Length > ReadOfDescription ? description.AsSpan(0, ReadOfDescription) : description)}";

    private static string? Find(LearntField field, string text, string? known, Func<string, bool> exists) =>
        field.Labeller?.Guess(TextLabeller.Look(text, known)) is { Confidence: >= LearntField.Floor } guess && exists(guess.Label) ? guess.Label : null;

    private string GroupByRule(string? service) => policy.Current.FindService(service)?.Group ?? policy.Current.Groups[0].Key;
}
