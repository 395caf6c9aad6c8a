using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BotDesk.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.LiveChat.Chat;

/// <summary>What an agent writes reaches whom it is for, and nobody else.</summary>
public class AgentSideStories : DeskStories
{
    private const string Secret = "blames his own certificate";

    [Story]
    public async Task A_remark_reaches_the_requester_on_no_path(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.AsInWebChat("jonas");
        var tomasz = await desk.As("tomasz", door);
        var number = await jonas.With(tomasz);
        var call = (await tomasz.Says("/card")).Card("liveChat/call");

        await tomasz.Says($"/note {Secret}");
        await tomasz.Says($"/nte {Secret}");
        await tomasz.Says($"internal: {Secret}");
        await tomasz.Says($"Hello\n/note {Secret}");
        await tomasz.Clicks(call, "Keep internal remark", new { remark = Secret });
        await desk.Http.PostAsJsonAsync($"/api/live-chats/{number}/remarks", new { @as = "tomasz", text = Secret });
        await tomasz.Says($"/transfer priya: {Secret}");
        await desk.As("priya").Says($"take {number}");
        await desk.As("priya").Says("/end Renewed it");
        var ended = await jonas.Receives("liveChat/ended");
        await jonas.Clicks(ended, "4");
        var ticket = await jonas.Says(ended.Number);

        Assert.Contains("Renewed it", ended.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, ticket.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain(await jonas.Reloads(), shown => shown.Activity.GetRawText().Contains(Secret, StringComparison.Ordinal));
        using var console = await desk.Http.GetAsync($"/as/jonas/console/chats/{number}");
        Assert.DoesNotContain(Secret, await console.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var transcript = JsonNode.Parse(await desk.Http.GetStringAsync($"/api/live-chats/{number}"))!["transcript"]!.AsArray();
        Assert.All(transcript.Where(line => line!["text"]?.GetValue<string>().Contains(Secret, StringComparison.Ordinal) == true), line => Assert.True(line!["internal"]!.GetValue<bool>()));
        Assert.Equal(4, (await desk.Transcript(number)).Count(line => line.Contains(Secret, StringComparison.Ordinal)));
    }

    [Story]
    public async Task Of_several_chats_the_one_that_is_meant_gets_it_and_doubt_is_asked(Door door)
    {
        await using var desk = await StartDesk();
        var (jonas, amara) = (desk.As("jonas"), desk.As("amara"));
        var tomasz = await desk.As("tomasz", door);
        var one = await jonas.With(tomasz);
        var two = await amara.With(tomasz, "I cannot connect to the vpn at all");

        Assert.Contains($"Sent to Amara Nwosu-Field, {two}", (await tomasz.Says("which error?")).Text, StringComparison.Ordinal);
        await amara.ReceivesWords("which error?");

        await jonas.Says("are you there?");
        await tomasz.ReceivesWords("are you there?");
        var asked = (await tomasz.Says("yes I am")).Card("conversation/choices");
        Assert.Contains("not sent it yet", asked.Text, StringComparison.Ordinal);
        await tomasz.Clicks(asked, $"Jonas Achterberg, {one}");
        await jonas.ReceivesWords("yes I am");

        await tomasz.Says($"{two}: still with you");
        await amara.ReceivesWords("still with you");
        Assert.Contains("say which one", (await tomasz.Says("/end done")).Text, StringComparison.Ordinal);
        Assert.Equal(["tomasz: yes I am"], (await desk.Transcript(one)).Where(line => line.StartsWith("tomasz", StringComparison.Ordinal)));
        Assert.Equal(["tomasz: which error?", "tomasz: still with you"], await desk.Transcript(two));
    }

    [Story]
    public async Task A_chat_is_passed_on_with_a_note_and_never_to_nobody()
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz, priya, anouk) = (desk.As("jonas"), desk.As("tomasz"), desk.As("priya"), desk.As("anouk"));
        await priya.Says("hello");
        await anouk.Says("hello");
        var number = await jonas.With(tomasz);

        foreach (var nobody in new[] { "/transfer", "/transfer nobody", "/transfer jonas: x", "/transfer tomasz: x" })
        {
            Assert.NotEqual("", (await tomasz.Says(nobody)).Text);
        }

        await tomasz.Says("still with you");
        await jonas.ReceivesWords("Tomasz Wilkosz: still with you");
        await tomasz.Says("/transfer priya: needs the new gateway");
        await jonas.ReceivesWords("passed you on to Priya");
        await jonas.Says("ok");

        Assert.DoesNotContain(tomasz.Shown, shown => shown.Text?.EndsWith(": ok", StringComparison.Ordinal) == true);
        Assert.Contains("needs the new gateway", (await priya.Says("chats")).Everything, StringComparison.Ordinal);
        await priya.Says($"take {number}");
        await jonas.ReceivesWords("has joined the chat");
        await priya.Says("/transfer service-desk");
        Assert.Contains("Jonas Achterberg", (await anouk.Receives("liveChat/call")).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task Nobody_is_lost_when_the_agent_is_gone()
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz, priya) = (desk.As("jonas"), desk.As("tomasz"), desk.As("priya"));
        await priya.Says("hello");
        var number = await jonas.With(tomasz);
        var call = await priya.Receives("liveChat/call");

        Assert.Contains("already taken", (await priya.Says($"take {number}")).Text, StringComparison.Ordinal);
        await priya.Says($"take over {number}");
        await tomasz.ReceivesWords("took CHAT1 over from you");
        Assert.NotEqual("", (await tomasz.Says("are you still on it?")).Everything);
        Assert.DoesNotContain(jonas.Shown, shown => shown.Text?.Contains("still on it", StringComparison.Ordinal) == true);

        await desk.Services.GetRequiredService<DeskWriter>().WriteAsync(scope =>
            scope.GetRequiredService<DeskDb>().Database.ExecuteSqlRawAsync("UPDATE people SET roles = 0 WHERE handle = 'priya'"));
        await jonas.Says("hello?");

        Assert.Equal("Waiting", await desk.Row<string>("SELECT status FROM live_conversations"));
        Assert.Contains("hello?", (await tomasz.Says("chats")).Everything, StringComparison.Ordinal);
        Assert.NotNull(call);
    }

