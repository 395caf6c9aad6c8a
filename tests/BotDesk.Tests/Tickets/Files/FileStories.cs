using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Tests.Channels.Slack;

namespace BotDesk.Tests.Tickets.Files;

/// <summary>People show what they see, and it is with their ticket: once, and for nobody else.</summary>
public class FileStories : DeskStories
{
    private static readonly byte[] Png = SentFileTests.Png;

    [Story]
    public async Task A_picture_sent_with_a_problem_comes_along_when_it_is_filed_and_is_seen_by_those_who_see_the_ticket()
    {
        await using var desk = await StartDesk();
        var jonas = await desk.AsInWebChat("jonas");

        var reply = await jonas.Shows(Png, "../../screen\u202E.png", "image/png", "my screen looks like this, it flickers green");
        Assert.Contains("I have kept screen.png", reply.Text, StringComparison.Ordinal);
        Assert.NotEmpty(reply.Cards);
        var filed = (await jonas.Clicks((await jonas.Says("create a ticket")).Card("incidents/form"), "Send")).Card("tickets/filed");
        Assert.Contains("screen.png", filed.Text, StringComparison.Ordinal);

        var id = Assert.Single(await Files(desk, filed.Number)).GetProperty("id").GetString()!;
        Assert.Contains("screen.png", (await desk.As("tomasz").Says($"work {filed.Number}")).Card("tickets/work").Text, StringComparison.Ordinal);
        Assert.Contains("added screen.png", await desk.Http.GetStringAsync($"/as/priya/console/tickets/{filed.Number}"), StringComparison.Ordinal);
        var path = $"/tickets/{filed.Number}/files/{id}";
        foreach (var (who, status) in new[] { ("/as/jonas", HttpStatusCode.OK), ("/as/priya", HttpStatusCode.OK), ("/as/amara", HttpStatusCode.NotFound), ("", HttpStatusCode.Unauthorized) })
        {
            using var response = await desk.Http.GetAsync(who + path);
            Assert.Equal(status, response.StatusCode);
        }

        using var download = await desk.Http.GetAsync($"/api/tickets/{filed.Number}/files/{id}");
        Assert.Equal(Png, await download.Content.ReadAsByteArrayAsync());
        Assert.Equal(("attachment", "nosniff"), (download.Content.Headers.ContentDisposition!.DispositionType, download.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Contains("sandbox", download.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var shown = await desk.Http.GetAsync($"/as/priya{path}?shown=true");
        Assert.Equal("inline", shown.Content.Headers.ContentDisposition!.DispositionType);

        // The id of one ticket opens nothing of another.
        var other = await desk.As("amara").HasTicket("my mouse wheel does nothing");
        using var foreign = await desk.Http.GetAsync($"/as/amara/tickets/{other}/files/{id}");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Story]
    public async Task What_is_sent_to_a_ticket_or_while_speaking_of_it_is_added_to_it_and_its_agent_is_told()
    {
        await using var desk = await StartDesk();
        var jonas = await desk.AsInWebChat("jonas");
        var tomasz = desk.As("tomasz");
        var number = await jonas.HasTicket("my vpn drops every ten minutes since this morning");
        await tomasz.Says($"take {number}");

        Assert.Contains($"Added to {number}: a.png", (await jonas.Shows(Png, "a.png", "image/png")).Text, StringComparison.Ordinal);
        await jonas.Shows(Png, "b.png", "image/png", $"to INC-00{number[3..]}");
        await tomasz.ReceivesWords($"added to {number}: b.png");
        Assert.Contains($"Added to {number}: vpn.log", (await jonas.Shows("10:13 dropped"u8.ToArray(), "vpn.log", "text/x-log", "here is the log, it drops at 10:13")).Text, StringComparison.Ordinal);
        Assert.Equal(["here is the log, it drops at 10:13"], await Chat.RequesterStories.Comments(desk, number));

        // Nobody adds to what is not theirs, and learns nothing of it.
        var amara = await desk.AsInWebChat("amara");
        Assert.Contains($"no ticket {number} of yours", (await amara.Shows(Png, "x.png", "image/png", $"for {number}")).Text, StringComparison.Ordinal);

        // Without a word and without a ticket it is asked what it is about; the answer has it.
        var asked = (await amara.Shows(Png, "y.png", "image/png")).Card("conversation/choices");
        Assert.Equal("Something new", asked.Buttons[^1]);
        await amara.Clicks(asked, "Something new");
        await amara.Says("my vpn drops every ten minutes since this morning");
        var own = (await amara.Clicks((await amara.Says("create a ticket")).Card("incidents/form"), "Send")).Card("tickets/filed").Number;

        Assert.Equal(["a.png", "b.png", "vpn.log"], await Names(desk, number));
        Assert.Equal(["y.png"], await Names(desk, own));

        await tomasz.Says($"resolve {number}: Renewed your certificate");
        await jonas.Says($"close {number}");
        Assert.Contains("closed", (await jonas.Shows(Png, "late.png", "image/png", $"to {number}")).Text, StringComparison.Ordinal);
        Assert.Equal(3, (await Names(desk, number)).Count);
    }

    [Story]
    public async Task What_is_not_kept_is_said_why_and_the_rest_is_in_the_persons_language_too()
    {
        await using var desk = await StartDesk(new DeskSetup { Settings = new Dictionary<string, string> { ["Files:LargestFileMegabytes"] = "1", ["Files:LargestTicketMegabytes"] = "2", ["Files:MostPerTicket"] = "2" } });
        var jonas = await desk.AsInWebChat("jonas");
        await jonas.Says("auf Deutsch bitte");

        Assert.Contains("dem Inhalt nach eine Webseite", (await jonas.Shows("<html><script>alert(1)</script>"u8.ToArray(), "shot.png", "image/png")).Text, StringComparison.Ordinal);
        Assert.Contains("„setup.exe“ habe ich nicht behalten: Das ist ein Programm", (await jonas.Shows("MZ\u0090"u8.ToArray(), "setup.exe", "application/x-msdownload")).Text, StringComparison.Ordinal);
        Assert.Contains("größer als 1 MB", (await jonas.Shows([.. Png, .. new byte[1024 * 1024]], "big.png", "image/png")).Text, StringComparison.Ordinal);
        await jonas.Says("in English please");
        var number = await jonas.HasTicket("my vpn drops every ten minutes since this morning");
        await jonas.Shows(Png, "1.png", "image/png");
        await jonas.Shows(Png, "2.png", "image/png");
        Assert.Contains("takes 2 files", (await jonas.Shows(Png, "3.png", "image/png")).Text, StringComparison.Ordinal);

        Assert.Equal(["1.png", "2.png"], await Names(desk, number));
    }

    [Story]
    public async Task From_Teams_come_pictures_with_the_token_and_shared_files_without_it_and_each_once()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var number = await jonas.HasTicket("my vpn drops every ten minutes since this morning");
        desk.Connector.Files["inline"] = Png;
        desk.Connector.Files["shared"] = "10:13 dropped"u8.ToArray();

        var message = jonas.Filled(Attached("to " + number, ("image/*", $"{desk.Connector.Url}v3/attachments/inline/views/original", "shot", null),
            ("application/vnd.microsoft.teams.file.download.info", "https://larkfield-my.sharepoint.com/personal/vpn.log", "vpn.log", $"{desk.Connector.Url}v3/attachments/shared/views/original")));
        Assert.Contains($"Added to {number}: shot.png, vpn.log", (await jonas.Sends(message)).Text, StringComparison.Ordinal);
        await jonas.Posts(message); // as Teams does that heard nothing
        Assert.Equal(["shot.png", "vpn.log"], await Names(desk, number));

        // Wherever else a message points to is not asked.
        foreach (var elsewhere in new[] { "http://169.254.169.254/latest/meta-data", "https://sharepoint.com.evil.example/x", "https://evilsharepoint.com/x", "http://larkfield-my.sharepoint.com/x", "https://a:b@larkfield-my.sharepoint.com/x", "file:///etc/passwd" })
        {
            var reply = await jonas.Sends(jonas.Filled(Attached("to " + number, ("application/vnd.microsoft.teams.file.download.info", elsewhere, "x.log", elsewhere))));
            Assert.Contains("could not get \"x.log\"", reply.Text, StringComparison.Ordinal);
        }

        Assert.Equal(2, (await Names(desk, number)).Count);
    }

    [Story]
    public async Task From_Slack_they_come_with_the_bots_token_from_Slacks_own_hosts()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        await using var foreign = await FakeConnector.StartAsync();
        foreign.Files["f"] = Png;
        slack.Files["F1"] = Png;

        var message = jonas.Message("my screen looks like this, it flickers green");
        (message["subtype"], message["files"]) = ("file_share", new JsonArray(
            new JsonObject { ["name"] = "screen.png", ["mimetype"] = "image/png", ["url_private"] = slack.FileUrl("F1") },
            new JsonObject { ["name"] = "x.png", ["mimetype"] = "image/png", ["url_private"] = $"{foreign.Url}v3/attachments/f/views/original" }));
        var answers = await jonas.Writes(message);
        await jonas.Sender.Event(message, retry: 1);

        Assert.Contains(answers, answer => answer.Text.Contains("could not get \"x.png\"", StringComparison.Ordinal));
        var filed = (await jonas.Sends(await jonas.Opens((await jonas.Says("create a ticket")).Card("incidents/form"), "Send…"), new { })).Answers.Card("tickets/filed");
        Assert.Contains("screen.png", filed.Text, StringComparison.Ordinal);
        Assert.Single(await desk.Rows<string>("SELECT name FROM ticket_files"));
    }

    [Story]
    public async Task What_two_people_hold_in_one_channel_stays_each_ones_own_and_a_restart_loses_nothing()
    {
        var desk = await StartDesk();
        try
        {
            desk.Connector.Files["f"] = Png;
            var (jonas, amara) = (desk.As("jonas"), desk.As("amara"));
            await jonas.Sends(jonas.Filled(Attached("my screen looks like this, it flickers green", ("image/png", $"{desk.Connector.Url}v3/attachments/f/views/original", "jonas.png", null))));
            desk = await desk.RestartAsync();
            (jonas, amara) = (desk.As("jonas"), desk.As("amara"));

            var hers = await amara.HasTicket("my mouse wheel does nothing");
            var his = (await jonas.Clicks((await jonas.Says("create a ticket")).Card("incidents/form"), "Send")).Card("tickets/filed").Number;

            Assert.Empty(await Names(desk, hers));
            Assert.Equal(["jonas.png"], await Names(desk, his));
        }
        finally
        {
            await desk.DisposeAsync();
        }
    }

    private static JsonObject Attached(string text, params (string Type, string Url, string Name, string? Download)[] files) => new()
    {
        ["type"] = "message",
        ["text"] = text,
        ["attachments"] = new JsonArray([.. files.Select(file => new JsonObject
        {
            ["contentType"] = file.Type,
            ["contentUrl"] = file.Url,
            ["name"] = file.Name,
            ["content"] = file.Download is null ? null : new JsonObject { ["downloadUrl"] = file.Download, ["uniqueId"] = "1", ["fileType"] = "log" },
        })]),
    };

    private static async Task<IReadOnlyList<JsonElement>> Files(DeskHost desk, string number) =>
        [.. JsonElement.Parse(await desk.Http.GetByteArrayAsync($"/api/tickets/{number}/files")).GetProperty("files").EnumerateArray()];

    private static async Task<List<string>> Names(DeskHost desk, string number) => [.. (await Files(desk, number)).Select(file => file.GetProperty("name").GetString()!).Order()];
}
