using System.Text;
using BotDesk.Knowledge.Import;

namespace BotDesk.Tests.Knowledge.Import;

public sealed class JsonLinesTests
{
    [Fact]
    public async Task A_line_becomes_an_article()
    {
        var record = await Record("""{"id":"kb-1","title":" VPN ","body":"Restart it.\n","tags":["vpn"," wifi ","VPN",""],"status":"Draft","audience":"agents","service":"vpn","views":[1,{"a":2}]}""");

        Assert.Equal(("kb-1", "VPN", "Restart it.", ImportStatus.Draft), (record.Id, record.Title, record.Body, record.Status));
        Assert.Equal(("agents", "vpn", "kb.jsonl:1"), (record.Audience, record.Service, record.Source));
        Assert.Equal<string>(["vpn", "wifi"], record.Tags);
    }

    [Fact]
    public async Task Only_the_body_must_be_there()
    {
        var record = await Record("""{"body":"Restart it."}""");

        Assert.Equal((null, "", ImportStatus.Published, null), (record.Id, record.Title, record.Status, record.Audience));
        Assert.Empty(record.Tags);
    }

    [Fact]
    public async Task An_empty_body_is_let_in_with_a_note_where_the_title_says_something()
    {
        var entries = await Read("""{"title":"Welcome","body":""}""");

        Assert.Equal(new ImportNote("kb.jsonl:1", "the body is empty; only the title can be found"), entries[0]);
        Assert.Equal("Welcome", Assert.IsType<ImportRecord>(entries[1]).Title);
    }

    [Theory]
    [InlineData("""{"id":42,"body":"b"}""", "42")]
    [InlineData("""{"id":null,"body":"b"}""", null)]
    [InlineData("""{"id":"  ","body":"b"}""", null)]
    [InlineData("""{"id":"ab","body":"b"}""", "ab")]
    public async Task An_id_may_be_a_number_or_left_out(string line, string? id) => Assert.Equal(id, (await Record(line)).Id);

    [Fact]
    public async Task Tags_may_be_one_text_with_commas() =>
        Assert.Equal<string>(["vpn", "wifi"], (await Record("""{"body":"b","tags":"vpn, wifi"}""")).Tags);

    [Theory]
    [InlineData("""{"title":"t"}""", "the body is missing")]
    [InlineData("""{"title":"","body":" \n "}""", "the body is missing")]
    [InlineData("""{"title":"t","body":null}""", "the body is missing")]
    [InlineData("""{"title":7,"body":"b"}""", "'title' must be a text, not a number")]
    [InlineData("""{"body":["b"]}""", "'body' must be a text, not a list")]
    [InlineData("""{"body":"b","tags":{"a":1}}""", "'tags' must be a text, not an object")]
    [InlineData("""{"body":"b","tags":[["a"]]}""", "'tags' must be a text, not a list")]
    [InlineData("""{"body":"b","status":"internal review"}""", "the status 'internal review' is not one of published, draft, retired")]
    [InlineData("""{"body":"a\u0000b"}""", "contains a NUL character")]
    [InlineData("""{"body":"b","tags":["\u0000"]}""", "contains a NUL character")]
    [InlineData("""{"body":"\ud800"}""", "'body' contains half a surrogate pair (\\ud800 to \\udfff alone), which is no character")]
    [InlineData("""{"id":"a\u0007b","body":"b"}""", "the id must be at most 200 characters, without control characters")]
    [InlineData("""["b"]""", "expected an object: {\"id\", \"title\", \"body\", \"tags\"}")]
    [InlineData("7", "expected an object: {\"id\", \"title\", \"body\", \"tags\"}")]
    [InlineData("""{"body":"b"} {}""", "not valid JSON at byte 14: one object per line is expected")]
    [InlineData("""{"body":"b",}""", "not valid JSON at byte 13: one object per line is expected")]
    [InlineData("""{"body":"b""", "not valid JSON at byte 11: one object per line is expected")]
    [InlineData("vpn;Restart it.", "not valid JSON at byte 1: one object per line is expected")]
    public async Task A_bad_line_is_named_and_the_others_go_on(string line, string reason)
    {
        var entries = await Read($$"""
            {"id":"before","body":"b"}
            {{line}}
            {"id":"after","body":"b"}
            """);

        Assert.Equal(["before", "after"], entries.OfType<ImportRecord>().Select(record => record.Id));
        Assert.Equal(new ImportProblem("kb.jsonl:2", reason), Assert.Single(entries.OfType<ImportProblem>()));
    }

