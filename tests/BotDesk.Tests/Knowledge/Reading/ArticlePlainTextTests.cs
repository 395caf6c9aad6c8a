using BotDesk.Knowledge.Reading;

namespace BotDesk.Tests.Knowledge.Reading;

public sealed class ArticlePlainTextTests
{
    [Theory]
    [InlineData("## What you see\nIt shows **error 809** twice.", "What you see\nIt shows error 809 twice.")]
    [InlineData("Run `ipconfig /all` now", "Run ipconfig /all now")]
    [InlineData("See [the portal](https://portal.example.com/a) first", "See the portal first")]
    [InlineData("Dial *611 or press #1; a[0] = 2 * 3 ** 4", "Dial *611 or press #1; a[0] = 2 * 3  4")]
    [InlineData("#5 is a ticket", "#5 is a ticket")]
    [InlineData("[unfinished", "[unfinished")]
    [InlineData("[text](unfinished", "[text](unfinished")]
    [InlineData("no marks at all", "no marks at all")]
    [InlineData("", "")]
    [InlineData("join *Larkfield VPN*, then *wait*.", "join Larkfield VPN, then wait.")]
    [InlineData("delete *.txt and *.log, 2 * 3 * 4, vpn* or *", "delete *.txt and *.log, 2 * 3 * 4, vpn* or *")]
    public void Marks_go_and_words_stay(string markdown, string plain) => Assert.Equal(plain, ArticlePlainText.Of(markdown));
}
