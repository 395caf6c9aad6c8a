using System.Text;
using BotDesk.Knowledge.Import;

namespace BotDesk.Tests.Knowledge.Import;

public sealed class MarkdownTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("botdesk-markdown-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Front_matter_is_what_it_says_and_the_rest_is_the_body()
    {
        var record = Record("""
            ---
            id: vpn-drops
            title: "VPN: it drops"
            tags: [vpn, wifi]
            status: draft
            audience: agents
            service: vpn
            layout: belongs to another tool
            ---

            ## What you see

            It drops.
            """);

        Assert.Equal(("vpn-drops", "VPN: it drops", ImportStatus.Draft), (record.Id, record.Title, record.Status));
        Assert.Equal(("agents", "vpn", "it/vpn.md"), (record.Audience, record.Service, record.File));
        Assert.Equal<string>(["vpn", "wifi"], record.Tags);
        Assert.Equal("## What you see\n\nIt drops.", record.Body);
    }

    [Theory]
    [InlineData("Restart it.", "vpn")]
    [InlineData("# The VPN drops #\n\nRestart it.", "The VPN drops")]
    [InlineData("Words first.\n\n## Then a heading", "Then a heading")]
    [InlineData("```\n# a comment in a script\n```\nText\n### Real", "Real")]
    [InlineData("# Learning C#", "Learning C#")]
    [InlineData("# The **VPN** and `ipconfig` &amp; [more](x)", "The VPN and ipconfig & more")]
    [InlineData("Underlined\n==========\n", "Underlined")]
    [InlineData("    # indented code\n\n#\n\n# Real", "Real")]
    [InlineData("<!--\n# in a comment\n-->\n\n# Real", "Real")]
    [InlineData("#hashtag is no heading", "vpn")]
    [InlineData("---\nid: x\n---\n# Heading", "Heading")]
    [InlineData("---\ntitle:\n---\n# Heading", "Heading")]
    [InlineData("---\r\nid: x\r\n---\r\n# Windows line ends\r\n", "Windows line ends")]
    [InlineData("\uFEFF---\ntitle: Marked\n---\nBody", "Marked")]
    [InlineData("---\n---\n# Nothing between\n", "Nothing between")]
    [InlineData("---\n# a comment\n---\n# Only a comment between\n", "Only a comment between")]
    [InlineData("---\nA text between two rules\n\n---\n# After", "After")]
    [InlineData("--- \nid: x\n...\n# Closed by dots", "Closed by dots")]
    public void A_title_is_found_where_none_is_given(string text, string title) => Assert.Equal(title, Record(text).Title);

    [Theory]
    [InlineData('>')]
    [InlineData('#')]
    [InlineData('[')]
    [InlineData('*')]
    [InlineData('`')]
    public void A_file_of_one_character_a_million_times_takes_no_time(char character) =>
        Assert.NotNull(MarkdownArticle.Read(Encoding.UTF8.GetBytes("x\n\n" + new string(character, 1_000_000)), "vpn.md", "it/vpn.md"));

    [Theory]
    [InlineData("---\ntags: vpn, wifi\n---\nBody")]
    [InlineData("---\ntags:\n  - vpn\n  - wifi\n---\nBody")]
    public void Tags_may_be_a_list_or_one_text_with_commas(string text) => Assert.Equal<string>(["vpn", "wifi"], Record(text).Tags);

    [Theory]
    [InlineData("", "it/vpn.md:1", "the body is missing")]
    [InlineData("---\ntitle: x\n---\n", "it/vpn.md:1", "the body is missing")]
    [InlineData("---\ntitle: x\nBody that never ends", "it/vpn.md:1", "the front matter is not closed by a line '---'")]
    [InlineData("---\nid: x\ntitle: VPN: it drops\n---\nBody", "it/vpn.md:3", "front matter: not valid YAML")]
    [InlineData("---\nid: x\nid: y\n---\nBody", "it/vpn.md:3", "front matter: 'id' is here twice; it first stands in line 2")]
    [InlineData("---\nid: x\ntitle: [a]\n---\nBody", "it/vpn.md:3", "'title' must be a text, not a list")]
    [InlineData("---\nstatus: secret\n---\nBody", "it/vpn.md:1", "the status 'secret' is not one of published, draft, retired")]
    public void A_bad_file_is_named_with_its_line(string text, string source, string reason)
    {
        var problem = Assert.IsType<ImportProblem>(MarkdownArticle.Read(Encoding.UTF8.GetBytes(text), "vpn.md", "it/vpn.md"));

        Assert.Equal(source, problem.Source);
        Assert.StartsWith(reason, problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_utf8_is_named_with_the_line_where_it_stops_being_so()
    {
        var entry = MarkdownArticle.Read([.. "# One\n\nTwo\nGr"u8, 0xFC, .. "n"u8], "vpn.md", "it/vpn.md");

        Assert.Equal(new ImportProblem("it/vpn.md:4", "not UTF-8; save the file with that encoding"), entry);
    }

    [Fact]
    public async Task A_folder_is_read_with_its_subfolders_and_without_what_is_hidden_or_something_else()
    {
        Write("b.md", "b");
        Write("a/deep/er.MARKDOWN", "a");
        Write("a/picture.png", "x");
        Write(".git/readme.md", "x");
        Write(".hidden.md", "x");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "circle"), _folder);

        var entries = await Read(_folder);

        Assert.Equal(["a/deep/er.MARKDOWN", "b.md"], entries.Cast<ImportRecord>().Select(record => record.File));
        Assert.Equal($"{_folder}/b.md:1", entries[1].Source);
    }

    [Fact]
    public async Task A_bad_file_stops_no_other_and_a_repeated_id_is_noted()
    {
        Write("1.md", "---\nid: same\n---\nold");
        Write("2.md", "");
        Write("3.md", "---\nid: same\n---\nnew");

        var entries = await Read(_folder);

        Assert.Equal(["old", "new"], entries.OfType<ImportRecord>().Select(record => record.Body));
        Assert.Equal($"{_folder}/2.md:1", Assert.Single(entries.OfType<ImportProblem>()).Source);
        Assert.Equal($"{_folder}/3.md:1", Assert.Single(entries.OfType<ImportNote>()).Source);
    }

    [Fact]
    public async Task A_path_may_be_one_file_of_either_kind()
    {
        Write("one.md", "# One\nBody");
        Write("lines.jsonl", "{\"body\":\"a\"}\n{\"body\":\"b\"}\n");

        Assert.Equal("One", Assert.IsType<ImportRecord>(Assert.Single(await Read(Path.Combine(_folder, "one.md")))).Title);
        Assert.Equal(2, (await Read(Path.Combine(_folder, "lines.jsonl"))).Count);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("nowhere.md")]
    [InlineData("nowhere.jsonl")]
    public async Task A_path_that_leads_nowhere_is_a_problem(string name)
    {
        var path = Path.Combine(_folder, name);

        var problem = Assert.IsType<ImportProblem>(Assert.Single(await Read(path)));

        Assert.Equal($"{path}:1", problem.Source);
        Assert.StartsWith("cannot be read: ", problem.Reason, StringComparison.Ordinal);
    }

    private static ImportRecord Record(string text) =>
        Assert.IsType<ImportRecord>(MarkdownArticle.Read(Encoding.UTF8.GetBytes(text), "it/vpn.md", "it/vpn.md"));

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static async Task<List<ImportEntry>> Read(string path)
    {
        var entries = new List<ImportEntry>();
        await foreach (var entry in KnowledgeSource.ReadAsync(path))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
