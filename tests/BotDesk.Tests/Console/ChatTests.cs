using System.Net;
using BotDesk.LiveChat;
using BotDesk.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.Console;

/// <summary>An agent talks at the console.</summary>
public sealed class ChatTests(ConsoleDesk desk) : IClassFixture<ConsoleDesk>
{
    [Fact]
    public async Task Take_say_remark_and_end()
    {
        var number = await Asked("jonas", "My vpn drops");
        using var tomasz = desk.As("tomasz");
        Assert.Contains("Jonas Achterberg", (await tomasz.Opens("/chats")).Text(".chat-list"), StringComparison.Ordinal);

        var page = await tomasz.Follows(await tomasz.Sends(await tomasz.Opens($"/chats/{number}"), "#chat-write form"));
        var twice = await tomasz.Sends(page, "form.say", ("text", "Which <b>wifi</b>?"));
        await tomasz.Sends(page, "form.say", ("text", "Which <b>wifi</b>?"));
        page = await tomasz.Follows(twice);
        page = await tomasz.Follows(await tomasz.Sends(page, ".remark form", ("text", "old certificate")));

        Assert.Equal(["You Which <b>wifi</b>?"], page.Page.QuerySelectorAll(".transcript .ours").Select(line => $"You {line.QuerySelector(".text")!.TextContent}"));
        Assert.Contains("old certificate", page.Text(".transcript .internal"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await tomasz.Sends(page, "form.say", ("text", " "))).Status);
        page = await tomasz.Follows(await tomasz.Sends(page, ".chat-side details:last-of-type form", ("code", ""), ("text", "")));
        Assert.Contains("Ended", page.Text("#chat-head"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_reads_their_own_there_and_others_say_who_has_it()
    {
        var number = await Asked("priya", "My screen is black");
        using var priya = desk.As("priya");
        using var tomasz = desk.As("tomasz");
        using var anouk = desk.As("anouk");
        using var jonas = desk.As("jonas");

        Assert.Equal(HttpStatusCode.Forbidden, (await priya.Opens($"/chats/{number}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await jonas.Opens($"/chats/{number}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await tomasz.Opens("/chats/CHAT999")).Status);
        var seen = await anouk.Opens($"/chats/{number}");
        await tomasz.Sends(await tomasz.Opens($"/chats/{number}"), "#chat-write form");
        var late = await anouk.Sends(seen, "#chat-write form");

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Tomasz Wilkosz has already taken", late.Text("#chat-head"), StringComparison.Ordinal);
    }

    private async Task<string> Asked(string requester, string about)
    {
        var person = await desk.Person(requester);
        return await desk.Does(async scope =>
        {
            var place = await scope.GetRequiredService<Notifier>().PlaceOfAsync(person);
            var outcome = await scope.GetRequiredService<LiveChatDesk>().OpenAsync(person, place, new(about, about, "vpn", "low", "medium"), ticketNumber: null);
            return outcome.Value!.Number;
        });
    }
}
