using System.Collections.Immutable;
using BotDesk.Knowledge.Import;
using BotDesk.Policy;
using BotDesk.Policy.Yaml;

namespace BotDesk.Demo;

/// <summary>A demo company, or everything that is wrong with its files; never both.</summary>
public sealed record DemoLoad(DemoCompany? Company, ImmutableArray<PolicyProblem> Problems);

/// <summary>The company that a newcomer finds in an empty desk: a policy, people, tickets and knowledge, as files that can be read and changed.</summary>
public sealed record DemoCompany(
    DeskPolicy Policy,
    ImmutableArray<DemoPerson> People,
    ImmutableArray<DemoTicket> Tickets,
    ImmutableArray<DemoChange> Changes,
    ImmutableArray<ImportRecord> Articles)
{
    /// <summary>Where the files lie beside the application.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "Demo");

    /// <param name="folder">Holds desk.yaml, people.yaml, tickets.yaml, changes.yaml and a folder articles.</param>
    public static async Task<DemoLoad> LoadAsync(string folder, CancellationToken cancellationToken = default)
    {
        var references = new References();
        var (desk, people, tickets, changes) = (Reading("desk.yaml"), Reading("people.yaml"), Reading("tickets.yaml"), Reading("changes.yaml"));
        var policy = desk.Read(Text(desk), DeskPolicy.Read);
        var allPeople = people.ReadList(Text(people), section => DemoPerson.Read(section, GroupsOf));
        var allTickets = tickets.ReadList(Text(tickets), DemoTicket.Read);
        var allChanges = changes.ReadList(Text(changes), DemoChange.Read);
        references.Check(Named.Service, Named.Group, Named.CatalogItem, Named.Person, Named.Approval);

        var articles = ImmutableArray.CreateBuilder<ImportRecord>();
        var knowledge = new FileProblems(Path.Combine(folder, "articles"));
        await foreach (var entry in MarkdownFolder.ReadAsync(Path.Combine(folder, "articles"), cancellationToken))
        {
            switch (entry)
            {
                case ImportRecord article:
                    articles.Add(article);
                    break;
                case ImportProblem problem:
                    knowledge.Add(default, $"{problem.Source}: {problem.Reason}");
                    break;
                case ImportNote note:
                    knowledge.Add(default, $"{note.Source}: {note.Text}");
                    break;
            }
        }

        ImmutableArray<PolicyProblem> problems =
            [.. desk.Problems.Sorted(), .. people.Problems.Sorted(), .. tickets.Problems.Sorted(), .. changes.Problems.Sorted(), .. knowledge.Sorted()];
        return problems.IsEmpty && policy is not null
            ? new DemoLoad(new DemoCompany(policy, allPeople, allTickets, allChanges, articles.ToImmutable()), [])
            : new DemoLoad(null, problems);

        YamlReading Reading(string file) => new(Path.Combine(folder, file), references);
        string? Text(YamlReading reading) => YamlFile.ReadText(reading.File, reading.Problems);
        ImmutableArray<string> GroupsOf(string handle) =>
            [.. (policy?.Groups ?? []).Where(group => group.Members.Contains(handle)).Select(group => group.Key)];
    }
}
