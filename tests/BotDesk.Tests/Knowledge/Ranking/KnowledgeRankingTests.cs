using BotDesk.Indexing;
using BotDesk.Knowledge.Ranking;
using BotDesk.Search;

namespace BotDesk.Tests.Knowledge.Ranking;

public sealed class KnowledgeRankingTests
{
    private static readonly (string Key, string Title, string Body)[] Articles =
    [
        ("KB1", "VPN disconnects every few minutes", "The tunnel closes when the laptop saves power. Open the adapter's properties and turn power saving off. Error 619 means the same."),
        ("KB2", "Reset your password", "Choose reset on the password page. A new password has twelve characters. The phone asks for the new one as well."),
        ("KB3", "Sync OneDrive again", "OneDrive stops syncing when the disk is full. Unlink the account, free some space, and link it again."),
        ("KB4", "Printer prints blank pages", "Replace the toner cartridge, then print a test page. If it stays blank, call the desk with the printer's number."),
        ("KB5", "Error 691 when dialing in", "The user name or the password was refused. Type both again; error 691 goes away once the account is unlocked."),
        ("KB6", "Set up multi-factor authentication", "Install the authenticator, scan the picture on the page, and type the number that it shows."),
        ("KB7", "Drucker einrichten", "Die Drucker sind im Netzwerk freigegeben. Wählen Sie den Drucker in den Einstellungen aus und installieren Sie die Treiber für die Warteschlangen."),
        ("KB8", "", "Meeting rooms are booked in the calendar: add the room as a guest of the appointment, and wait until it accepts."),
        ("KB9", "Where are the salaries of the executives", "The xenoglossy folder holds the salaries. Only the payroll group opens it."),
        ("KB10", "Order a new laptop", "Laptops are ordered from the catalog. The manager approves, and it arrives within a week."),
        ("KB11", "Install the VPN on a phone", "Download the profile on the phone, open it, and accept. The phone connects by itself from then on."),
        ("KB12", "Shared mailbox does not appear", "A shared mailbox appears within an hour after access was granted. Start Outlook again if it does not."),
    ];

    private readonly IIndexSearcher _searcher = Index();
    private readonly KnowledgeRanking _ranking = new();

    [Theory]
    [InlineData("my vpn keeps disconnecting, please help!!", "KB1")]
    [InlineData("vpn disconects", "KB1")]
    [InlineData("OD4B sync", "KB3")]
    [InlineData("how do I rest my pasword", "KB2")]
    [InlineData("one drive doesn't sync", "KB3")]
    [InlineData("error 691", "KB5")]
    [InlineData("2fa", "KB6")]
    [InlineData("Hallo, ich kann meinen Drucker nicht installieren", "KB7")]
    [InlineData("Warteschlange", "KB7")]
    [InlineData("book a meeting room", "KB8")]
    [InlineData("share mailbox doesnt apear in outlook", "KB12")]
    [InlineData("Hello,\n\nI hope you are well. Since yesterday the printer on our floor only gives blank pages, which is very annoying!!!\n\nBest regards", "KB4")]
    public void What_people_write_finds_what_a_patient_colleague_would_find(string text, string expected) =>
        Assert.Equal(expected, Find(text)[0].Key);

    [Theory]
    [InlineData("error 692")]
    [InlineData("0x80070005")]
    public void A_code_is_never_taken_for_another(string text) =>
        Assert.DoesNotContain(Find(text), result => result.Confidence > 0.5);

    [Theory]
    [InlineData("")]
    [InlineData("?!")]
    [InlineData("the")]
    [InlineData("\0\uD83D")]
    public void Text_without_a_subject_is_answered_with_nothing_to_offer(string text) =>
        Assert.False(_ranking.Rank(text, _searcher, 3).Answerable);

    [Fact]
    public void A_long_log_around_the_point_does_not_hide_it()
    {
        var log = string.Join('\n', Enumerable.Range(0, 2000).Select(i => $"{i:x8} qz{i}wv failed"));

        Assert.Equal("KB4", _ranking.Rank($"The printer prints blank pages, see the toner.\n{log}", _searcher, 3).Results[0].Key);
    }

    [Fact]
    public void A_clear_question_is_answered_with_more_confidence_than_a_vague_one()
    {
        var clear = Find("the printer prints blank pages")[0];
        var vague = Find("something with the phone and the page")[0];

        Assert.True(clear.Confidence > 0.8, $"{clear}");
        Assert.True(vague.Confidence < 0.6, $"{vague}");
    }

