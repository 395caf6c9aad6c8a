using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace BotDesk.Tests.Processes;

/// <summary>The command line as people run it.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("botdesk-data-").FullName;
    private readonly string _folder = Directory.CreateTempSubdirectory("botdesk-caller-").FullName;

    public void Dispose()
    {
        Directory.Delete(_data, recursive: true);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_import_while_the_desk_runs_is_found_at_once()
    {
        await using var desk = await DeskProcess.StartAsync(_data);
        await File.WriteAllTextAsync(Path.Combine(_folder, "new.jsonl"), """{"id":"gizmo-1","title":"The frobnicator hums","body":"Turn the frobnicator off and on again."}""");

        var (code, output, _) = await DeskProcess.RunAsync(_data, _folder, "import", "knowledge", "new.jsonl");

        Assert.Equal(0, code);
        Assert.Contains("Imported 1 new and 0 updated articles", output, StringComparison.Ordinal);
        await Eventually.Answers<string>(async () => (await Search(desk, "frobnicator")).Contains("gizmo-1") ? "found" : null, "the imported article");
    }

    [Fact]
    public async Task Paths_are_the_callers_and_what_is_bad_is_named_by_file_and_line()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "articles"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "mixed.jsonl"), """
            {"id":"a","title":"First","body":"Words"}
            {"id":"b","title":"No body"
            {"id":"c","title":"Third","body":"Words"}
            {"id":"d","title":"No body either"}
            """);
        await File.WriteAllTextAsync(Path.Combine(_folder, "articles", "one.md"), "---\ntitle: From a folder\nid: e\n---\n\nWords of it.\n");

        var (code, output, errors) = await DeskProcess.RunAsync(_data, _folder, "import", "knowledge", "mixed.jsonl");
        var (second, folder, _) = await DeskProcess.RunAsync(_data, _folder, "import", "knowledge", "articles");
        var (third, again, _) = await DeskProcess.RunAsync(_data, _folder, "import", "knowledge", "./mixed.jsonl");

        Assert.Equal((1, 0, 1), (code, second, third));
        Assert.Contains("Imported 2 new", output, StringComparison.Ordinal);
        Assert.Contains("mixed.jsonl:2", errors, StringComparison.Ordinal);
        Assert.Contains("mixed.jsonl:4", errors, StringComparison.Ordinal);
        Assert.Contains("Imported 1 new", folder, StringComparison.Ordinal);
        Assert.Contains("Imported 0 new and 2 updated", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_said_so()
    {
        var (code, _, errors) = await DeskProcess.RunAsync(_data, _folder, "import", "knowledge", "nowhere.jsonl");

        Assert.Equal(1, code);
        Assert.Contains(Path.Combine(_folder, "nowhere.jsonl"), errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_killed_in_the_middle_is_taken_up_by_the_next()
    {
        const int Count = 6000;
        var file = Path.Combine(_folder, "many.jsonl");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, Count).Select(each => JsonSerializer.Serialize(new { id = $"m{each}", title = $"Article {each}", body = $"Words of number {each}. " + new string('x', 500) })));
        using (var process = DeskProcess.Launch(_data, _folder, "import", "knowledge", file))
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("articles stored", StringComparison.Ordinal))
            {
            }

            process.Kill();
            await process.WaitForExitAsync();
        }

        var left = CountOf("SELECT count(*) FROM articles");
        var (code, output, _) = await DeskProcess.RunAsync(_data, _folder, "import", "knowledge", file);

        Assert.InRange(left, 1, Count);
        Assert.Equal(0, code);
        Assert.Contains($"Imported {Count - left} new and {left} updated articles", output, StringComparison.Ordinal);
        Assert.Equal(Count, CountOf("SELECT count(DISTINCT number) FROM articles"));
    }

    [Fact]
    public async Task A_taken_port_is_said_so()
    {
        await using var other = await FakeConnector.StartAsync();

        var (code, _, errors) = await DeskProcess.RunAsync(_data, _folder, "--urls", new Uri(other.Url).GetLeftPart(UriPartial.Authority));

        Assert.Equal(1, code);
        Assert.Contains("Is the desk running already?", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_start_with_its_name()
    {
        var (code, _, errors) = await DeskProcess.RunAsync(_data, _folder, "--urls", "http://127.0.0.1:0", "--Channels:BotFramework:MaxActivityBytes", "1");

        Assert.Equal(1, code);
        Assert.Contains("MaxActivityBytes", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> Search(DeskProcess desk, string words)
    {
        var found = await desk.Http.GetFromJsonAsync<JsonElement>($"/api/knowledge/search?q={words}");
        return [.. found.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("id").GetString()!)];
    }

    private long CountOf(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_data, "desk.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
