using System.Net;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.LiveChat.Chat;

/// <summary>Both sides show each other pictures, wherever each is.</summary>
public class PictureStories : DeskStories
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Story]
    public async Task From_the_page_to_Teams_and_back()
    {
        await using var desk = await StartDesk();
        var jonas = await desk.AsInWebChat("jonas");
        var tomasz = desk.As("tomasz");
        var number = await jonas.With(tomasz);

        await jonas.Shows(Png, "screen.png", "image/png", "this is what I see");
        await tomasz.ReceivesWords($"Jonas Achterberg ({number}): this is what I see");
        Assert.Equal($"data:image/png;base64,{Convert.ToBase64String(Png)}", await tomasz.ReceivesPicture());

        desk.Connector.Files["f1"] = Png;
        await tomasz.Sends(Picture($"{desk.Connector.Url}v3/attachments/f1/views/original"));
        var url = await jonas.ReceivesPicture();

        Assert.Equal(Png, await desk.Http.GetByteArrayAsync(url));
        Assert.Equal(["jonas: this is what I see", "jonas: (Picture: screen.png)", "tomasz: (Picture: setting.png)"], await desk.Transcript(number));
    }

    [Story]
    public async Task A_picture_is_seen_by_its_two_sides_and_the_desk_alone()
    {
        await using var desk = await StartDesk();
        var jonas = await desk.AsInWebChat("jonas");
        var tomasz = await desk.AsInWebChat("tomasz");
        await jonas.With(tomasz);
        await jonas.Shows(Png, "screen.png", "image/png");
        var url = await tomasz.ReceivesPicture();
        var path = url[..url.IndexOf('?', StringComparison.Ordinal)];

        Assert.Equal(HttpStatusCode.OK, await Status(desk, "/as/jonas" + path));
        Assert.Equal(HttpStatusCode.OK, await Status(desk, "/as/priya" + path));
        Assert.Equal(HttpStatusCode.NotFound, await Status(desk, "/as/amara" + path));
        Assert.Equal(HttpStatusCode.NotFound, await Status(desk, path));
        Assert.Equal(HttpStatusCode.NotFound, await Status(desk, path + "?key=guessed"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(desk, "/pictures/0000000000000000000000000000000000000000" + url[url.IndexOf('?', StringComparison.Ordinal)..]));
    }

    [Story]
    public async Task What_is_no_picture_or_lies_elsewhere_is_not_passed_on()
    {
        await using var desk = await StartDesk();
        await using var foreign = await FakeConnector.StartAsync();
        foreign.Files["f1"] = Png;
        var jonas = await desk.AsInWebChat("jonas");
        var tomasz = desk.As("tomasz");
        var number = await jonas.With(tomasz);

        Assert.Contains("not passed on", (await jonas.Shows("<script>alert(1)</script>"u8.ToArray(), "x.png", "image/png")).Text, StringComparison.Ordinal);
        Assert.Contains("not passed on", (await tomasz.Sends(Picture($"{foreign.Url}v3/attachments/f1/views/original"))).Text, StringComparison.Ordinal);
        Assert.Contains("not passed on", (await tomasz.Sends(Picture($"{desk.Connector.Url}v3/attachments/gone/views/original"))).Text, StringComparison.Ordinal);
        desk.Connector.Files["large"] = [.. Png, .. new byte[5 * 1024 * 1024]];
        Assert.Contains("not passed on", (await tomasz.Sends(Picture($"{desk.Connector.Url}v3/attachments/large/views/original"))).Text, StringComparison.Ordinal);

        Assert.Empty(await desk.Transcript(number));
    }

    [Story]
    public async Task A_picture_beside_a_command_reaches_nobody()
    {
        await using var desk = await StartDesk();
        var jonas = await desk.AsInWebChat("jonas");
        var tomasz = await desk.AsInWebChat("tomasz");
        var number = await jonas.With(tomasz);

        var reply = await tomasz.Shows(Png, "mailbox.png", "image/png", "/note look at this");

        Assert.Contains("neither sent nor kept", reply.Text, StringComparison.Ordinal);
        Assert.Equal(["tomasz (internal): look at this"], await desk.Transcript(number));
        await jonas.Says("hello?");
        Assert.DoesNotContain(await jonas.Reloads(), shown => shown.PictureUrl is not null);
    }

    private static async Task<HttpStatusCode> Status(DeskHost desk, string path)
    {
        using var response = await desk.Http.GetAsync(path);
        return response.StatusCode;
    }

    private static JsonObject Picture(string url) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "image/*", ["contentUrl"] = url, ["name"] = "setting.png" }),
    };
}