    [Fact]
    public async Task A_line_that_is_not_utf8_is_named()
    {
        var entries = await Read([.. """{"body":"M"""u8, 0xFC, .. "nchen\"}\n{\"body\":\"b\"}"u8]);

        Assert.Equal(new ImportProblem("kb.jsonl:1", "not UTF-8; save the file with that encoding"), entries[0]);
        Assert.IsType<ImportRecord>(entries[1]);
    }

    [Fact]
    public async Task A_file_in_utf16_is_named_once()
    {
        var entries = await Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"body\":\"b\"}\n{\"body\":\"b\"}\n")]);

        Assert.Equal([new ImportProblem("kb.jsonl:1", "the file is UTF-16; save it as UTF-8")], entries);
    }

    [Fact]
    public async Task A_byte_order_mark_blank_lines_and_windows_line_ends_are_nothing_special()
    {
        var entries = await Read([0xEF, 0xBB, 0xBF, .. "{\"body\":\"a\"}\r\n\r\n  \n{\"body\":\"b\"}"u8]);

        Assert.Equal(["kb.jsonl:1", "kb.jsonl:4"], entries.Cast<ImportRecord>().Select(record => record.Source));
    }

    [Fact]
    public async Task Of_two_articles_with_one_id_the_later_comes_later_with_a_note()
    {
        var entries = await Read("""
            {"id":"a","body":"old"}
            {"id":"b","body":"other"}
            {"id":"a","body":"new"}
            """);

        Assert.Equal(["old", "other", "new"], entries.OfType<ImportRecord>().Select(record => record.Body));
        Assert.Equal(
            new ImportNote("kb.jsonl:3", "the id 'a' was there before; this later article replaces it"),
            Assert.Single(entries.OfType<ImportNote>()));
    }

    [Fact]
    public async Task Nothing_in_gives_nothing_out() => Assert.Empty(await Read(""));

    /// <summary>Sizes around the reader's buffer, where a line can be cut in two, and read in pieces of every size.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(65536)]
    [InlineData(10_000_000)]
    public async Task A_line_is_whole_wherever_the_stream_pauses(int piece)
    {
        int[] sizes = piece == 1 ? [1, 2, 1000] : [1, 65_500, 65_525, 65_526, 65_536, 65_537, 131_072, 3, 1_000_000, 1];
        var text = string.Join('\n', sizes.Select((size, i) => $$"""{"id":"{{i}}","body":"{{new string('x', size)}}"}"""));

        var entries = await Read(new Pieces(Encoding.UTF8.GetBytes(text), piece));

        Assert.Equal(sizes, entries.Cast<ImportRecord>().Select(record => record.Body.Length));
        Assert.Equal(Enumerable.Range(1, sizes.Length).Select(line => $"kb.jsonl:{line}"), entries.Select(entry => entry.Source));
    }

    [Fact]
    public async Task A_line_without_end_is_skipped_and_never_held_in_memory()
    {
        var stream = new Pieces(
            [.. "{\"id\":\"before\",\"body\":\"b\"}\n"u8, .. new byte[40_000_000], .. "\n{\"id\":\"after\",\"body\":\"b\"}\n"u8], int.MaxValue);

        var entries = await Read(stream);

        Assert.Equal(["before", "after"], entries.OfType<ImportRecord>().Select(record => record.Id));
        Assert.Equal(new ImportProblem("kb.jsonl:2", "the line is longer than 4 MB"), Assert.Single(entries.OfType<ImportProblem>()));
        Assert.InRange(stream.LargestBuffer, 1, 8 * 1024 * 1024);
    }

    [Fact]
    public async Task Whatever_the_bytes_there_is_an_entry_and_no_exception()
    {
        var random = new Random(7);
        var good = """{"id":"a","title":"t","body":"b","tags":["x"],"status":"draft"}"""u8.ToArray();
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = good.ToArray();
            for (var hit = 0; hit <= round % 4; hit++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            foreach (var entry in await Read(bytes))
            {
                Assert.NotEmpty(entry.Source);
            }
        }
    }

    private static async Task<ImportRecord> Record(string line) => Assert.IsType<ImportRecord>(Assert.Single(await Read(line)));

    private static Task<List<ImportEntry>> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static Task<List<ImportEntry>> Read(byte[] bytes) => Read(new MemoryStream(bytes));

    private static async Task<List<ImportEntry>> Read(Stream stream)
    {
        var entries = new List<ImportEntry>();
        await foreach (var entry in JsonLines.ReadAsync(stream, "kb.jsonl"))
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Gives at most so many bytes at a time, as a network does.</summary>
    private sealed class Pieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public int LargestBuffer { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            LargestBuffer = Math.Max(LargestBuffer, buffer.Length);
            return base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
        }
    }
}
