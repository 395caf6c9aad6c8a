using BotDesk.Indexing;
using BotDesk.Knowledge.Import;
using BotDesk.Knowledge.Ranking;
using BotDesk.Knowledge.Reading;

namespace BotDesk.Tests.Knowledge.Ranking;

/// <summary>The figures of a small fixed sample may rise and not fall: the demo company's articles, and questions as people write them.</summary>
public sealed class QualityFloorTests
{
    /// <summary>A question and the article that answers it; empty where none does.</summary>
    private static readonly (string Question, string Article)[] Sample =
    [
        ("my vpn drops every ten minutes", "vpn-drops"), ("VPN keeps disconecting at home", "vpn-drops"), ("error 691 when i connect", "vpn-does-not-connect"),
        ("vpn wont connect says 809", "vpn-does-not-connect"), ("Hi team,\n\nsince monday the printer on floor 2 is offline. Very annoying!!!\n\nBest regards\nKim", "printer-offline"),
        ("papierstau im drucker", "printer-paper-jam"), ("paper is stuck in the printer", "printer-paper-jam"), ("how do i add a printer", "add-printer"),
        ("i forgot my pasword", "password-reset"), ("Passwort vergessen", "passwort-de"), ("my password has expired", "password-expired"), ("account is locked", "account-locked"),
        ("outlook keeps asking for my pw", "outlook-password-prompts"), ("search in outlook finds nothing", "outlook-search"), ("mailbox is full", "mailbox-full"),
        ("how do i set an out of office reply", "out-of-office"), ("OOO message", "out-of-office"), ("recall an email i sent", "recall-message"),
        ("shared mailbox doesnt show up", "shared-mailbox-missing"), ("one drive stuck on processing changes", "onedrive-sync-stuck"), ("OD4B does not sync, red cross", "onedrive-sync-stuck"),
        ("nobody can hear me in teams", "teams-no-audio"), ("teams camera doesnt work", "teams-camera"), ("when i share my screen others see black", "teams-screen-share-black"),
        ("no notifications from teams", "teams-notifications"), ("blue screan on my laptop", "blue-screen"), ("bluescreen", "blue-screen"), ("laptop is so slow today", "laptop-slow"),
        ("laptop won't turn on", "laptop-will-not-start"), ("battery empty after an hour", "laptop-battery"), ("external monitor not detected on docking station", "docking-monitor"),
        ("bitlocker asks for a recovery key", "bitlocker-recovery"), ("my disk is full", "disk-full"), ("i lost my phone", "lost-or-stolen"), ("new phone, authenticator is gone", "mfa-new-phone"),
        ("got a suspicious email, phishing?", "phishing-report"), ("cannot join the wifi", "wifi-cannot-join"), ("wlan für besucher", "wifi-guest"), ("restore a deleted file", "restore-file"),
        ("attachment too large to send", "large-attachments"), ("bluetooth mouse does not pair", "bluetooth-keyboard-mouse"), ("what do i do on my first day", "new-starter-first-day"),
        ("Netzwerkdrucker hinzufügen", "add-printer"), ("set up email on my iphone", "phone-setup"), ("ERP session timed out", "erp-timeout"),
        ("how do i cook spaghetti", ""), ("the coffee machine shows hieroglyphs", ""), ("who won the match yesterday", ""), ("something is broken with my thingamajig", ""), ("error 0xDEADBEEF", ""),
    ];

    [Fact]
    public async Task The_figures_do_not_fall()
    {
        var index = FullText.NewIndex(KnowledgeSchema.Create());
        await foreach (var entry in MarkdownFolder.ReadAsync(Path.Combine(AppContext.BaseDirectory, "Demo", "articles"), CancellationToken.None))
        {
            if (entry is ImportRecord record)
            {
                index.Update(KnowledgeSchema.Document(record.Id ?? record.Title, record.Title, ArticlePlainText.Of(record.Body), string.Join('\n', record.Tags), record.Service));
            }
        }

        var searcher = index.Refresh();
        var answers = Sample.Select(asked => (asked.Question, asked.Article, Answer: new KnowledgeRanking().Rank(asked.Question, searcher, 10))).ToList();
        var answerable = answers.Where(asked => asked.Article.Length > 0).ToList();
        var places = answerable.Select(asked => asked.Answer.Results.ToList().FindIndex(result => result.Key == asked.Article)).ToList();
        var ndcg = places.Average(place => place < 0 ? 0 : 1 / Math.Log2(place + 2));
        var offered = answers.Where(asked => asked.Answer.Answerable).ToList();
        var right = offered.Count(asked => asked.Answer.Results[0].Key == asked.Article) / (double)offered.Count;
        var wrong = string.Join('\n', answerable.Zip(places).Where(pair => pair.Second != 0).Select(pair => $"{pair.Second}: {pair.First.Question}")
            .Concat(offered.Where(asked => asked.Answer.Results[0].Key != asked.Article).Select(asked => $"offered {asked.Answer.Results[0].Key}: {asked.Question}")));

        Assert.True(ndcg >= 0.93, $"nDCG@10 {ndcg:0.000}\n{wrong}");
        Assert.True(offered.Count >= 0.6 * answers.Count, $"offered {offered.Count} of {answers.Count}\n{wrong}");
        Assert.True(right >= 0.93, $"right {right:0.000}\n{wrong}");
    }
}
