using System.Data.Common;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BotDesk.Tests.Knowledge;

/// <summary>The index outlives the desk in a file, and finds what one made anew would find, whatever happened meanwhile.</summary>
public class KeptIndexStories : DeskStories
{
    private const int Articles = 300;

    private static readonly string[] Asked =
        ["wombat printer jams", "wombat 7", "lemur scanner", "article twelve about the wombat", "quokka", "my vpn drops", "numbat", "the wombat in room 299"];

    [Story]
    public async Task It_is_as_if_it_had_been_made_anew()
    {
        await using var first = await StartDesk();
        await Import(first, Enumerable.Range(0, Articles).Select(each => Article(each, $"The wombat printer of room {each} jams when article {each} is printed.")));
        await using var again = await first.RestartAsync();
        var file = Path.Combine(again.DataDirectory, "articles.index");
        Assert.True(new FileInfo(file).Length > 10_000);
        // What nobody would do: a change without a version is not seen, so the texts come from the file.
        await again.DisposeAsync();
        await Execute(again, "UPDATE articles SET body = 'A thylacine.' WHERE external_id = 'a1'");
        await using var third = await again.RestartAsync();
        Assert.Equal(0, await Total(third, "thylacine"));
        Assert.Equal(Articles, await Total(third, "wombat"));

        // Meanwhile: changed, gone for readers, gone altogether, new, and secret, by somebody whose clock is behind.
        await third.DisposeAsync();
        var later = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await Execute(third, $"UPDATE articles SET body = 'The lemur scanner hums.', version = version + 1, changed_at = {later} WHERE external_id = 'a2'");
        await Execute(third, $"UPDATE articles SET status = 'Retired', version = version + 1, changed_at = {later} WHERE external_id = 'a3'");
        await Execute(third, "DELETE FROM articles WHERE external_id = 'a4'");
        await Execute(third, $"UPDATE articles SET audience = 'agents', version = version + 1, changed_at = {later} WHERE external_id = 'a5'");
        await Execute(third, $"""
            INSERT INTO articles (number, external_id, title, body, tags, status, changed_at, version)
            VALUES ('KB9999', 'late', 'Quokka', 'The quokka smiles.', '', 'Published', {later - 3_600_000}, 0)
            """);
        await using var fourth = await third.RestartAsync();
        var found = await Everything(fourth);
        Assert.Equal(Articles - 4, await Total(fourth, "wombat"));
        Assert.Equal(1, await Total(fourth, "lemur"));
        Assert.Equal(1, await Total(fourth, "quokka"));

        await fourth.DisposeAsync();
        File.Delete(file);
        // With the one change that had no version.
        await Execute(fourth, "UPDATE articles SET body = 'The wombat printer of room 1 jams when article 1 is printed.' WHERE external_id = 'a1'");
        await using var anew = await fourth.RestartAsync();
        Assert.Equal(await Everything(anew), found);
        await anew.DisposeAsync();

        // Cut off, damaged, and a rest of one that was killed while it wrote.
        var whole = await File.ReadAllBytesAsync(file);
        foreach (var bad in new[] { whole[..(whole.Length / 2)], [], [.. whole[..5000], (byte)~whole[5000], .. whole[5001..]], [.. whole[..100], .. new byte[50_000]] })
        {
            await File.WriteAllBytesAsync(file, bad);
            await File.WriteAllBytesAsync($"{file}.new", whole[..1000]);
            await using var mended = await anew.RestartAsync();
            Assert.Equal(found, await Everything(mended));
            await mended.DisposeAsync();
            Assert.Equal(whole.Length, new FileInfo(file).Length);
        }
    }

    [Story]
    public async Task A_file_of_another_database_is_not_used()
    {
        await using var one = await StartDesk();
        await using var other = await StartDesk();
        await Import(one, Enumerable.Range(0, Articles).Select(each => Article(each, "The wombat.")));
        await Import(other, Enumerable.Range(0, Articles).Select(each => Article(each, "The wombat is a numbat.")));
        await using var oneAgain = await one.RestartAsync();
        await using var otherAgain = await other.RestartAsync();
        File.Copy(Path.Combine(one.DataDirectory, "articles.index"), Path.Combine(other.DataDirectory, "articles.index"), overwrite: true);

        await using var last = await otherAgain.RestartAsync();

        Assert.Equal(0, await Total(oneAgain, "numbat"));
        Assert.Equal(Articles, await Total(last, "numbat"));
    }

    private static string Article(int number, string body) => $$"""{"id":"a{{number}}","title":"Article {{number}}","body":"{{body}}"}""";

    private static async Task Import(DeskHost desk, IEnumerable<string> articles)
    {
        using var content = new StringContent(string.Join('\n', articles), Encoding.UTF8, "application/x-ndjson");
        using var response = await desk.Http.PostAsync("/api/knowledge/import", content);
        Assert.Empty(JsonNode.Parse(await response.Content.ReadAsStringAsync())!["problems"]!.AsArray());
        await Eventually.Answers(async () => await Total(desk, "wombat") == Articles ? "all" : null, "all articles to be found");
    }

    private static async Task<int> Total(DeskHost desk, string query) =>
        JsonNode.Parse(await desk.Http.GetStringAsync($"/api/knowledge/search?syntax=lucene&top=1&q={query}"))!["total"]!.GetValue<int>();

    private static async Task<string> Everything(DeskHost desk)
    {
        var said = new StringBuilder();
        foreach (var text in Asked)
        {
            foreach (var reader in new[] { "", "&as=tomasz" })
            {
                said.AppendLine(await desk.Http.GetStringAsync($"/api/knowledge/search?explain=true{reader}&q={Uri.EscapeDataString(text)}"));
            }
        }

        return said.ToString();
    }

    /// <summary>While no desk runs.</summary>
    private static async Task Execute(DeskHost desk, string sql)
    {
        await using DbConnection database = desk.Postgres is { } postgres ? new NpgsqlConnection(postgres) : new SqliteConnection($"Data Source={Path.Combine(desk.DataDirectory, "desk.db")};Pooling=False");
        await database.ExecuteAsync(sql);
    }
}