    [Story]
    public async Task The_requester_ends_it_and_talks_to_the_bot_again(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var tomasz = await desk.As("tomasz", door);
        await jonas.With(tomasz);

        await jonas.Says("end chat");
        await tomasz.ReceivesWords("Jonas Achterberg ended CHAT1");
        await jonas.Says("5");

        Assert.Contains("Your tickets", (await jonas.Says("my tickets")).Everything, StringComparison.Ordinal);
        Assert.NotEqual("", (await tomasz.Says("one more thing")).Everything);
        Assert.Contains("talk with nobody here", (await tomasz.Says("/note late")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(jonas.Shown, shown => shown.Text?.Contains("one more thing", StringComparison.Ordinal) == true);
        Assert.Equal(5, await desk.Row<long>("SELECT rating FROM live_conversations"));
    }

    [Story]
    public async Task A_message_that_is_delivered_twice_is_relayed_once()
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        var number = await jonas.With(tomasz);
        var message = jonas.Filled(new JsonObject { ["type"] = "message", ["text"] = "only once", ["id"] = "m1" });

        await Task.WhenAll(desk.PostsActivity(message.ToJsonString()), desk.PostsActivity(message.ToJsonString()));
        await desk.PostsActivity(message.ToJsonString());
        await jonas.Says("and on");
        await tomasz.ReceivesWords("and on");

        Assert.Equal(["jonas: only once", "jonas: and on"], await desk.Transcript(number));
        Assert.Single(tomasz.Shown, shown => shown.Text?.Contains("only once", StringComparison.Ordinal) == true);
    }

    [Story]
    public async Task Two_agents_click_at_once_and_one_has_it()
    {
        await using var desk = await StartDesk();
        await using var other = desk.Postgres is null ? null : await desk.AnotherAsync();
        var (jonas, tomasz, priya) = (desk.As("jonas"), desk.As("tomasz"), (other ?? desk).As("priya"));
        await tomasz.Says("hello");
        await priya.Says("hello");
        await jonas.Says(LiveTalk.VpnDrops);
        await jonas.Says("talk to a person");
        var calls = (await tomasz.Receives("liveChat/call"), await priya.Receives("liveChat/call"));

        var replies = await Task.WhenAll(tomasz.Clicks(calls.Item1, "Take it"), priya.Clicks(calls.Item2, "Take it"));

        var winner = await desk.Row<string>("SELECT name FROM people JOIN live_conversations ON agent_id = people.id");
        Assert.Single(replies, reply => reply.Everything.Contains("You have it", StringComparison.Ordinal));
        Assert.Single(replies, reply => reply.Everything.Contains($"{winner} has it", StringComparison.Ordinal) || reply.Everything.Contains($"{winner} has already taken", StringComparison.Ordinal));
        Assert.Single(await desk.Rows<string>("SELECT subject FROM audit WHERE action = 'liveChat.taken'"));
    }
}
