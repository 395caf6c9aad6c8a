using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace BotDesk.Protocol.Tests.DirectLine;

public sealed class UploadTests
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 3];

    [Fact]
    public async Task A_message_arrives_with_its_files_and_they_can_be_read()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        using var stream = await conversation.OpenStreamAsync();
        using var form = Form(
            """{"type":"message","text":"see","from":{"id":"x"},"channelData":{"clientActivityID":"c1"},"attachments":[{"contentType":"image/png","name":"screen.png","thumbnailUrl":"data:image/png;base64,AA=="}]}""",
            ("screen.png", "image/png", Picture));

        var (status, body, _) = await host.CallAsync(HttpMethod.Post, $"conversations/{conversation.Id}/upload?userId=x", conversation.Token, form);

        Assert.Equal(HttpStatusCode.OK, status);
        var echo = (await stream.NextFrameAsync())!.Value.GetProperty("activities")[0];
        Assert.Equal(body.GetProperty("id").GetString(), echo.GetProperty("id").GetString());
        var attachment = Assert.Single(echo.GetProperty("attachments").EnumerateArray());
        using var file = await host.Http.GetAsync(new Uri(attachment.GetProperty("contentUrl").GetString()!));
        Assert.Equal(Picture, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", Assert.Single(file.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("see", host.Store.HandedToBot[^1].Text);
    }

    [Fact]
    public async Task Files_without_an_activity_make_a_message()
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        using var form = Form(null, ("..\\..\\ev\u0007il\r\n.txt", "text/plain; charset=utf-8", "hi"u8.ToArray()));

        await host.CallAsync(HttpMethod.Post, $"conversations/{conversation.Id}/upload", conversation.Token, form);

        var attachment = Assert.Single(host.Store.HandedToBot[^1].Attachments!);
        Assert.Equal(("text/plain", ActivityTypes.Message), (attachment.ContentType, host.Store.HandedToBot[^1].Type));
        Assert.DoesNotContain(attachment.Name!, c => char.IsControl(c) || c is '\\' or '/');
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/svg+xml")]
    [InlineData("application/javascript")]
    [InlineData("nonsense")]
    public async Task What_a_browser_could_run_is_not_taken(string contentType)
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        using var form = Form(null, ("fine.txt", "text/plain", "x"u8.ToArray()), ("bad", contentType, "x"u8.ToArray()));

        var (status, _, _) = await host.CallAsync(HttpMethod.Post, $"conversations/{conversation.Id}/upload", conversation.Token, form);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.Single(host.Store.HandedToBot);
    }

    [Fact]
    public async Task The_files_together_have_a_limit()
    {
        await using var host = await DirectLineHost.StartAsync(options => options.MaxUploadBytes = 2000);
        var conversation = await host.ConverseAsync();
        using var form = Form(null, ("a.txt", "text/plain", new byte[1500]), ("b.txt", "text/plain", new byte[501]));

        var (status, _, _) = await host.CallAsync(HttpMethod.Post, $"conversations/{conversation.Id}/upload", conversation.Token, form);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Single(host.Store.HandedToBot);
    }

    [Fact]
    public async Task Where_the_bot_decides_what_it_keeps_other_types_are_taken_as_bytes_that_no_browser_runs()
    {
        await using var host = await DirectLineHost.StartAsync(options => options.TakesOtherContentTypes = true);
        var conversation = await host.ConverseAsync();
        using var form = Form(null, ("page.html", "text/html", [1]));

        Assert.Equal(HttpStatusCode.OK, (await host.CallAsync(HttpMethod.Post, $"conversations/{conversation.Id}/upload", conversation.Token, form)).Status);
        Assert.Equal("application/octet-stream", host.Store.HandedToBot[^1].Attachments![0].ContentType);
    }

    [Fact]
    public async Task A_message_has_a_limited_number_of_files()
    {
        await using var host = await DirectLineHost.StartAsync(options => options.MaxFilesPerUpload = 2);
        var conversation = await host.ConverseAsync();
        using var form = Form(null, ("a", "text/plain", [1]), ("b", "text/plain", [1]), ("c", "text/plain", [1]));

        Assert.Equal(HttpStatusCode.BadRequest, (await host.CallAsync(HttpMethod.Post, $"conversations/{conversation.Id}/upload", conversation.Token, form)).Status);
    }

    [Theory]
    [InlineData("multipart/form-data", "", 415)]
    [InlineData("multipart/form-data; boundary=b", "", 400)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"\r\nContent-Type: text/plain\r\n\r\ncut off", 400)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\n\r\n--b--\r\n", 400)]
    [InlineData("multipart/form-data; boundary=b", "--b--\r\n", 400)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"activity\"\r\n\r\n{\r\n--b--\r\n", 400)]
    [InlineData("application/json", "{}", 415)]
    public async Task A_malformed_form_is_refused(string contentType, string body, int status)
    {
        await using var host = await DirectLineHost.StartAsync();
        var conversation = await host.ConverseAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        Assert.Equal(status, (int)(await host.CallAsync(HttpMethod.Post, $"conversations/{conversation.Id}/upload", conversation.Token, content)).Status);
        Assert.Single(host.Store.HandedToBot);
    }

    [Fact]
    public async Task A_file_nobody_uploaded_is_404()
    {
        await using var host = await DirectLineHost.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync("attachments/0123", null)).Status);
    }

    private static MultipartFormDataContent Form(string? activity, params (string Name, string ContentType, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        if (activity is not null)
        {
            var part = new StringContent(activity);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.microsoft.activity");
            form.Add(part, "activity", "blob");
        }

        foreach (var (name, contentType, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.TryAddWithoutValidation("Content-Type", contentType);
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename*=utf-8''{Uri.EscapeDataString(name)}");
            form.Add(part);
        }

        return form;
    }
}