    [Fact]
    public void Nobody_learns_what_they_may_not_read()
    {
        var readable = _searcher.Restrict(key => key != "KB9");

        foreach (var text in new[] { "salaries of the executives", "xenoglossy", "xenoglosy", "payroll group", "where are the salaries of the executives" })
        {
            Assert.DoesNotContain(_ranking.Rank(text, readable, 10).Results, result => result.Key == "KB9");
            Assert.Equal(
                _ranking.Explain(text, readable, "KB999").ToString().Replace("KB999", "KB9", StringComparison.Ordinal),
                _ranking.Explain(text, readable, "KB9").ToString());
        }

        // Only the hidden article has the word, so the misspelled one has no meaning either.
        Assert.Empty(_ranking.Rank("xenoglosy", readable, 10).Results);
        Assert.NotEmpty(_ranking.Rank("xenoglosy", _searcher, 10).Results);
    }

    [Fact]
    public void An_answer_to_the_same_question_is_shown_only_to_who_may_read_it()
    {
        var index = FullText.NewIndex(KnowledgeSchema.Create());
        foreach (var key in new[] { "open", "secret" })
        {
            index.Update(KnowledgeSchema.Document(key, "Reset the gateway", $"The {key} way to do it."));
        }

        var searcher = index.Refresh();

        Assert.Equal(["open"], _ranking.Rank("reset gateway secret", searcher.Restrict(key => key == "open"), 10).Results.Select(result => result.Key));
        Assert.Equal(2, _ranking.Rank("reset gateway", searcher, 10).Results.Count);
    }

    [Fact]
    public void The_last_word_may_be_unfinished_while_typing()
    {
        Assert.DoesNotContain(_ranking.Rank("shared mailb", _searcher, 3).Results, result => result.Key == "KB12" && result.Title.Ranges.Count > 1);
        Assert.Equal(2, _ranking.Rank("shared mailb", _searcher, 3, new RankingContext { Typing = true }).Results[0].Title.Ranges.Count);
    }

    [Fact]
    public void What_was_said_before_narrows_the_question() =>
        Assert.Equal("KB11", _ranking.Rank("no, on my phone", _searcher, 3, new RankingContext { Earlier = "vpn does not connect" }).Results[0].Key);

    [Fact]
    public void What_solved_it_for_others_counts_a_little()
    {
        var plain = Find("vpn");
        var solved = _ranking.Rank("vpn", _searcher, 3, new RankingContext { Solved = new Dictionary<string, double> { [plain[1].Key] = 1 } }).Results;

        Assert.True(solved.Single(result => result.Key == plain[1].Key).Score > plain[1].Score);
        Assert.Equal(plain[0].Score, solved.Single(result => result.Key == plain[0].Key).Score);
    }

    [Fact]
    public void A_result_shows_what_matched()
    {
        var result = Find("toner for the printer")[0];

        Assert.Equal(["Printer", "prints"], result.Title.Ranges.Select(range => result.Title.Text.Substring(range.Start, range.Length)));
        Assert.Contains("toner", result.Snippet.Ranges.Select(range => result.Snippet.Text.Substring(range.Start, range.Length)));
    }

    [Fact]
    public void A_score_can_be_explained()
    {
        var explanation = _ranking.Explain("vpn disconnects", _searcher, "KB1");

        Assert.True(explanation.IsMatch);
        Assert.Equal(Find("vpn disconnects")[0].Score, explanation.Value, 3);
        Assert.Contains("the word \"vpn\"", explanation.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mfa", "Line 1: expected")]
    [InlineData("a, b\nc =>", "Line 2: a word was expected")]
    [InlineData("a => b => c", "Line 1: expected")]
    [InlineData("one two three four five six => x", "more than 5 words")]
    public void A_wrong_line_of_synonyms_is_named(string file, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => Synonyms.Parse(file)).Message, StringComparison.Ordinal);

    private IReadOnlyList<KnowledgeResult> Find(string text) => _ranking.Rank(text, _searcher, 3).Results;

    private static IIndexSearcher Index()
    {
        var index = FullText.NewIndex(KnowledgeSchema.Create());
        index.UpdateAll(Articles.Select(article => KnowledgeSchema.Document(article.Key, article.Title, article.Body)));
        return index.Refresh();
    }
}
