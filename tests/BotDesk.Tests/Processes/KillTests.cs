using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace BotDesk.Tests.Processes;

/// <summary>Any moment survives kill -9: afterwards nothing is lost, doubled or half done, and the conversation goes on.</summary>
public sealed class KillTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("botdesk-kill-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task While_messages_stream_in()
    {
        const int Count = 60;
        var desk = await DeskProcess.StartAsync(_data);
        var visitor = await PageVisitor.OpenAsync(desk, "Kim");
        await visitor.Says(desk, "my vpn drops every ten minutes");
        await visitor.Says(desk, "create a ticket");
        var number = (await visitor.Says(desk, "send it")).Card("tickets/filed").Number;
        var ids = new List<string>();

        for (var sent = 0; sent < Count;)
        {
            // Twice in the middle of it: the answer to the last message, if it came, was not waited for.
            var killing = sent is 20 or 45 && ids.Count == sent ? desk.KillAsync() : Task.CompletedTask;
            var id = await visitor.TrySays(desk, $"add to {number}: number {sent}", $"client-{sent}");
            await killing;
            if (id is null)
            {
                await desk.DisposeAsync();
                desk = await DeskProcess.StartAsync(_data);
                id = await visitor.TrySays(desk, $"add to {number}: number {sent}", $"client-{sent}");
            }

            ids.Add(id!);
            sent++;
        }

        await using var last = desk;
        await visitor.Answer(last, ids[^1]);
        var history = await visitor.History(last);
        Assert.Equal(ids, history.Where(shown => shown.Text?.StartsWith("add to", StringComparison.Ordinal) == true).Select(shown => shown.ActivityId));
        Assert.Equal(ids, history.Where(shown => shown.Text?.StartsWith("Added to", StringComparison.Ordinal) == true).Select(shown => shown.ReplyToId!));
        Assert.Equal(Enumerable.Range(0, Count).Select(each => $"number {each}"), Column("SELECT text FROM ticket_entries WHERE kind = 'Comment' AND text LIKE 'number %' ORDER BY id"));
    }

    [Fact]
    public async Task In_the_middle_of_an_import()
    {
        const int Count = 6000;
        var file = Path.Combine(_data, "articles.jsonl");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, Count).Select(each => $$"""{"id":"aardvark-{{each}}","title":"Article {{each}} of the aardvark","body":"The aardvark number n{{each}} digs. {{string.Join(' ', Enumerable.Range(0, 100).Select(word => $"w{(each + word) % 977}"))}}"}"""));
        await using var desk = await DeskProcess.StartAsync(_data);
        using (var import = DeskProcess.Launch(_data, _data, "import", "knowledge", file))
        {
            await Eventually.Answers(() => Task.FromResult(Column("SELECT count(*) || '' FROM articles WHERE external_id LIKE 'aardvark-%'")[0] is var some && some != "0" ? some : null), "the first articles to be stored");
            import.Kill();
            await import.WaitForExitAsync();
        }

        // What was stored is whole, and the running desk finds it; the same import then brings the rest, and nothing twice.
        var stored = Column("SELECT external_id FROM articles WHERE external_id LIKE 'aardvark-%' ORDER BY id");
        Assert.Equal(Enumerable.Range(0, stored.Count).Select(each => $"aardvark-{each}"), stored);
        Assert.InRange(stored.Count, 1, Count - 1);
        await Found(desk, stored.Count);
        var (exitCode, output, errors) = await DeskProcess.RunAsync(_data, _data, "import", "knowledge", file);
        Assert.True(exitCode == 0, output + errors);
        Assert.Equal([$"{Count}"], Column("SELECT count(*) || '' FROM articles WHERE external_id LIKE 'aardvark-%'"));
        await Found(desk, Count);

        static Task Found(DeskProcess desk, int count) => Eventually.Answers(
            async () => JsonNode.Parse(await desk.Http.GetStringAsync("/api/knowledge/search?syntax=lucene&top=1&q=title:aardvark"))!["total"]!.GetValue<int>() == count ? "all" : null, $"{count} articles to be found");
    }

    [Fact]
    public async Task In_the_middle_of_a_form()
    {
        ShownCard form;
        PageVisitor visitor;
        await using (var desk = await DeskProcess.StartAsync(_data))
        {
            visitor = await PageVisitor.OpenAsync(desk, "Kim");
            await visitor.Says(desk, "my vpn drops every ten minutes");
            form = (await visitor.Says(desk, "create a ticket")).Card("incidents/form");
            await visitor.TrySays(desk, "title: Typed before the end", "last");
            await desk.KillAsync();
        }

        await using var again = await DeskProcess.StartAsync(_data);
        var open = await Eventually.Answers<ShownCard>(async () => (await visitor.History(again)).LastOrDefault(shown => shown.Card is { Template: "incidents/form" } card && card.Input("title") == "Typed before the end")?.Card, "the form with what was typed last");
        var filed = (await visitor.Clicks(again, open, "Send")).Card("tickets/filed");
        await visitor.Clicks(again, open, "Send");

        Assert.Contains("Typed before the end", filed.Text, StringComparison.Ordinal);
        Assert.Single(Column("SELECT subject FROM audit WHERE action = 'incident.filed'"));
        Assert.NotEqual(form.Nonce, open.Nonce);
    }

    [Fact]
    public async Task Right_after_the_acknowledgement()
    {
        await using var connector = await FakeConnector.StartAsync();
        for (var round = 0; round < 3; round++)
        {
            await using var desk = await DeskProcess.StartAsync(_data);
            var message = new JsonObject
            {
                ["type"] = "message",
                ["id"] = $"m{round}",
                ["text"] = "hello",
                ["channelId"] = "msteams",
                ["serviceUrl"] = connector.Url,
                ["from"] = new JsonObject { ["id"] = "29:kim", ["name"] = "Kim" },
                ["recipient"] = new JsonObject { ["id"] = "28:desk" },
                ["conversation"] = new JsonObject { ["id"] = "a:kim" },
            };
            using var content = new StringContent(message.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var response = await desk.Http.PostAsync("/api/messages", content);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            await desk.KillAsync();
        }

        await using var last = await DeskProcess.StartAsync(_data);
        await connector.Shown.WaitFor(all => all.FirstOrDefault(shown => shown.ReplyToId == "m2"), "the answer to the last message");

        // Teams takes no idempotency key: an answer that was sent but not recorded may come twice, but none is missing or out of order.
        Assert.Equal(["m0", "m1", "m2"], connector.Shown.All.Select(shown => shown.ReplyToId).Distinct());
        Assert.Equal(["1", "1", "1"], Column("SELECT status FROM inbox ORDER BY id"));
    }

    [Fact]
    public async Task While_what_is_due_fires()
    {
        const int Count = 400;
        await (await DeskProcess.StartAsync(_data)).DisposeAsync();
        Run($"""
            WITH RECURSIVE each(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM each WHERE n < {Count})
            INSERT INTO tickets (kind, number, title, description, requester_id, [group], status, opened_at, updated_at, resolved_at, reopened, version, impact, urgency, priority)
            SELECT kind, 'INC' || (90000 + n), title, description, requester_id, [group], 'Resolved', 0, 0, 0, 0, 1, impact, urgency, priority FROM each, (SELECT * FROM tickets WHERE kind = 'incident' LIMIT 1)
            """);
        Run("INSERT INTO timers (kind, subject, name, due_at, attempts) SELECT 'tickets.close', number, '', 1, 0 FROM tickets WHERE number >= 'INC90000' AND length(number) = 8");

        for (var reached = Count / 4; reached < Count; reached += Count / 4)
        {
            await using var desk = await DeskProcess.StartAsync(_data);
            await Eventually.Answers(() => Task.FromResult(Lapsed() >= reached ? "some" : null), $"{reached} to fire");
            await desk.KillAsync();
        }

        await using var last = await DeskProcess.StartAsync(_data);
        await Eventually.Answers(() => Task.FromResult(Column("SELECT subject FROM timers WHERE kind = 'tickets.close' AND due_at = 1").Count == 0 ? "all" : null), "all to fire");
        Assert.Equal(Count, Lapsed());
        Assert.Equal([$"{Count}"], Column("SELECT count(*) || '' FROM ticket_entries JOIN tickets ON tickets.id = ticket_id WHERE what LIKE '%tickets.did.lapsed%' AND status = 'Closed'"));

        int Lapsed() => Column("SELECT subject FROM audit WHERE action = 'ticket.lapsed'").Count;
    }

    [Fact]
    public async Task While_the_database_is_made()
    {
        foreach (var moment in new[] { "migrating.lock", "desk.db", "desk.db-wal", "desk.db-shm" })
        {
            var data = Path.Combine(_data, moment);
            Directory.CreateDirectory(data);
            using var seen = new SemaphoreSlim(0);
            using var watcher = new FileSystemWatcher(data, moment) { EnableRaisingEvents = true };
            watcher.Created += (_, _) => seen.Release();
            using (var process = DeskProcess.Launch(data, data, "--urls", "http://127.0.0.1:0"))
            {
                Assert.True(await seen.WaitAsync(Arrivals.Patience), $"{moment} was never made.");
                process.Kill();
                await process.WaitForExitAsync();
            }

            await using var desk = await DeskProcess.StartAsync(data);
            Assert.Equal(["12"], Column("SELECT count(*) FROM people WHERE about IS NOT NULL", data));
            Assert.NotEmpty((await (await PageVisitor.OpenAsync(desk, "Kim")).Says(desk, "hello")).Everything);
        }
    }

    [Fact]
    public async Task While_the_index_is_written()
    {
        const int Count = 2000;
        var file = Path.Combine(_data, "many.jsonl");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, Count).Select(each => $$"""{"id":"w{{each}}","title":"Wombat {{each}}","body":"{{string.Join(' ', Enumerable.Range(each, 300))}}"}"""));
        using var seen = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(_data, "articles.index.new") { EnableRaisingEvents = true };
        watcher.Created += (_, _) => seen.Release();
        using (var process = DeskProcess.Launch(_data, _data, "import", "knowledge", file))
        {
            Assert.True(await seen.WaitAsync(Arrivals.Patience), "The index was never written.");
            process.Kill();
            await process.WaitForExitAsync();
        }

        await using var desk = await DeskProcess.StartAsync(_data);
        await Eventually.Answers<string>(async () => (await desk.Http.GetAsync("/health/ready")).IsSuccessStatusCode ? "ready" : null, "the desk to be ready");

        Assert.Contains($"\"total\":{Count}", await desk.Http.GetStringAsync("/api/knowledge/search?syntax=lucene&q=title:wombat"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mark_of_a_migration_that_died_does_not_lock_the_next_start_out()
    {
        using (var connection = Open(_data))
        using (var command = connection.CreateCommand())
        {
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');
                """;
            command.ExecuteNonQuery();
        }

        await using var desk = await DeskProcess.StartAsync(_data);

        Assert.Equal(HttpStatusCode.OK, (await desk.Http.GetAsync("/health/live")).StatusCode);
    }

    private List<string> Column(string sql, string? data = null)
    {
        using var connection = Open(data ?? _data);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetValue(0).ToString()!);
        }

        return values;
    }

    private void Run(string sql)
    {
        using var connection = Open(_data);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string data)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(data, "desk.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
