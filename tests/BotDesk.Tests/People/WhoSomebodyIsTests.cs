using System.Text.Json.Nodes;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.People;

/// <summary>Who somebody is, is what their channel vouches for, and never what a message says.</summary>
public class WhoSomebodyIsTests : DeskStories
{
    private const string DirectoryId = "11111111-2222-3333-4444-555555555555";

    [Story]
    public async Task Teams_vouches_for_the_directorys_id()
    {
        await using var desk = await StartDesk();
        await IsKnownInTheDirectory(desk, "tomasz");

        var reply = await new TeamsTalker(desk, "Tomasz", "29:new-account", "a:new").Sends(Queue("29:new-account"));

        Assert.Equal("tickets/queue", reply.Cards.Single().Template);
    }

    [Story]
    public async Task Another_channel_does_not()
    {
        await using var desk = await StartDesk();
        await IsKnownInTheDirectory(desk, "tomasz");
        var stranger = new TeamsTalker(desk, "Mallory", "mallory", "m");
        var message = Queue("mallory");
        (message["channelId"], message["deliveryMode"]) = ("directline", "expectReplies");

        var (_, response) = await stranger.Posts(message);

        Assert.DoesNotContain("tickets/queue", response.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM person_accounts WHERE account_id = 'mallory' AND person_id NOT IN (SELECT id FROM people WHERE about IS NOT NULL)"));
    }

    [Story]
    public async Task Somebody_who_takes_anothers_name_is_somebody_else()
    {
        await using var desk = await StartDesk();

        var reply = await new TeamsTalker(desk, "Tomasz Wilkosz", "29:mallory", "a:m").Says("queue");

        Assert.DoesNotContain("tickets/queue", reply.Cards.Select(card => card.Template));
        Assert.Equal(2, await desk.Row<long>("SELECT count(*) FROM people WHERE name = 'Tomasz Wilkosz'"));
    }

    private static JsonObject Queue(string accountId) => new()
    {
        ["type"] = "message",
        ["text"] = "queue",
        ["from"] = new JsonObject { ["id"] = accountId, ["name"] = "Tomasz", ["aadObjectId"] = DirectoryId },
    };

    private static Task IsKnownInTheDirectory(DeskHost desk, string handle) => desk.Services.GetRequiredService<DeskWriter>().WriteAsync(async scope =>
    {
        var person = await scope.GetRequiredService<DeskDb>().Set<Person>().AsTracking().FirstAsync(candidate => candidate.Handle == handle);
        person.DirectoryId = DirectoryId;
    });
}
