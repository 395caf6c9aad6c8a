using System.Net;
using System.Text;
using System.Text.Json;

namespace BotDesk.Tests.Knowledge;

/// <summary><c>/api/knowledge</c>, as a program asks it.</summary>
public sealed class SearchEndpointTests
{
    [Fact]
    public async Task A_score_is_explained_down_to_its_words()
    {
        await using var desk = await DeskHost.StartAsync();

        var explained = First(await Ask(desk, "/api/knowledge/search?explain=true&q=my%20vpn%20dropps")).GetProperty("explanation").GetString()!;
        var plain = First(await Ask(desk, "/api/knowledge/search?q=my%20vpn%20dropps"));

        Assert.Contains("the word \"vpn\"", explained, StringComparison.Ordinal);
        Assert.Contains("idf", explained, StringComparison.Ordinal);
        Assert.Contains("confidence", explained, StringComparison.Ordinal);
        Assert.Equal(plain.GetProperty("score").GetDouble(), double.Parse(explained.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), 1e-3);
        Assert.False(plain.TryGetProperty("explanation", out _));
    }

    [Fact]
    public async Task Articles_like_one_are_found_and_never_one_that_is_for_others()
    {
        await using var desk = await DeskHost.StartAsync();
        using var content = new StringContent(
            """
            {"id":"tapir-1","title":"Tapir adapter blinks","body":"The tapir adapter blinks when the tapir cable is loose."}
            {"id":"tapir-2","title":"Tapir adapter hums","body":"The tapir adapter hums when the tapir cable is old."}
            {"id":"tapir-3","title":"Tapir adapter inside","body":"The tapir adapter has a hidden tapir switch.","audience":"agents"}
            """,
            Encoding.UTF8, "application/x-ndjson");
        (await desk.Http.PostAsync("/api/knowledge/import", content)).EnsureSuccessStatusCode();
        await Eventually.Answers(async () => Ids(await Ask(desk, "/api/knowledge/search?syntax=lucene&as=tomasz&q=tapir")) is { Count: 3 } all ? all : null, "the articles to be found");

        Assert.Equal(["tapir-2"], Ids(await Ask(desk, "/api/knowledge/articles/tapir-1/similar")).Where(id => id.StartsWith("tapir", StringComparison.Ordinal)));
        Assert.Equal(["tapir-2", "tapir-3"], Ids(await Ask(desk, "/api/knowledge/articles/tapir-1/similar?as=tomasz")).Where(id => id.StartsWith("tapir", StringComparison.Ordinal)).Order());
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Http.GetAsync("/api/knowledge/articles/tapir-3/similar?as=jonas")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.Http.GetAsync("/api/knowledge/articles/tapir-1/similar?top=0")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.Http.GetAsync("/api/knowledge/articles/tapir-1/similar?as=nobody-here")).StatusCode);
    }

    [Fact]
    public async Task Synonyms_are_read_again_while_the_desk_runs_and_a_wrong_line_changes_nothing()
    {
        await using var desk = await DeskHost.StartAsync();
        var file = Path.Combine(desk.DataDirectory, "synonyms.txt");
        Assert.DoesNotContain("vpn", await Titles("schnorkel"), StringComparison.OrdinalIgnoreCase);

        await Write("schnorkel => vpn");
        await Eventually.Answers(async () => (await Titles("schnorkel")).Contains("vpn", StringComparison.OrdinalIgnoreCase) ? "found" : null, "the synonym to hold");
        await Write("schnorkel => vpn => ,\n=>");
        await Eventually.Answers<string>(async () => (await Titles("schnorkel")).Contains("vpn", StringComparison.OrdinalIgnoreCase) ? "still" : throw new InvalidOperationException("A wrong line undid it."), "the synonym to hold on");
        await Write("wurmloch, vpn");
        await Eventually.Answers(async () => (await Titles("wurmloch")).Contains("vpn", StringComparison.OrdinalIgnoreCase) && !(await Titles("schnorkel")).Contains("vpn", StringComparison.OrdinalIgnoreCase) ? "mended" : null, "the mended file to hold");
        File.Delete(file);
        await Eventually.Answers(async () => !(await Titles("wurmloch")).Contains("vpn", StringComparison.OrdinalIgnoreCase) ? "gone" : null, "the synonym to be gone");

        async Task<string> Titles(string text) => string.Join('\n', (await Ask(desk, $"/api/knowledge/search?q={Uri.EscapeDataString(text)}")).GetProperty("results").EnumerateArray().Take(1).Select(result => result.GetProperty("title").GetString()));

        async Task Write(string text)
        {
            // A time of its own for each, however coarse the file system's clock is.
            var before = File.Exists(file) ? File.GetLastWriteTimeUtc(file) : DateTime.UnixEpoch;
            await File.WriteAllTextAsync(file, text);
            File.SetLastWriteTimeUtc(file, new[] { before.AddSeconds(2), DateTime.UtcNow }.Max());
        }
    }

    private static async Task<JsonElement> Ask(DeskHost desk, string path) => JsonElement.Parse(await desk.Http.GetStringAsync(path));

    private static JsonElement First(JsonElement answer) => answer.GetProperty("results")[0];

    private static List<string> Ids(JsonElement answer) => [.. answer.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("id").GetString()!)];
}
