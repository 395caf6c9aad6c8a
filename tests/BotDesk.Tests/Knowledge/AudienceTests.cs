using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Knowledge;

/// <summary>Tries to learn by every door what stands in an article that is for others.</summary>
public sealed class AudienceTests
{
    private const string Secret = """{"id":"secret","title":"Kestrel core router vault","body":"The zanzibar passphrase of the kestrel vpn router, for the strongroom. VPN vpn vpn.","tags":["quixotry"],"audience":"agents"}""";
    private const string OfNetwork = """{"id":"of-network","title":"Pangolin firewall rules","body":"The pangolin firewall opens for the vpn at night.","audience":"network"}""";

    private static readonly string[] Attempts =
    [
        "kestrel core router vault", "zanzibar", "zanzibr", "zanzibars passphrase", "kestrel", "strong room", "strongroom", "quixotry", "quixotri", "pangolin firewall rules", "vpn", "my vpn drops", "vpn router",
    ];

    private static readonly string[] Queries = ["kestrel", "zanz*", "zanzibr~", "title:kestrel", "\"zanzibar passphrase\"", "tags:quixotry", "body:vpn", "number:KB*", "*:*", "vpn -zanzibar", "pangolin~"];

    [Fact]
    public async Task For_who_may_not_read_it_an_article_might_as_well_not_be_there()
    {
        await using var desk = await DeskHost.StartAsync();
        var before = await Everything(desk, reader: null);
        var beforeForJonas = await Everything(desk, "jonas");
        await Import(desk, Secret, OfNetwork);
        await Found(desk, "kestrel core router vault", "tomasz");

        // To the last digit: no result, count, score, explanation or confidence tells that there is something.
        Assert.Equal(before, await Everything(desk, reader: null));
        Assert.Equal(beforeForJonas, await Everything(desk, "jonas"));
    }

    [Fact]
    public async Task Each_finds_what_is_for_them()
    {
        await using var desk = await DeskHost.StartAsync();
        await Import(desk, Secret, OfNetwork);
        await Found(desk, "kestrel core router vault", "tomasz");

        Assert.Contains("secret", await Answer(desk, "zanzibr", "anouk"), StringComparison.Ordinal);
        Assert.Contains("of-network", await Answer(desk, "pangolin firewall", "priya"), StringComparison.Ordinal);
        Assert.DoesNotContain("of-network", await Answer(desk, "pangolin firewall", "anouk"), StringComparison.Ordinal);
        Assert.DoesNotContain("angolin", await Ask(desk, "/api/knowledge/search?syntax=lucene&as=anouk&q=pangolin"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_words_in_the_chat_bring_it_out()
    {
        await using var desk = await DeskHost.StartAsync();
        await Import(desk, Secret, OfNetwork);
        await Found(desk, "kestrel core router vault", "tomasz");
        var number = await desk.Row<string>("SELECT number FROM articles WHERE external_id = 'secret'");
        var jonas = desk.As("jonas");

        foreach (var attempt in Attempts.Concat([$"read {number}", "read secret", "search kestrel", "question: what is the zanzibar passphrase?", "no, the zanzibar one", "open the second one", number!]))
        {
            var reply = await jonas.Says(attempt);
            // What they typed themselves may be repeated to them.
            var told = reply.Everything.Replace(attempt, "", StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("passphrase of", told, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("kestrel core", told, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("pangolin", told, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task What_becomes_secret_is_gone_at_once_and_what_becomes_public_is_there()
    {
        await using var desk = await DeskHost.StartAsync();
        await Import(desk, Secret);
        await Found(desk, "kestrel core router vault", "tomasz");

        await Import(desk, """{"id":"secret","title":"Kestrel core router vault","body":"Everybody may know the okapi."}""");
        await Found(desk, "kestrel core router vault okapi", reader: null);
        Assert.DoesNotContain("zanzibar", await Answer(desk, "kestrel core router vault", reader: null), StringComparison.Ordinal);

        await Import(desk, Secret);
        await Eventually.Answers(async () => (await Answer(desk, "kestrel core router vault okapi", reader: null)).Contains("\"secret\"", StringComparison.Ordinal) ? null : "gone", "the article to be gone");
    }

    private static async Task<string> Everything(DeskHost desk, string? reader)
    {
        var said = new StringBuilder();
        foreach (var text in Attempts)
        {
            said.AppendLine(await Answer(desk, text, reader));
            said.AppendLine(await Ask(desk, $"/api/knowledge/search?top=50&typing=true{As(reader)}&q={Uri.EscapeDataString(text)}"));
        }

        foreach (var query in Queries)
        {
            said.AppendLine(await Ask(desk, $"/api/knowledge/search?top=50&syntax=lucene{As(reader)}&q={Uri.EscapeDataString(query)}"));
        }

        said.AppendLine(await Ask(desk, $"/api/knowledge/articles/vpn-drops/similar?top=50{As(reader)}"));
        // An address that does not exist is answered with the address, and with a trace id of its own.
        using var none = await desk.Http.GetAsync($"/api/knowledge/articles/secret/similar?top=50{As(reader)}");
        said.Append(none.StatusCode);
        return said.ToString();
    }

    private static Task<string> Answer(DeskHost desk, string text, string? reader) => Ask(desk, $"/api/knowledge/search?explain=true{As(reader)}&q={Uri.EscapeDataString(text)}");

    private static string As(string? reader) => reader is null ? "" : $"&as={reader}";

    private static async Task<string> Ask(DeskHost desk, string path)
    {
        using var response = await desk.Http.GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task Import(DeskHost desk, params string[] articles)
    {
        using var content = new StringContent(string.Join('\n', articles), new MediaTypeHeaderValue("application/x-ndjson"));
        using var response = await desk.Http.PostAsync("/api/knowledge/import", content);
        Assert.Empty(JsonNode.Parse(await response.Content.ReadAsStringAsync())!["problems"]!.AsArray());
    }

    private static Task<string> Found(DeskHost desk, string text, string? reader) => Eventually.Answers(
        async () => JsonElement.Parse(await Answer(desk, text, reader)).GetProperty("results").EnumerateArray().Any(result => result.GetProperty("id").GetString() == "secret" && result.GetProperty("confidence").GetDouble() > 0.8) ? "found" : null,
        $"\"{text}\" to find the article");
}
