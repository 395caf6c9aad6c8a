namespace BotDesk.Protocol.Tests.Activities;

public sealed class MentionTests
{
    private static readonly ChannelAccount Bot = new() { Id = "28:bot", Name = "Desk (IT)" };
    private static readonly ChannelAccount Mira = new() { Id = "29:mira", Name = "Mira" };

    [Fact]
    public void Only_the_bots_own_mention_is_removed()
    {
        var activity = Message("<at>Desk (IT)</at> assign INC1 to <at>Mira</at>", Entity.ForMention(Bot, "<at>Desk (IT)</at>"), Entity.ForMention(Mira, "<at>Mira</at>"));

        Assert.Equal("assign INC1 to <at>Mira</at>", activity.TextWithoutMentions());
        Assert.True(activity.MentionsRecipient());
    }

    [Fact]
    public void A_name_in_the_text_that_no_entity_calls_a_mention_stays()
    {
        var activity = Message("<at>Desk (IT)</at> hello");

        Assert.Equal("<at>Desk (IT)</at> hello", activity.TextWithoutMentions());
        Assert.False(activity.MentionsRecipient());
    }

    [Fact]
    public void A_mention_without_text_is_found_by_its_name()
    {
        var entity = new Entity { Type = "mention", Extensions = Entity.ForMention(Bot, "x").Extensions };
        entity.Extensions!.Remove("text");

        Assert.Equal("my tickets", Message("<AT>desk (it)</AT>&nbsp;".Replace("&nbsp;", "\u00a0", StringComparison.Ordinal) + "my tickets", entity).TextWithoutMentions());
    }

    [Fact]
    public void A_mention_text_full_of_pattern_characters_is_taken_literally()
    {
        Assert.Equal("a (b)* c", Message("(.*a+)+$ a (b)* c", Entity.ForMention(Bot, "(.*a+)+$")).TextWithoutMentions());
    }

    [Theory]
    [InlineData("""[{"type":"mention"}]""")]
    [InlineData("""[{"type":"mention","mentioned":"28:bot","text":"x"}]""")]
    [InlineData("""[{"type":"mention","mentioned":{"id":7},"text":"x"}]""")]
    [InlineData("""[{"type":"mention","mentioned":{"id":"28:bot"},"text":""}]""")]
    [InlineData("""[{"type":"mention","mentioned":{"id":"28:bot"},"text":null}]""")]
    [InlineData("""[{}]""")]
    public void Odd_mentions_change_nothing(string entities)
    {
        var body = $$"""{"type":"message","text":" x hello ","recipient":{"id":"28:bot"},"entities":{{entities}}}""";

        Assert.Equal("x hello", ActivityJson.Deserialize(System.Text.Encoding.UTF8.GetBytes(body)).TextWithoutMentions());
    }

    [Fact]
    public void A_message_without_text_is_empty() => Assert.Equal(string.Empty, new Activity { Recipient = Bot }.TextWithoutMentions());

    [Fact]
    public void A_reply_turns_the_direction_and_carries_nothing_of_the_channels()
    {
        var activity = Message("hello");
        activity.Id = "7";
        activity.ServiceUrl = "https://example.com/";
        activity.Timestamp = DateTimeOffset.UnixEpoch;

        var reply = activity.CreateReply("hi");

        Assert.Equal(("28:bot", "29:mira", "7", "hi"), (reply.From?.Id, reply.Recipient?.Id, reply.ReplyToId, reply.Text));
        Assert.Null(reply.Id);
        Assert.Null(reply.ServiceUrl);
        Assert.Null(reply.Timestamp);
        Assert.Equal("https://example.com/", activity.GetConversationReference().ServiceUrl);
    }

    private static Activity Message(string text, params Entity[] entities) =>
        new() { Type = ActivityTypes.Message, Text = text, From = Mira, Recipient = Bot, Entities = entities, Conversation = new() { Id = "c" } };
}
