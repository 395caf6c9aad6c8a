using System.Net;
using System.Text;
using System.Text.Json;
using BotDesk.People;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Tests.Console;

public sealed class TicketTests(ConsoleDesk desk) : IClassFixture<ConsoleDesk>
{
    [Fact]
    public async Task An_agent_takes_a_ticket()
    {
        var number = await desk.HasIncident("jonas", "Nobody has it yet");
        using var tab = desk.As("priya");

        var page = await tab.Follows(await tab.Sends(await tab.Opens($"/tickets/{number}"), ".take"));

        Assert.StartsWith($"{number} is yours.", page.Text("#done"), StringComparison.Ordinal);
        Assert.Equal("In progress", page.Text(".head .state"));
        Assert.Contains("You took it", page.Text("#history"), StringComparison.Ordinal);
        Assert.False(page.Has(".take"));
        Assert.Equal(["console"], await desk.Rows<string>("SELECT via FROM audit WHERE subject = @number AND action = 'ticket.taken'", new { number }));
    }

    [Fact]
    public async Task A_reply_goes_to_the_requester_and_may_wait_for_the_answer()
    {
        var number = await desk.HasIncident("jonas", "Which version");
        using var tab = desk.As("priya");

        var page = await tab.Follows(await tab.Sends(await tab.Opens($"/tickets/{number}"), ".panel.reply", ("text", "Which version is it,\r\nplease?"), ("wait", "true")));

        Assert.Equal("Sent to Jonas Achterberg.", page.Text("#done"));
        Assert.Equal("Waiting for the requester", page.Text(".head .state"));
        Assert.Equal("Which version is it,\nplease?", page["#history .comment .text"].TextContent);
        Assert.Equal(1, await Told(number, "Which version is it"));
    }

    [Fact]
    public async Task An_internal_note_is_told_to_nobody()
    {
        var number = await desk.HasIncident("jonas", "Something confidential");
        using var tab = desk.As("priya");

        var page = await tab.Follows(await tab.Sends(await tab.Opens($"/tickets/{number}"), ".panel.note", ("text", "Do not tell about the marmoset")));

        Assert.Equal("Internal note You", page.Text("#history .internal .by strong, #history .internal .by .badge"));
        Assert.Equal("Do not tell about the marmoset", page.Text("#history .internal .text"));
        Assert.Equal(0, await Told(number, "marmoset"));
    }

    [Fact]
    public async Task A_ticket_is_given_to_a_group_and_an_agent()
    {
        var number = await desk.HasIncident("jonas", "For somebody else");
        using var tab = desk.As("priya");

        var page = await tab.Follows(await tab.Sends(await tab.Opens($"/tickets/{number}"), ".panel.assign", ("group", "service-desk"), ("agent", "anouk")));

        Assert.Equal($"{number} is with Anouk Verhaal now.", page.Text("#done"));
        Assert.Equal(("service-desk", "anouk"), ((await desk.Ticket(number)).Group, (await desk.Ticket(number)).Assignee!.Handle));
    }

