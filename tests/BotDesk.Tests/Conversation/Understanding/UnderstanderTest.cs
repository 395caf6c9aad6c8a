using BotDesk.Conversation.Understanding;

namespace BotDesk.Tests.Conversation.Understanding;

public sealed class UnderstanderTest
{
    [Theory]
    [InlineData("yes", ConversationTopic.PendingApproval, Intent.Approve)]
    [InlineData("nein", ConversationTopic.PendingApproval, Intent.Reject)]
    [InlineData("yes, it works now", ConversationTopic.ResolvedTicket, Intent.CloseTicket)]
    [InlineData("still broken", ConversationTopic.ResolvedTicket, Intent.ReopenTicket)]
    [InlineData("geht immer noch nicht", ConversationTopic.ResolvedTicket, Intent.ReopenTicket)]
    [InlineData("that didn't help", ConversationTopic.OfferedArticle, Intent.ReportProblem)]
    [InlineData("egal", ConversationTopic.OpenForm, Intent.Cancel)]
    [InlineData("create a ticket", ConversationTopic.OfferedArticle, Intent.ReportProblem)]
    public void What_waits_gives_a_short_reply_its_meaning(string text, ConversationTopic about, Intent intent)
    {
        var understood = Trained.Desk.Understand(text, new UnderstandingContext { About = about });

        Assert.Equal(intent, understood.Intent);
        Assert.True(understood.IsSure);
    }

    [Theory]
    [InlineData("yes that fixed it but now outlook is broken", ConversationTopic.ResolvedTicket)]
    [InlineData("my laptop does not start", ConversationTopic.PendingApproval)]
    public void What_waits_does_not_overrule_a_clear_message(string text, ConversationTopic about) =>
        Assert.NotEqual(Intent.Approve, Trained.Desk.Understand(text, new UnderstandingContext { About = about }).Intent);

    [Theory]
    [InlineData("yes")]
    [InlineData("ok")]
    [InlineData("go ahead")]
    public void A_bare_yes_approves_nothing_when_nothing_waits(string text)
    {
        var understood = Trained.Understand(text);

        Assert.False(understood is { Intent: Intent.Approve, IsSure: true });
    }

    [Theory]
    [InlineData("please reject CHG60, we are in the middle of the audit", Intent.Reject)]
    [InlineData("bitte CHG60 ablehnen, kein Rückfallplan", Intent.Reject)]
    [InlineData("approve CHG60 - tested on friday", Intent.Approve)]
    [InlineData("hi team, add to INC1: it also fails at home", Intent.CommentTicket)]
    [InlineData("hello, status of INC1 please", Intent.TicketStatus)]
    [InlineData("my tickets", Intent.ListTickets)]
    [InlineData("meine offenen tickets", Intent.ListTickets)]
    [InlineData("Hilfe!", Intent.Help)]
    [InlineData("abbrechen", Intent.Cancel)]
    public void A_command_in_words_is_certain(string text, Intent intent)
    {
        var understood = Trained.Understand(text);

        Assert.Equal(intent, understood.Intent);
        Assert.True(understood.Confidence > 0.9, $"{understood.Confidence}");
    }

    [Fact]
    public void The_same_message_is_always_understood_alike()
    {
        var other = Understander.Create();

        foreach (var text in new[] { "my laptop is dead", "kann ich einen monitor haben", "what about INC42", "reject it" })
        {
            var first = Trained.Understand(text);
            var second = other.Understand(text);
            Assert.Equal((first.Intent, first.Confidence, first.SecondIntent, first.SecondConfidence), (second.Intent, second.Confidence, second.SecondIntent, second.SecondConfidence));
        }
    }

    [Fact]
    public async Task Many_messages_may_be_understood_at_once()
    {
        var texts = Enumerable.Range(0, 200).Select(number => $"please close INC{number + 1}").ToList();

        var tickets = await Task.WhenAll(texts.Select(text => Task.Run(() => Trained.Understand(text).Entities.Ticket)));

        Assert.Equal(Enumerable.Range(1, 200).Select(number => $"INC{number}"), tickets);
    }

    [Fact]
    public void Services_can_change_without_training_again()
    {
        var desk = Trained.Desk.WithServices([new ServiceName("badge", "Badges", ["badge reader"])]);

        Assert.Equal("badge", desk.Understand("the badge reader is dead").Entities.Service);
        Assert.Null(desk.Understand("outlook is dead").Entities.Service);
    }

    [Fact]
    public void Every_intent_has_a_name_on_the_wire()
    {
        foreach (var intent in Enum.GetValues<Intent>())
        {
            Assert.True(IntentNames.TryParse(intent.Wire(), out var parsed));
            Assert.Equal(intent, parsed);
        }

        Assert.Equal("report_problem", Intent.ReportProblem.Wire());
        Assert.False(IntentNames.TryParse("ReportProblem", out _));
    }
}
