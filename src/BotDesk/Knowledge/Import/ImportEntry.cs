using System.Collections.Immutable;

namespace BotDesk.Knowledge.Import;

/// <summary>What a reader found at one place: an article, something that is wrong, or something worth knowing.</summary>
/// <param name="Source">File and line, as compilers write it: <c>articles/vpn-drops.md:3</c>.</param>
public abstract record ImportEntry(string Source);

/// <summary>An article as it was written outside.</summary>
/// <param name="Id">The article's own id where it came with one; the later of two with the same id replaces the earlier.</param>
/// <param name="Title">May be empty in JSON lines, where the body is not.</param>
/// <param name="Body">Markdown. May be empty in JSON lines, where the title is not: catalogues of documentation have such pages.</param>
/// <param name="Audience">As written; null means everybody.</param>
/// <param name="Service">Key of a service, as written and not checked here.</param>
/// <param name="File">For Markdown the path inside the imported folder, with '/': the identity of an article that has no id. Null in JSON lines.</param>
public sealed record ImportRecord(
    string? Id,
    string Title,
    string Body,
    ImmutableArray<string> Tags,
    ImportStatus Status,
    string? Audience,
    string? Service,
    string? File,
    string Source) : ImportEntry(Source);

/// <summary>A record that cannot be imported, and why. The others go on.</summary>
public sealed record ImportProblem(string Source, string Reason) : ImportEntry(Source);

/// <summary>Nothing was refused, but its author may not have meant it.</summary>
public sealed record ImportNote(string Source, string Text) : ImportEntry(Source);

public enum ImportStatus
{
    /// <summary>Where nothing is said.</summary>
    Published,
    Draft,
    Retired,
}