    [Fact]
    public async Task An_agent_says_what_it_is_about()
    {
        var number = await desk.HasIncident("jonas", "About something else");
        using var tab = desk.As("priya");

        var page = await tab.Follows(await tab.Sends(await tab.Opens($"/tickets/{number}"), ".panel.classify", ("service", "printing"), ("category", "hardware")));
        var wrong = await tab.Sends(page, ".panel.classify", ("category", "boats"));

        Assert.StartsWith($"{number} is about that now.", page.Text("#done"), StringComparison.Ordinal);
        Assert.Contains("Hardware", page.Text("aside"), StringComparison.Ordinal);
        Assert.Contains("set what it is about: Printing and scanning, Hardware", page.Text("#history"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal(["printing hardware"], await desk.Rows<string>("SELECT service || ' ' || category FROM tickets WHERE number = @number", new { number }));
    }

    [Fact]
    public async Task A_ticket_is_resolved_with_how_it_ended_and_what_was_done()
    {
        var number = await desk.HasIncident("jonas", "To be resolved");
        using var tab = desk.As("priya");

        var page = await tab.Follows(await tab.Sends(await tab.Opens($"/tickets/{number}"), ".panel.resolve", ("code", "workaround"), ("text", "Use the other gateway.")));

        Assert.Equal("Resolved", page.Text(".head .state"));
        Assert.Contains("Works with a workaround", page.Text("#facts"), StringComparison.Ordinal);
        Assert.False(page.Has(".panel.resolve"));
        Assert.Equal(1, await Told(number, "Use the other gateway."));
    }

    [Theory]
    [InlineData("note", "Once and no more")]
    [InlineData("reply", "Once and no more")]
    public async Task Sending_a_form_twice_does_it_once(string form, string text)
    {
        var number = await desk.HasIncident("jonas", "Double click");
        using var tab = desk.As("priya");
        var page = await tab.Opens($"/tickets/{number}");

        var both = await Task.WhenAll(tab.Sends(page, $".panel.{form}", ("text", text)), tab.Sends(page, $".panel.{form}", ("text", text)));
        var later = await tab.Sends(page, $".panel.{form}", ("text", text));

        Assert.All([.. both, later], answer => Assert.Equal(HttpStatusCode.Redirect, answer.Status));
        Assert.Single((await desk.Ticket(number)).History, line => line.Text == text);
    }

    [Fact]
    public async Task Two_different_notes_from_one_rendering_are_two_notes()
    {
        var number = await desk.HasIncident("jonas", "Back and again");
        using var tab = desk.As("priya");
        var page = await tab.Opens($"/tickets/{number}");

        await tab.Sends(page, ".panel.note", ("text", "The first"));
        await tab.Sends(page, ".panel.note", ("text", "The second"));

        Assert.Equal(["The first", "The second"], (await desk.Ticket(number)).History.Where(line => line.Kind == EntryKind.InternalNote).Select(line => line.Text));
    }

    [Fact]
    public async Task Who_comes_second_sees_what_changed_and_loses_nothing()
    {
        var number = await desk.HasIncident("jonas", "Two at once");
        using var priya = desk.As("priya");
        using var anouk = desk.As("anouk");
        var page = await priya.Opens($"/tickets/{number}");
        await anouk.Sends(await anouk.Opens($"/tickets/{number}"), ".take");

        var refused = await priya.Sends(page, ".panel.reply", ("text", "\n  I am on it."));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains($"{number} has changed since you opened it", refused.Text(".message.bad"), StringComparison.Ordinal);
        Assert.Contains("Anouk Verhaal took it", refused.Text(".message.bad li"), StringComparison.Ordinal);
        Assert.Equal("Anouk Verhaal", refused.Text("#facts section:first-child dd:first-of-type"));
        Assert.Equal("\n  I am on it.", ((AngleSharp.Html.Dom.IHtmlTextAreaElement)refused["#reply-text"]).Value);
        Assert.DoesNotContain((await desk.Ticket(number)).History, line => line.Kind == EntryKind.Comment);

        // Having seen it, sending it again means it.
        Assert.Equal(HttpStatusCode.Redirect, (await priya.Sends(refused, ".panel.reply")).Status);
        Assert.Single((await desk.Ticket(number)).History, line => line.Text == "I am on it.");
    }

    [Fact]
    public async Task Of_two_who_take_it_at_once_one_gets_it()
    {
        var number = await desk.HasIncident("jonas", "Both want it");
        using var priya = desk.As("priya");
        using var anouk = desk.As("anouk");
        var (hers, other) = (await priya.Opens($"/tickets/{number}"), await anouk.Opens($"/tickets/{number}"));

        var answers = await Task.WhenAll(priya.Sends(hers, ".take"), anouk.Sends(other, ".take"));

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Conflict], answers.Select(answer => answer.Status).Order());
        Assert.Single((await desk.Ticket(number)).History, line => line.What.ToString() == "took it");
    }

    [Theory]
    [InlineData("reply", "text", "   ", "error-reply", "Write something first.")]
    [InlineData("note", "text", "", "error-note", "Write something first.")]
    [InlineData("resolve", "text", "", "error-resolutionCode", "Choose how it ended.")]
    [InlineData("resolve", "code", "nonsense", "error-resolutionCode", "Choose how it ended.")]
    [InlineData("assign", "group", "nonsense", "error-group", "Choose one of the groups.")]
    [InlineData("assign", "agent", "jonas", "error-agent", "Choose one of the agents.")]
    public async Task What_is_wrong_stands_beside_its_field(string form, string field, string value, string error, string message)
    {
        var number = await desk.HasIncident("jonas", "Filled in wrongly");
        using var tab = desk.As("priya");

        var refused = await tab.Sends(await tab.Opens($"/tickets/{number}"), $".panel.{form}", (field, value));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(message, refused.Text($".panel.{form} #{error}"));
        Assert.True(refused.Has($"#do-{form}[checked]"));
        Assert.Equal("New", refused.Text(".head .state"));
    }

