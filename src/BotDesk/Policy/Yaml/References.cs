namespace BotDesk.Policy.Yaml;

/// <summary>What one part of a file can define and another can name.</summary>
internal enum Named
{
    Service,
    Group,
    CatalogItem,
    Person,
    Approval,
    WebhookHost,
}

/// <summary>
/// Definitions and the places that name them, checked when everything has been read, so that the order of sections and files does not matter.
/// </summary>
internal sealed class References
{
    private readonly Dictionary<Named, HashSet<string>> _defined = [];
    private readonly List<(Named Kind, string Name, YamlPosition At, string Path, FileProblems Problems)> _uses = [];

    /// <returns>False when it was defined before.</returns>
    public bool Define(Named kind, string name)
    {
        if (!_defined.TryGetValue(kind, out var names))
        {
            _defined[kind] = names = new HashSet<string>(StringComparer.Ordinal);
        }

        return names.Add(name);
    }

    public void Use(Named kind, YamlText name, string path, FileProblems problems) => _uses.Add((kind, name.Text, name.At, path, problems));

    /// <summary>Notes a problem for each use of these kinds that names nothing. Other kinds are defined elsewhere and not known here.</summary>
    public void Check(params ReadOnlySpan<Named> kinds)
    {
        foreach (var kind in kinds)
        {
            var names = _defined.GetValueOrDefault(kind) ?? [];
            foreach (var use in _uses.Where(use => use.Kind == kind && !names.Contains(use.Name)))
            {
                use.Problems.Add(use.At, $"{use.Path}: there is no {Word(kind)} '{use.Name}'{Suggestion.For(use.Name, names)}");
            }
        }
    }

    public static string Word(Named kind) => kind switch
    {
        Named.CatalogItem => "catalog item",
        Named.Approval => "approval policy",
        Named.WebhookHost => "host under 'webhooks.hosts' called",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
