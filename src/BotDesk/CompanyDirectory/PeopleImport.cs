using BotDesk.Data;

namespace BotDesk.CompanyDirectory;

/// <summary>What an import of people did.</summary>
internal sealed record PeopleImportSummary(int Added, int Updated, int Unchanged, IReadOnlyList<PersonProblem> Problems);

/// <summary>Makes people known as a directory has them, in batches of one transaction each. It gives nobody a role.</summary>
internal sealed class PeopleImport(DeskWriter writer)
{
    private const int BatchSize = 500;

    /// <param name="stored">Told how many are stored so far.</param>
    public async Task<PeopleImportSummary> RunAsync(IEnumerable<PersonEntry> entries, IProgress<int>? stored, CancellationToken cancellationToken)
    {
        var (problems, managed) = (new List<PersonProblem>(), new List<PersonRecord>());
        var summary = new PeopleImportSummary(0, 0, 0, problems);
        foreach (var batch in entries.Chunk(BatchSize))
        {
            problems.AddRange(batch.OfType<PersonProblem>());
            PersonRecord[] people = [.. batch.OfType<PersonRecord>()];
            managed.AddRange(people.Where(person => person.Manager is not null));
            var (added, updated) = await writer.DoAsync((PeopleImportDesk desk) => desk.StoreAsync(people), cancellationToken);
            summary = summary with { Added = summary.Added + added, Updated = summary.Updated + updated, Unchanged = summary.Unchanged + people.Length - added - updated };
            stored?.Report(summary.Added + summary.Updated + summary.Unchanged);
        }

        // Only now is everybody known who may be somebody's manager.
        foreach (var batch in managed.Chunk(BatchSize))
        {
            problems.AddRange(await writer.DoAsync((PeopleImportDesk desk) => desk.StoreManagersAsync(batch), cancellationToken));
        }

        return summary;
    }
}