    [Fact]
    public async Task A_text_that_is_too_long_comes_back_whole()
    {
        var number = await desk.HasIncident("jonas", "Far too much");
        var text = string.Concat(Enumerable.Repeat("0123456789\n", 900));
        using var tab = desk.As("priya");

        var refused = await tab.Sends(await tab.Opens($"/tickets/{number}"), ".panel.note", ("text", text));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.StartsWith("That is too long: 9900 characters", refused.Text("#error-note"), StringComparison.Ordinal);
        Assert.Equal(text, ((AngleSharp.Html.Dom.IHtmlTextAreaElement)refused["#note-text"]).Value);
    }

    [Fact]
    public async Task A_manager_looks_and_does_nothing()
    {
        var number = await desk.HasIncident("jonas", "For managers to see");
        await desk.Works("priya", (tickets, priya) => tickets.NoteAsync(number, priya, "Seen by managers"));
        using var priya = desk.As("priya");
        using var helena = desk.As("helena");
        var agents = await priya.Opens($"/tickets/{number}");
        var form = Values(agents, ".panel.note");

        var page = await helena.Opens($"/tickets/{number}");
        var posted = await helena.Send(HttpMethod.Post, $"/as/helena/console/tickets/{number}", new FormUrlEncodedContent(form));

        Assert.Contains("Seen by managers", page.Text("#history"), StringComparison.Ordinal);
        Assert.False(page.Has("form[method=post]"));

        // Without a form of her own she has no token either.
        Assert.Equal(HttpStatusCode.BadRequest, posted.Status);
        Assert.Single((await desk.Ticket(number)).History, line => line.Kind == EntryKind.InternalNote);
    }

