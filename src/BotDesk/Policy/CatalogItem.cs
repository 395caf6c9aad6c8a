using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>Something employees can order.</summary>
/// <param name="Description">One line: what one gets.</param>
/// <param name="Category">What it is listed with; null: nothing in particular.</param>
/// <param name="Keywords">Words by which employees ask for it, beside its name.</param>
/// <param name="Service">Key of the service that it belongs to.</param>
/// <param name="Group">Key of the group that fulfils it.</param>
/// <param name="Expected">How long it usually takes, as told to the requester: "2 business days".</param>
/// <param name="Cost">Null when it costs the requester's department nothing.</param>
/// <param name="Audience">Who may see and order it; null: everybody.</param>
/// <param name="Form">What is asked when it is ordered. Empty: who it is for, by when, and whatever else there is to say.</param>
/// <param name="Tasks">The parts of the work. Empty: whoever takes the request does it.</param>
public sealed record CatalogItem(
    string Key,
    Phrase Name,
    Phrase Description,
    Phrase? Category,
    ImmutableArray<string> Keywords,
    string Service,
    string Group,
    Phrase Expected,
    Cost? Cost,
    Audience? Audience,
    ImmutableArray<FormField> Form,
    ImmutableArray<FulfilmentTask> Tasks)
{
    /// <summary>Keys of approval policies, of which the first that applies says who has to agree; empty: nobody has to.</summary>
    public ImmutableArray<string> Approval { get; init; } = [];

    /// <summary>Handle of who answers for the data that it gives access to; null: nobody in particular.</summary>
    public string? Owner { get; init; }

    internal static CatalogItem Read(string key, YamlSection section) => Read(key, section, FormField.ReadAll(section, "form"));

    private static CatalogItem Read(string key, YamlSection section, ImmutableArray<FormField> form) => new(
        key,
        section.Wording("name"),
        section.Wording("description"),
        section.WordingOrNull("category"),
        section.Texts("keywords"),
        section.Reference("service", Named.Service),
        section.Reference("group", Named.Group),
        section.Wording("expected"),
        section.ParsedOrNull<Cost>("cost", Policy.Cost.Parse),
        section.SectionOrNull("audience") is { } audience ? Audience.Read(audience) : null,
        form,
        FulfilmentTask.ReadAll(section, "tasks", form))
    {
        Approval = section.References("approval", Named.Approval),
        Owner = section.ReferenceOrNull("owner", Named.Person),
    };
}
