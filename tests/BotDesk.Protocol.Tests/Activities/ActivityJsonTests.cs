using System.Text;
using System.Text.Json.Nodes;

namespace BotDesk.Protocol.Tests.Activities;

public sealed class ActivityJsonTests
{
    [Fact]
    public void Fields_nobody_knows_come_back_as_they_were()
    {
        const string json = """
            {"type":"newThing","id":"1","from":{"id":"u","surprise":[1,{"a":null}]},"conversation":{"id":"c","x":1},"brandNew":{"deep":[true,1.50,"ü"]},
             "entities":[{"type":"clientInfo","timezone":"Europe/Berlin","text":{"not":"a string"}}],"attachments":[{"contentType":"a/b","new":1}]}
            """;

        var again = ActivityJson.Serialize(Parse(json));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(again)), Encoding.UTF8.GetString(again));
    }

    [Fact]
    public void A_caller_id_on_the_wire_is_discarded()
    {
        var again = Encoding.UTF8.GetString(ActivityJson.Serialize(Parse("""{"type":"message","callerId":"urn:botframework:azure"}""")));

        Assert.Equal("""{"type":"message"}""", again);
    }

    [Fact]
    public void Nulls_in_lists_are_left_out()
    {
        var activity = Parse("""{"type":"message","attachments":[null,{"name":"a"},null],"entities":[null],"membersAdded":[null],"reactionsAdded":[null]}""");

        Assert.Equal("a", Assert.Single(activity.Attachments!).Name);
        Assert.Empty(activity.Entities!);
        Assert.Empty(activity.MembersAdded!);
        Assert.Empty(activity.ReactionsAdded!);
    }

    [Theory]
    [InlineData("""{"text":"a\u0000b"}""", "a\ufffdb")]
    [InlineData("""{"text":"\ud83d"}""", "\ufffd")]
    [InlineData("""{"text":"\ude00\ud83d x"}""", "\ufffd\ufffd x")]
    [InlineData("""{"text":"\ud83d\ude00"}""", "😀")]
    [InlineData("""{"text":"\uD83D\uDE00"}""", "😀")]
    [InlineData("""{"text":"\\u0000 \\ud83d"}""", "\\u0000 \\ud83d")]
    [InlineData("""{"text":"\\\u0000"}""", "\\\ufffd")]
    [InlineData("""{"text":"\u001b[31m\u0007"}""", "\u001b[31m\u0007")]
    public void What_nobody_can_keep_becomes_a_replacement_character(string json, string text) => Assert.Equal(text, Parse(json).Text);

    [Fact]
    public void A_lone_surrogate_in_channel_data_does_not_throw_later()
    {
        var activity = Parse("""{"type":"message","channelData":{"tenant":{"id":"\ud800"}},"value":{"a":"\udfff\u0000"}}""");

        Assert.Equal("\ufffd", TeamsChannelData.Of(activity).TenantId);
        Assert.Equal("\ufffd\ufffd", activity.Value!.Value.GetProperty("a").GetString());
    }

    [Theory]
    [InlineData("", "malformed")]
    [InlineData("{", "malformed")]
    [InlineData("null", "null")]
    [InlineData("[]", "cannot be read|malformed")]
    [InlineData("\"text\"", "malformed")]
    [InlineData("{\"text\":\"a\u0007b\"}", "text")]
    [InlineData("""{"text":5}""", "'text'")]
    [InlineData("""{"conversation":"c"}""", "'conversation'")]
    [InlineData("""{"from":{"id":[]}}""", "'from.id'")]
    [InlineData("""{"text":"\u12"}""", "text")]
    [InlineData("""{"text":"\""", "text")]
    [InlineData("\\", "malformed")]
    [InlineData("\\ud83d", "malformed")]
    public void What_is_no_activity_is_an_answer_that_says_where(string json, string says)
    {
        Assert.False(ActivityJson.TryParse(Encoding.UTF8.GetBytes(json), out _, out var error));
        Assert.Matches(says, error);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        byte[] body = [.. "{\"text\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        Assert.False(ActivityJson.TryParse(body, out _, out var error));
        Assert.Contains("UTF-8", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var json = $"{{\"value\":{new string('[', 100_000)}{new string(']', 100_000)}}}";

        Assert.False(ActivityJson.TryParse(Encoding.UTF8.GetBytes(json), out _, out _));
    }

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("17")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\"2026-01-01T25:00:00Z\"")]
    public void A_clock_that_cannot_be_read_does_not_lose_the_message(string time)
    {
        var activity = Parse($$"""{"type":"message","localTimestamp":{{time}},"timestamp":{{time}},"text":"hello"}""");

        Assert.Equal("hello", activity.Text);
        Assert.Null(activity.LocalTimestamp);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. """{"type":"message"}"""u8];

        Assert.True(ActivityJson.TryParse(body, out var activity, out _));
        Assert.Equal("message", activity.Type);
    }

    private static Activity Parse(string json)
    {
        Assert.True(ActivityJson.TryParse(Encoding.UTF8.GetBytes(json), out var activity, out var error), error);
        return activity;
    }
}
