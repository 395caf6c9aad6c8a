using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BotDesk.Data;
using BotDesk.Incidents;
using BotDesk.Incidents.Suggestions;
using BotDesk.Policy;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.Incidents.Suggestions;

/// <summary>The desk learns from its own tickets how to file the next one.</summary>
public class SuggestionStories : DeskStories
{
    [Story]
    public async Task What_earlier_tickets_were_about_is_filled_in_and_can_be_changed()
    {
        await using var desk = await StartDesk();
        var (jonas, anouk) = (desk.As("jonas"), desk.As("anouk"));
        var training = desk.Services.GetRequiredService<SuggestionTraining>();
        await training.LearnAsync(CancellationToken.None);

        var before = await jonas.OpensForm("the quayside antenna is frozen again at the pier");
        Assert.Equal("", before.Input("service"));
        Assert.Null(before.Input("category"));
        await jonas.Says("cancel");

        await HasEndedAsync(desk, TicketMaker.Make(200));
        await training.LearnAsync(CancellationToken.None);

        var form = await jonas.OpensForm("the quayside antenna is frozen again at the pier");
        Assert.Equal(("network", "connectivity"), (form.Input("service"), form.Input("category")));
        var number = (await jonas.Clicks(form, "Send", new { category = "hardware" })).Card("tickets/filed").Number;
        Assert.Equal(("network", "network", "hardware"), await FiledAsync(desk, number));

        // An agent knows better, in words; only agents do.
        Assert.Contains("Hardware, Software", (await anouk.Says($"category {number}: boats")).Text, StringComparison.Ordinal);
        Assert.Contains("Connectivity", (await anouk.Says($"category {number}: connectivity")).Text, StringComparison.Ordinal);
        Assert.Contains("Laptops and devices", (await anouk.Says($"set the service of {number} to devices")).Text, StringComparison.Ordinal);
        await jonas.Says($"category {number}: software");
        Assert.Equal(("devices", "network", "connectivity"), await FiledAsync(desk, number));
        Assert.Contains(
            (await SaysInGerman(jonas, "the quayside antenna is very slow today")).Elements("Input.ChoiceSet"),
            input => input.GetProperty("id").GetString() == "category" && input.GetProperty("label").GetString() == "Worum es geht" && input.GetProperty("choices")[2].GetProperty("title").GetString() == "Verbindung");

        var report = (await desk.Http.GetFromJsonAsync<JsonObject>("/api/incidents/suggestions"))!;
        Assert.True((int)report["tickets"]! >= 200);
        var service = report["fields"]!.AsArray().Single(field => (string)field!["field"]! == "service")!;
        Assert.Equal("model", (string)service["uses"]!);
        Assert.True((double)service["modelAccuracy"]! > (double)service["ruleAccuracy"]!);
        var changed = await desk.Http.PostAsJsonAsync($"/api/incidents/{number}/classify", new { @as = "anouk", category = "nonsense" });
        Assert.Equal(400, (int)changed.StatusCode);
    }

    private static async Task<ShownCard> SaysInGerman(Talker talker, string problem)
    {
        await talker.Says("auf Deutsch bitte");
        await talker.Says(problem);
        return (await talker.Says("ticket erstellen")).Card("incidents/form");
    }

    private static Task<(string? Service, string Group, string? Category)> FiledAsync(DeskHost desk, string number) =>
        desk.Row<(string?, string, string?)>("SELECT service, \"group\", category FROM tickets WHERE number = @number", new { number })!;

    private static Task HasEndedAsync(DeskHost desk, IReadOnlyList<EndedTicket> tickets) => desk.Services.GetRequiredService<DeskWriter>().WriteAsync(async scope =>
    {
        var (db, requester) = (scope.GetRequiredService<DeskDb>(), (await desk.Person("ravi")).Id);
        foreach (var (place, ticket) in tickets.Index())
        {
            var incident = new Incident
            {
                Number = $"INC{90_000 + place}",
                Title = ticket.Text.Split('\n')[0],
                Description = ticket.Text,
                RequesterId = requester,
                Service = ticket.Service,
                Category = ticket.Category,
                Group = ticket.Group,
                OpenedAt = DateTimeOffset.UnixEpoch.AddHours(place),
                Priority = Priority.P4,
            };
            incident.Resolve("fixed", "Done.", null, incident.OpenedAt.AddHours(1));
            db.Add(incident);
        }
    });
}
