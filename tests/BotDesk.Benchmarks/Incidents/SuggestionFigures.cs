using System.Diagnostics;
using System.Text.Json;
using BotDesk.Conversation.Understanding;
using BotDesk.Incidents.Suggestions;

namespace BotDesk.Benchmarks.Incidents;

/// <summary>How well service, group and category are suggested by what tickets teach, and by the rules; the newest quarter is measured.</summary>
internal static class SuggestionFigures
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="source">
    /// A file of lines like <c>{"title":"…","description":"…","service":"vpn","group":"network","category":"connectivity"}</c> in the order in which they
    /// came; or a folder with a judged set (<c>queries.jsonl</c>, <c>qrels.tsv</c>), whose questions are filed by the product that their article is about.
    /// </param>
    public static int Run(string source)
    {
        List<EndedTicket> tickets = [.. Directory.Exists(source) ? OfJudgedSet(source) : OfFile(source)];

        // The rule: the service whose name the text has. In an organisation it is more, what its administrator wrote into the policy.
        var services = Understander.Create([.. tickets.Select(ticket => ticket.Service).OfType<string>().Distinct().Select(service => new ServiceName(service, service, []))]);
        var groups = tickets.Where(ticket => ticket.Service is not null).GroupBy(ticket => ticket.Service!).ToDictionary(service => service.Key, service => service.GroupBy(ticket => ticket.Group).MaxBy(group => group.Count())!.Key);
        var rules = new FilingRules(text => services.Understand(text).Entities.Service, service => service is null ? "" : groups[service]);

        var (clock, cpu, memory) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime, GC.GetTotalAllocatedBytes());
        var learnt = LearntTickets.Learn(tickets, rules, DateTimeOffset.UnixEpoch);
        System.Console.WriteLine($"{tickets.Count} tickets learnt from in {clock.ElapsedMilliseconds} ms, {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds:0} ms CPU, {(GC.GetTotalAllocatedBytes() - memory) >> 20} MB allocated");
        foreach (var field in new[] { learnt.Service.Figures, learnt.Group.Figures, learnt.Category.Figures })
        {
            System.Console.WriteLine(field.Measured == 0
                ? $"{field.Name,-8} {field.Learnt,5} tickets: too few, or nothing to tell apart; the rule stays"
                : $"{field.Name,-8} {field.Learnt,5} tickets, {field.Measured} measured: rule right {Share(field.RuleRight, field.Measured)}, learnt right {Share(field.ModelRight, field.Measured)} (sure of {Share(field.Sure, field.Measured)} and right in {Share(field.SureRight, field.Sure)} of these); {(field.IsUsed ? "learnt" : "rule")} is used");
        }

        return 0;
    }

    private static IEnumerable<EndedTicket> OfFile(string file) =>
        File.ReadLines(file).Select(line => JsonSerializer.Deserialize<Line>(line, Json)!).Select(line => new EndedTicket(Suggester.Text(line.Title, line.Description ?? ""), line.Service, line.Group ?? "", line.Category));

    private static IEnumerable<EndedTicket> OfJudgedSet(string folder)
    {
        var products = File.ReadLines(Path.Combine(folder, "qrels.tsv")).Select(line => line.Split('\t')).DistinctBy(parts => parts[0]).ToDictionary(parts => parts[0], parts => parts[1].Split('/')[0].Split(':')[^1]);
        return File.ReadLines(Path.Combine(folder, "queries.jsonl")).Select(line => JsonSerializer.Deserialize<Question>(line, Json)!).Where(question => products.ContainsKey(question.Id))
            .OrderBy(question => Mixed(question.Id)).Select(question => new EndedTicket(Suggester.Text("", question.Text), products[question.Id], products[question.Id], null));
    }

    /// <summary>An order that has nothing to do with what is asked, and is the same each time.</summary>
    private static uint Mixed(string id) => id.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);

    private static string Share(int part, int whole) => whole == 0 ? "-" : $"{100.0 * part / whole:0.0}%";

    private sealed record Line(string Title, string? Description, string? Service, string? Group, string? Category);

    private sealed record Question(string Id, string Text);
}
