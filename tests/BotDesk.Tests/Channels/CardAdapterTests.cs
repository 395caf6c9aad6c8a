using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Channels.BotFramework;
using BotDesk.Channels.WebChat;
using BotDesk.Tests.Cards;

namespace BotDesk.Tests.Channels;

public sealed class CardAdapterTests
{
    private static readonly JsonElement Card = JsonElement.Parse("""
        {
          "type": "AdaptiveCard", "version": "1.5",
          "body": [
            { "type": "TextRun", "text": "on {{DATE(2026-01-01T00:00:00Z)}} at {{TIME(x)}} {{other}}", "selectAction": null },
            { "type": "ActionSet", "actions": [
              { "type": "Action.Execute", "title": "Send", "style": "positive", "verb": "a.b", "associatedInputs": "none", "tooltip": null,
                "data": { "nonce": "n", "stars": 5, "type": "Action.Execute", "none": null } },
              { "type": "Action.Execute", "title": "Bare", "verb": "c.d" },
              { "type": "Action.OpenUrl", "title": "Open", "url": "https://example.com/" } ] }
          ]
        }
        """);

    public static TheoryData<string, string, string> All => SampleCards.All();

    [Fact]
    public void Web_Chat_gets_a_submit_with_the_verb_in_its_data() => Json.AssertEqual(
        JsonNode.Parse("""
            [
              { "type": "Action.Submit", "title": "Send", "style": "positive", "associatedInputs": "none",
                "data": { "verb": "a.b", "nonce": "n", "stars": 5, "type": "Action.Execute", "none": null } },
              { "type": "Action.Submit", "title": "Bare", "data": { "verb": "c.d" } },
              { "type": "Action.OpenUrl", "title": "Open", "url": "https://example.com/" }
            ]
            """),
        JsonNode.Parse(WebChatCard.Adapter.Adapt(Card))!["body"]![1]!["actions"]);

    [Fact]
    public void Teams_gets_the_execute_with_a_submit_to_fall_back_on() => Json.AssertEqual(
        JsonNode.Parse("""
            {
              "type": "Action.Execute", "title": "Send", "style": "positive", "verb": "a.b", "associatedInputs": "none",
              "data": { "nonce": "n", "stars": 5, "type": "Action.Execute", "none": null },
              "fallback": { "type": "Action.Submit", "title": "Send", "style": "positive", "associatedInputs": "none",
                "data": { "verb": "a.b", "nonce": "n", "stars": 5, "type": "Action.Execute", "none": null } }
            }
            """),
        JsonNode.Parse(TeamsCard.Adapter.Adapt(Card))!["body"]![1]!["actions"]![0]);

    [Fact]
    public void Text_is_not_turned_into_a_date_and_nulls_are_gone() => Json.AssertEqual(
        JsonNode.Parse("""{ "type": "TextRun", "text": "on {{\u2060DATE(2026-01-01T00:00:00Z)}} at {{\u2060TIME(x)}} {{other}}" }"""),
        JsonNode.Parse(TeamsCard.Adapter.Adapt(Card))!["body"]![0]);

    [Theory]
    [MemberData(nameof(All))]
    public void Every_card_still_fits_into_a_Teams_message_with_its_fallbacks(string card, string sample, string language)
    {
        var adapted = TeamsCard.Adapter.Adapt(JsonElement.Parse(SampleCards.Library.Render(card, SampleCards.Data(card, sample), Language.Of(language)!)));

        Assert.InRange(adapted.Length, 1, 28 * 1024);
        Assert.Equal("1.5", (string?)JsonNode.Parse(adapted)!["version"]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_is_left_in_Web_Chat_that_it_would_not_run(string card, string sample, string language)
    {
        var adapted = WebChatCard.Adapter.Adapt(JsonElement.Parse(SampleCards.Library.Render(card, SampleCards.Data(card, sample), Language.Of(language)!)));

        Assert.DoesNotContain("Action.Execute", System.Text.Encoding.UTF8.GetString(adapted), StringComparison.Ordinal);
    }
}
