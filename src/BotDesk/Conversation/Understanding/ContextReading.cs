namespace BotDesk.Conversation.Understanding;

/// <summary>Reads a short reply by what was last put before the person: "yes" to a pending approval approves, "still broken" to a resolved ticket reopens.</summary>
internal static class ContextReading
{
    private const float Sure = 0.95f;

    public static void Apply(ShortReply reply, UnderstandingContext? context, Span<float> probabilities)
    {
        if (context is null or { About: ConversationTopic.None } || Meant(context.About, reply) is not { } intent)
        {
            return;
        }

        var rest = 1f - probabilities[(int)intent];
        foreach (ref var probability in probabilities)
        {
            probability *= rest > 0 ? (1 - Sure) / rest : 0;
        }

        probabilities[(int)intent] = Sure;
    }

    private static Intent? Meant(ConversationTopic about, ShortReply reply) => (about, reply) switch
    {
        (_, ShortReply.TalkToPerson) => Intent.TalkToPerson,
        (_, ShortReply.FileTicket) => Intent.ReportProblem,
        (_, ShortReply.Cancel) => Intent.Cancel,
        (ConversationTopic.PendingApproval, ShortReply.Yes or ShortReply.Submit) => Intent.Approve,
        (ConversationTopic.PendingApproval, ShortReply.No) => Intent.Reject,
        (ConversationTopic.ResolvedTicket, ShortReply.Yes or ShortReply.Helped) => Intent.CloseTicket,
        (ConversationTopic.ResolvedTicket, ShortReply.No or ShortReply.DidNotHelp) => Intent.ReopenTicket,
        (ConversationTopic.ShownTicket, ShortReply.Helped) => Intent.CloseTicket,
        (ConversationTopic.ShownTicket, ShortReply.DidNotHelp) => Intent.CommentTicket,
        (ConversationTopic.OfferedArticle, ShortReply.DidNotHelp) => Intent.ReportProblem,
        _ => null,
    };
}
