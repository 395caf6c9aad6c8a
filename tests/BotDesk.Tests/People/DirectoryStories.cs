using System.Text.Json.Nodes;
using BotDesk.CompanyDirectory.MicrosoftGraph;
using BotDesk.Data;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.People;

/// <summary>People come from Microsoft Graph where that is set up, with their profile and their manager.</summary>
public class DirectoryStories : DeskStories
{
    [Story]
    public async Task The_directory_s_people_are_known_with_profile_and_manager_and_stay_as_it_has_them()
    {
        await using var graph = await FakeGraph.StartAsync();
        graph.Pages.Add([FakeGraph.User("1", "Berta Neumann", manager: "2"), Off(FakeGraph.User("3", "Meeting Room Nine"))]);
        graph.Pages.Add([FakeGraph.User("2", "Carl Chef", mail: "carl.chef@larkfield.example.com"), new JsonObject { ["id"] = FakeGraph.Id("9"), ["@removed"] = new JsonObject { ["reason"] = "deleted" } }]);
        graph.Refusals.Enqueue((429, 0));
        graph.Refusals.Enqueue((503, null));
        await using var desk = await StartDesk(new DeskSetup { Settings = graph.Settings });
        var handle = await Known(desk, "Berta Neumann", "manager IS NOT NULL");

        var berta = await desk.Person(handle);
        Assert.Equal(("Buyer", "Purchasing", "de-DE", "berta@larkfield.example.com"), (berta.JobTitle, berta.Department, berta.Locale, berta.Email));
        Assert.Equal("carl-chef", berta.Manager);
        Assert.Equal("carl.chef@larkfield.example.com", (await desk.Person("carl-chef")).Email);
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM people WHERE name = 'Meeting Room Nine'"));

        // In Teams she is who the directory says, in her language, without having been asked for anything.
        var reply = await new TeamsTalker(desk, "Berta N.", "29:berta", "a:berta").Sends(new JsonObject
        {
            ["type"] = "message",
            ["text"] = "help",
            ["from"] = new JsonObject { ["id"] = "29:berta", ["name"] = "Berta N.", ["aadObjectId"] = FakeGraph.Id("1") },
        });
        Assert.Contains("Was ich für Sie tun kann", reply.Everything, StringComparison.Ordinal);

        // Later only what has changed comes: a new title, no manager any more, and of Carl no more than a department.
        var changed = FakeGraph.User("1", "Berta Neumann-Vogel");
        (changed["jobTitle"], changed["manager@delta"]) = (null, new JsonArray(new JsonObject { ["@removed"] = new JsonObject { ["reason"] = "deleted" }, ["id"] = FakeGraph.Id("2") }));
        graph.Users[FakeGraph.Id("2")] = FakeGraph.User("2", "Carl Chef", mail: "carl.chef@larkfield.example.com");
        graph.Users[FakeGraph.Id("2")]["department"] = "Board";
        graph.Pages.Clear();
        graph.Pages.Add([changed, new JsonObject { ["id"] = FakeGraph.Id("2"), ["department"] = "Board" }]);
        var summary = await Syncs(desk);

        Assert.Equal((0, 2), (summary!.Added, summary.Updated));
        berta = await desk.Person(handle);
        Assert.Equal(("Berta Neumann-Vogel", null, null), (berta.Name, berta.JobTitle, berta.Manager));
        Assert.Equal("Board", (await desk.Person("carl-chef")).Department);
        Assert.Equal("?$deltatoken=later", graph.Asked.Last());
        Assert.Equal(2, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'person.imported' AND via = 'directory'"));

        // What it knew of us is gone over there: everybody is read anew, and nobody becomes another one.
        graph.Refusals.Enqueue((410, null));
        graph.Pages[0] = [FakeGraph.User("1", "Berta Neumann-Vogel", manager: "2"), FakeGraph.User("2", "Carl Chef")];
        summary = await Syncs(desk);

        Assert.Equal(0, summary!.Added);
        Assert.Equal("carl-chef", (await desk.Person(handle)).Manager);
        Assert.StartsWith("?$select=displayName", graph.Asked.Last(), StringComparison.Ordinal);
    }

    [Story]
    public async Task A_directory_that_refuses_leaves_everybody_as_they_are_and_says_what_to_do()
    {
        await using var graph = await FakeGraph.StartAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = graph.Settings });
        await Synced(desk);
        graph.Refusals.Enqueue((403, null));

        var refused = await Assert.ThrowsAsync<GraphException>(() => Syncs(desk));

        Assert.Contains("User.Read.All", refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty((await desk.As("jonas").Says("help")).Everything);
    }

    [Story]
    public async Task It_is_not_started_with_half_of_its_settings()
    {
        var wrong = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() =>
            DeskHost.StartAsync(new DeskSetup { Settings = new Dictionary<string, string> { ["Directory:MicrosoftGraph:Enabled"] = "true", ["Directory:MicrosoftGraph:AppId"] = FakeGraph.AppId } }));

        Assert.Contains("Directory:MicrosoftGraph:AppPassword", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("Directory:MicrosoftGraph:TenantId", wrong.Message, StringComparison.Ordinal);
    }

    private static JsonObject Off(JsonObject user)
    {
        user["accountEnabled"] = false;
        return user;
    }

    /// <returns>The handle, once the desk has it.</returns>
    private static Task<string> Known(DeskHost desk, string name, string condition) =>
        Eventually.Answers(() => desk.Row<string>($"SELECT handle FROM people WHERE name = @name AND {condition}", new { name }), $"{name} in the desk");

    /// <summary>Ends when the first time is over.</summary>
    private static Task<string> Synced(DeskHost desk) =>
        Eventually.Answers(async () => await desk.Row<long>("SELECT count(*) FROM directory_syncs WHERE synced_at IS NOT NULL AND busy_until = 0") == 1 ? "done" : null, "the first time");

    /// <summary>As if the time had come.</summary>
    private static async Task<BotDesk.CompanyDirectory.PeopleImportSummary?> Syncs(DeskHost desk)
    {
        await Synced(desk);
        await desk.Services.GetRequiredService<DeskWriter>().WriteAsync(scope => scope.GetRequiredService<DeskDb>().ExecuteAsync("UPDATE directory_syncs SET synced_at = 0"));
        return await desk.Services.GetRequiredService<GraphSync>().RunAsync(default);
    }
}
