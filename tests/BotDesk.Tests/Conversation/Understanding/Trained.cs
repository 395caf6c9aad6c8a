using BotDesk.Conversation.Understanding;

namespace BotDesk.Tests.Conversation.Understanding;

/// <summary>One understander for all tests: it is immutable, and training it takes a few hundred milliseconds.</summary>
internal static class Trained
{
    private static readonly Lazy<Understander> Once = new(() => Understander.Create(
    [
        new ServiceName("email", "E-Mail", ["outlook", "mailbox", "postfach", "mail"]),
        new ServiceName("vpn", "VPN", ["remote access", "fernzugriff"]),
        new ServiceName("sap", "SAP ERP", ["sap", "erp"]),
        new ServiceName("print", "Printing", ["printer", "drucker", "label printer"]),
        new ServiceName("labels", "Label printing", ["label printer line 4"]),
        new ServiceName("collaboration", "Microsoft Teams", ["teams", "sharepoint"]),
    ]));

    public static Understander Desk => Once.Value;

    public static Understood Understand(string text) => Desk.Understand(text);
}
