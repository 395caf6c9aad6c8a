using System.Collections.Immutable;

namespace BotDesk.Policy.Yaml;

/// <summary>Collects what is wrong with one file, so that its author learns all of it at once.</summary>
internal sealed class FileProblems(string file)
{
    private readonly List<PolicyProblem> _all = [];

    public bool Any => _all.Count > 0;

    public void Add(YamlPosition at, string message) => _all.Add(new PolicyProblem(file, at.Line, at.Column, message));

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<PolicyProblem> Sorted() =>
        [.. _all.Distinct().OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];
}
