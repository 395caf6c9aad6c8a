using BotDesk.Conversation.Understanding;

namespace BotDesk.Tests.Conversation.Understanding;

public sealed class TicketTitleTest
{
    [Theory]
    [InlineData("hi team, my outlook keeps crashing when i open the calendar. it happens since monday. thanks", "My outlook keeps crashing when I open the calendar")]
    [InlineData("Good morning! I hope you are well. Since this morning my second monitor stays black, I already rebooted.", "Since this morning my second monitor stays black, I already rebooted")]
    [InlineData("URGENT!!! PRINTER ON FLOOR 3 IS NOT WORKING", "Printer on floor 3 is not working")]
    [InlineData("the fucking vpn drops every 5 minutes!!!", "The vpn drops every 5 minutes")]
    [InlineData("Dear Sir or Madam, my computer makes a terrible noise and it is very hot. Kind regards, Margaret", "My computer makes a terrible noise and it is very hot")]
    [InlineData("hello, can you please help me? i cannot log in to SAP", "I cannot log in to SAP")]
    [InlineData("Hallo zusammen, seit heute früh geht mein Drucker nicht mehr. LG Peter", "Seit heute früh geht mein Drucker nicht mehr")]
    [InlineData("bitte mein Passwort fürs ERP zurücksetzen, danke", "Mein Passwort fürs ERP zurücksetzen")]
    [InlineData("sorry to bother you again but teams has no sound", "Teams has no sound")]
    [InlineData("i have a problem: excel freezes when i filter", "Excel freezes when I filter")]
    [InlineData("From: Anna\nSubject: RE: VPN broken again\n\nHi, see below", "VPN broken again")]
    [InlineData("wlan geht nicht im 2. stock", "Wlan geht nicht im 2. stock")]
    [InlineData("This is Paul from accounting. I need access to the finance share.", "I need access to the finance share")]
    [InlineData("I'd like to have a second monitor please", "I'd like to have a second monitor")]
    [InlineData("Das verdammte SAP stürzt dauernd ab 😡", "Das SAP stürzt dauernd ab")]
    [InlineData("Hey guys, quick question: how do i map a network drive?", "How do I map a network drive?")]
    [InlineData("help!! laptop dead", "Laptop dead")]
    [InlineData("Sehr geehrte Damen und Herren, ich hätte gerne ein neues Headset. Mit freundlichen Grüßen, Maria Huber", "Ich hätte gerne ein neues Headset")]
    [InlineData("ERR_CONNECTION_RESET on https://intranet.example.com/hr since 08:40", "ERR_CONNECTION_RESET on https://intranet.example.com/hr since 08:40")]
    [InlineData("My name is John. I work in Vienna. My phone does not charge.", "My phone does not charge")]
    [InlineData("no rush, but my mouse is broken", "My mouse is broken")]
    [InlineData("reboot the db server on 14.12. um 22 Uhr", "Reboot the db server on 14.12. um 22 Uhr")]
    [InlineData("error 0x80070005 while saving invoice_2024.xlsx to the k: drive", "Error 0x80070005 while saving invoice_2024.xlsx to the k: drive")]
    [InlineData("this is really annoying, i have been trying for hours to get into the customer portal and every single time it logs me out", "I have been trying for hours to get into the customer portal and every single…")]
    [InlineData("hi", "")]
    [InlineData("", "")]
    [InlineData("😡😡😡!!!", "")]
    public void A_title_is_the_first_clause_that_says_something(string text, string title) => Assert.Equal(title, TicketTitle.From(text));

    [Theory]
    [InlineData('x')]
    [InlineData('\uD83D')]
    [InlineData(' ')]
    [InlineData('.')]
    public void A_title_is_never_too_long(char filler) => Assert.True(TicketTitle.From("printer broken " + new string(filler, 50_000)).Length <= TicketTitle.Longest);
}
