namespace BotDesk.CompanyDirectory;

/// <summary>What a reader found at one place: a person, or why there is none.</summary>
/// <param name="Source">File and line: <c>people.csv:3</c>.</param>
internal abstract record PersonEntry(string Source);

/// <summary>Somebody as a directory knows them. What is null was not said, and stays as it is.</summary>
/// <param name="DirectoryId">The directory's own id (Entra object id).</param>
/// <param name="Manager">The manager's e-mail address, directory id or handle.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Locale">BCP 47 tag.</param>
internal sealed record PersonRecord(
    string? DirectoryId,
    string? Email,
    string Name,
    string? JobTitle,
    string? Department,
    string? Manager,
    string? TimeZone,
    string? Locale,
    string Source) : PersonEntry(Source)
{
    /// <summary>What the directory says they have no more, by name: <c>jobTitle</c>, <c>department</c>, <c>manager</c>.</summary>
    public IReadOnlyList<string> Gone { get; init; } = [];
}

/// <summary>A line that cannot be imported, and why. The others go on.</summary>
internal sealed record PersonProblem(string Source, string Reason) : PersonEntry(Source);