    [Fact]
    public async Task Who_is_no_agent_any_more_is_refused_with_the_page_still_open()
    {
        var handle = await HasPerson("Temp Agent", Roles.Agent | Roles.Manager);
        var number = await desk.HasIncident("jonas", "Roles change");
        using var tab = desk.As(handle);
        var page = await tab.Opens($"/tickets/{number}");
        await desk.Change(db => db.Set<Person>().Where(person => person.Handle == handle).ExecuteUpdateAsync(set => set.SetProperty(person => person.Roles, Roles.Manager)));

        var refused = await tab.Sends(page, ".panel.note", ("text", "Too late"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Equal("Only agents of the desk can do that.", refused.Text(".message.bad"));
        Assert.False(refused.Has("form[method=post]"));
    }

    [Theory]
    [InlineData("tomasz")]
    [InlineData("helena")]
    public async Task Whose_ticket_it_is_never_sees_its_notes(string requester)
    {
        var number = await desk.HasIncident(requester, $"Private matter of {requester}");
        using var own = desk.As(requester);
        using var anouk = desk.As("anouk");
        var before = await own.Opens($"/tickets/{number}");
        var news = before["#ticket"].GetAttribute("data-news")!;

        await anouk.Sends(await anouk.Opens($"/tickets/{number}"), ".panel.note", ("text", "They broke the axolotl themselves"));
        var after = await own.Opens($"/tickets/{number}");
        var heard = await own.Send(HttpMethod.Get, news, null);
        var found = await own.Opens("?q=axolotl&status=all");

        Assert.DoesNotContain("axolotl", after.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Anouk", after.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("noted", heard.Html, StringComparison.Ordinal);
        Assert.Equal(before["#ticket"].GetAttribute("data-stamp"), JsonElement.Parse(heard.Html).GetProperty("stamp").GetString());
        Assert.Empty(found.Numbers);
        Assert.False(after.Has("form[method=post]"));
        Assert.Contains("your own ticket", after.Text(".message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_cannot_work_on_their_own_ticket()
    {
        var own = await desk.HasIncident("tomasz", "His own");
        var other = await desk.HasIncident("jonas", "Not his own");
        using var tab = desk.As("tomasz");
        var form = Values(await tab.Opens($"/tickets/{other}"), ".panel.note").Where(field => field.Key != "text").Append(KeyValuePair.Create("text", "To myself"));

        var refused = await tab.Send(HttpMethod.Post, $"/as/tomasz/console/tickets/{own}", new FormUrlEncodedContent(form));

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.StartsWith($"{own} is your own ticket", refused.Text(".message.bad"), StringComparison.Ordinal);
        Assert.DoesNotContain((await desk.Ticket(own)).History, line => line.Kind == EntryKind.InternalNote);
    }

    [Fact]
    public async Task A_form_from_another_site_or_of_another_person_is_refused()
    {
        var number = await desk.HasIncident("jonas", "Forged");
        using var priya = desk.As("priya");
        using var anouk = desk.As("anouk");
        await anouk.Opens($"/tickets/{number}");
        var form = Values(await priya.Opens($"/tickets/{number}"), ".take");

        var without = await priya.Send(HttpMethod.Post, $"/as/priya/console/tickets/{number}", new FormUrlEncodedContent(form.Where(field => field.Key != "__RequestVerificationToken")));
        var others = await anouk.Send(HttpMethod.Post, $"/as/anouk/console/tickets/{number}", new FormUrlEncodedContent(form));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (without.Status, others.Status));
        Assert.Null((await desk.Ticket(number)).AssigneeId);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task An_unknown_deed_does_nothing(string deed)
    {
        var number = await desk.HasIncident("jonas", "Unknown deed");
        using var tab = desk.As("priya");

        var refused = await tab.Sends(await tab.Opens($"/tickets/{number}"), ".panel.note", ("do", deed), ("text", "x"), ("version", "one"));

        Assert.True(refused.Status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict);
        Assert.Single((await desk.Ticket(number)).History);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("</textarea></title><svg/onload=alert(1)>")]
    [InlineData("@(1+1) {{7*7}} ${7*7} &amp; &lt;b&gt;")]
    [InlineData("**bold** [link](javascript:alert(1))")]
    public async Task What_people_wrote_is_shown_as_they_typed_it(string text)
    {
        var handle = await HasPerson($"{text} Eve", Roles.Employee);
        var number = await desk.HasIncident(handle, text, $"{text}\n\n  indented {text}");
        await desk.Works("priya", (tickets, priya) => tickets.NoteAsync(number, priya, text));
        using var tab = desk.As("priya");

        var page = await tab.Opens($"/tickets/{number}");
        var queue = await tab.Opens($"?q={Uri.EscapeDataString(text)}");

        Assert.Equal(text, page["h1"].TextContent);
        Assert.Equal($"{text}\n\n  indented {text}", page[".said .text"].TextContent);
        Assert.Equal(text, page["#history .internal .text"].TextContent);
        Assert.Equal($"{number} {text} · BotDesk", page.Page.Title);
        Assert.Contains($"{text} Eve", page[".person"].TextContent, StringComparison.Ordinal);
        Assert.Contains(number, queue.Numbers);
        foreach (var shown in new[] { page, queue })
        {
            Assert.Empty(shown.Page.QuerySelectorAll("main img, main script, main [onerror], main [onload], main a[href^=javascript]"));
            Assert.Single(shown.Page.QuerySelectorAll("script"));
        }
    }

    [Theory]
    [InlineData("INC999999")]
    [InlineData("INC0")]
    [InlineData("KB1")]
    [InlineData("%3Cscript%3E")]
    public async Task A_ticket_that_is_not_there_is_said_so(string number)
    {
        using var tab = desk.As("priya");

        var page = await tab.Opens($"/tickets/{number}");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Equal("No such ticket", page.Text("h1"));
    }

    [Fact]
    public async Task Times_are_those_of_the_reader()
    {
        var number = await desk.HasIncident("jonas", "What time is it");
        var opened = (await desk.Ticket(number)).OpenedAt;
        using var tab = desk.As("tomasz");

        var title = (await tab.Opens($"/tickets/{number}"))[".head time"].GetAttribute("title")!;

        Assert.Contains(TimeZoneInfo.ConvertTime(opened, TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw")).ToString("HH:mm:ss", null), title, StringComparison.Ordinal);
        Assert.Contains("Europe/Warsaw", title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_hears_what_a_colleague_did()
    {
        var number = await desk.HasIncident("jonas", "Watched");
        using var tab = desk.As("priya");
        var page = await tab.Opens($"/tickets/{number}");

        await desk.Works("anouk", (tickets, anouk) => tickets.TakeAsync(number, anouk));
        var news = JsonElement.Parse((await tab.Send(HttpMethod.Get, page["#ticket"].GetAttribute("data-news")!, null)).Html);

        Assert.NotEqual(page["#ticket"].GetAttribute("data-stamp"), news.GetProperty("stamp").GetString());
        Assert.Equal("Anouk Verhaal took it", news.GetProperty("words").GetString());
    }

    private static List<KeyValuePair<string, string>> Values(Seen page, string form) =>
        [.. page[form].QuerySelectorAll("input[name]").Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value") ?? ""))];

    private async Task<string> HasPerson(string name, Roles roles)
    {
        var handle = $"p{Guid.NewGuid():n}";
        await desk.Change(db =>
        {
            db.Add(new Person { Handle = handle, Name = name, Roles = roles });
            return Task.CompletedTask;
        });
        return handle;
    }

    /// <summary>How many messages about the ticket with these words go out, or went.</summary>
    private async Task<long> Told(string number, string words) =>
        (await desk.Rows<byte[]>("SELECT activity FROM outbox")).Select(Encoding.UTF8.GetString).LongCount(activity => activity.Contains(number, StringComparison.Ordinal) && activity.Contains(words, StringComparison.Ordinal));
}
