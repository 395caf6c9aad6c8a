namespace BotDesk.Knowledge;

/// <summary>What the OpenAPI document shows of articles.</summary>
internal static class ArticleExamples
{
    public static ArticleRequest Written { get; } = new("anouk", "VPN drops on hotel wifi", "Switch the client to **TCP** in its settings, then connect again.", ["vpn", "travel"], Service: "vpn");

    public static ArticleResponse Article { get; } = new("KB1", "KB1", Written.Title!, Written.Body!, Written.Tags!, "published", null, "vpn", new DateTimeOffset(2026, 4, 1, 8, 0, 0, TimeSpan.Zero), 3);

    public static ArticlePage Page { get; } = new([Article], null);

    public static SearchResponse Found { get; } = new([new FoundArticle("KB1", Written.Title!, "Switch the client to TCP in its settings", 11.2, 0.87)], Answerable: true);

    public static ImportResponse Imported { get; } = new(1, 0, []);

    public const string Lines = """{"id":"vpn-hotel","title":"VPN drops on hotel wifi","body":"Switch the client to TCP in its settings.","tags":["vpn"]}""" + "\n";
}
