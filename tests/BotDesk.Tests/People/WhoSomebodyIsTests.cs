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

    [Story]
    public async Task Who_was_imported_without_the_directorys_id_is_known_by_the_address_that_Teams_vouches_for()
    {
        await using var desk = await StartDesk();
        var email = (await desk.Person("tomasz")).Email!;
        desk.Connector.Members["29:second"] = new { id = "29:second", name = "Tomasz W.", email = email.ToUpperInvariant(), userPrincipalName = "tw@elsewhere.example" };
        await desk.Services.GetRequiredService<DeskWriter>().WriteAsync(async scope =>
        {
            var db = scope.GetRequiredService<DeskDb>();
            await db.ExecuteAsync("DELETE FROM person_accounts WHERE channel_id = 'msteams' AND account_id = '29:tomasz'");
            await db.ExecuteAsync("UPDATE people SET directory_id = NULL WHERE handle = 'tomasz'");
        });

        var reply = await new TeamsTalker(desk, "Tomasz W.", "29:second", "a:second").Sends(Queue("29:second"));
        Assert.Equal("tickets/queue", reply.Cards.Single().Template);
        Assert.Equal(DirectoryId, (await desk.Person("tomasz")).DirectoryId);
    }

    [Story]
    public async Task An_address_that_went_to_somebody_else_of_the_directory_inherits_nothing()
    {
        await using var desk = await StartDesk();
        var tomasz = await desk.Person("tomasz");
        desk.Connector.Members["29:heir"] = new { id = "29:heir", name = "Tomasz the Second", email = tomasz.Email };
        await desk.Services.GetRequiredService<DeskWriter>().WriteAsync(async scope =>
        {
            var db = scope.GetRequiredService<DeskDb>();
            await db.ExecuteAsync("DELETE FROM person_accounts WHERE channel_id = 'msteams' AND account_id = '29:tomasz'");
            await db.ExecuteAsync("UPDATE people SET directory_id = '99999999-0000-0000-0000-000000000000' WHERE handle = 'tomasz'");
        });

        var reply = await new TeamsTalker(desk, "Tomasz the Second", "29:heir", "a:heir").Sends(Queue("29:heir"));

        Assert.DoesNotContain("tickets/queue", reply.Cards.Select(card => card.Template));
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM people WHERE name = 'Tomasz the Second' AND email IS NULL"));
    }

    [Story]
    public async Task While_Teams_cannot_say_who_it_is_the_message_waits()
    {
        await using var desk = await StartDesk(new DeskSetup { MayFail = true });
        (desk.Connector.BusyWithMembers, desk.Connector.Members["29:slow"]) = (1, new { id = "29:slow", name = "Somebody Slow" });
        var slow = new TeamsTalker(desk, "Slow", "29:slow", "a:slow");

        await slow.Posts(Queue("29:slow"));
        var reply = await slow.Says("hello");

        Assert.NotEmpty(reply.Everything);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM people WHERE name = 'Somebody Slow'"));
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
