using BotDesk.Data;

namespace BotDesk.Knowledge.Import;

/// <summary>What an import did.</summary>
public sealed record ImportSummary(int Added, int Updated, IReadOnlyList<ImportProblem> Problems, IReadOnlyList<ImportNote> Notes);

/// <summary>Imports articles in batches: each is one transaction, so what is reported as stored is stored.</summary>
public sealed class KnowledgeImport(DeskWriter writer)
{
    private const int BatchSize = 500;

    /// <summary>How many problems are kept to be listed; all are counted.</summary>
    private const int MostProblems = 1000;

    /// <param name="stored">Told how many are stored so far.</param>
    public async Task<ImportSummary> RunAsync(IAsyncEnumerable<ImportEntry> entries, IProgress<int>? stored, CancellationToken cancellationToken)
    {
        var (problems, notes) = (new List<ImportProblem>(), new List<ImportNote>());
        var (added, updated) = (0, 0);
        var batch = new List<ImportRecord>(BatchSize);
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            switch (entry)
            {
                case ImportRecord record:
                    batch.Add(record);
                    break;
                case ImportProblem problem when problems.Count < MostProblems:
                    problems.Add(problem);
                    break;
                case ImportNote note when notes.Count < MostProblems:
                    notes.Add(note);
                    break;
            }

            if (batch.Count == BatchSize)
            {
                await StoreAsync();
            }
        }

        await StoreAsync();
        return new ImportSummary(added, updated, problems, notes);

        async Task StoreAsync()
        {
            if (batch.Count == 0)
            {
                return;
            }

            var result = await writer.DoAsync((KnowledgeDesk desk) => desk.ImportAsync(batch), cancellationToken);
            added += result.Added;
            updated += result.Updated;
            problems.AddRange(result.Problems);
            batch.Clear();
            stored?.Report(added + updated);
        }
    }
}
