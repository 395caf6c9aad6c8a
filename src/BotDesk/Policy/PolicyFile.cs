using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>A policy, or everything that is wrong with its file; never both.</summary>
public sealed record PolicyLoad(DeskPolicy? Policy, ImmutableArray<PolicyProblem> Problems);

/// <summary>
/// Reads <c>desk.yaml</c>. To add a section, give its record a <c>Read(YamlSection)</c> and <see cref="DeskPolicy"/> a property: the keys
/// that it asks for become known, and what it refers to is checked.
/// </summary>
public static class PolicyFile
{
    /// <summary>Reads and checks the file. Changes nothing, so it also serves to try a file before it is used.</summary>
    public static PolicyLoad Load(string path)
    {
        var reading = new YamlReading(path, new References());
        return Finish(reading, YamlFile.ReadText(path, reading.Problems));
    }

    /// <param name="file">The name that problems carry.</param>
    public static PolicyLoad Parse(string yaml, string file = "desk.yaml") => Finish(new YamlReading(file, new References()), yaml);

    /// <summary>Which keys are read in which section of a file, for who describes the file elsewhere.</summary>
    internal static IReadOnlyList<(string Path, IReadOnlyCollection<string> Keys)> KeysOf(string yaml)
    {
        var reading = new YamlReading("desk.yaml", new References());
        _ = Finish(reading, yaml);
        return [.. reading.Asked];
    }

    private static PolicyLoad Finish(YamlReading reading, string? text)
    {
        var policy = reading.Read(text, DeskPolicy.Read);

        // People live in the directory and the database; whether a handle exists is not this file's to know.
        reading.References.Check(Named.Service, Named.Group, Named.Approval, Named.WebhookHost);
        return reading.Problems.Any ? new PolicyLoad(null, reading.Problems.Sorted()) : new PolicyLoad(policy, []);
    }
}
