using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>Something employees can order.</summary>
/// <param name="Description">One line: what one gets.</param>
/// <param name="Keywords">Words by which employees ask for it, beside its name.</param>
/// <param name="Service">Key of the service that it belongs to.</param>
/// <param name="Group">Key of the group that fulfils it.</param>
/// <param name="Expected">How long it usually takes, as told to the requester: "2 business days".</param>
/// <param name="Cost">Null when it costs the requester's department nothing.</param>
public sealed record CatalogItem(
    string Key,
    string Name,
    string Description,
    ImmutableArray<string> Keywords,
    string Service,
    string Group,
    string Expected,
    Cost? Cost)
{
    internal static CatalogItem Read(string key, YamlSection section) => new(
        key,
        section.Text("name"),
        section.Text("description"),
        section.Texts("keywords"),
        section.Reference("service", Named.Service),
        section.Reference("group", Named.Group),
        section.Text("expected"),
        section.ParsedOrNull<Cost>("cost", Policy.Cost.Parse));
}
