using BotDesk.Approvals.Chat;
using BotDesk.Changes.Chat;
using BotDesk.Conversation;
using BotDesk.Conversation.Forms;
using BotDesk.Incidents.Chat;
using BotDesk.Knowledge.Chat;
using BotDesk.LiveChat.Chat;
using BotDesk.ServiceRequests.Chat;
using BotDesk.Tickets.Chat;
using BotDesk.Watching.Chat;

namespace BotDesk;

/// <summary>What the buttons of cards do.</summary>
internal static class DeskVerbs
{
    /// <summary>Each button's verb, as its card's template names it. By key, so that a click makes only the one it needs.</summary>
    public static void AddVerbs(this IServiceCollection services)
    {
        services
            .AddKeyedScoped<ICardVerb, RefreshVerb>(RefreshVerb.Name)
            .AddKeyedScoped<ICardVerb, CancelFormVerb>("forms.cancel")
            .AddKeyedScoped<ICardVerb, SendFormVerb>("forms.send")
            .AddKeyedScoped<ICardVerb, ShowFormVerb>("forms.show")
            .AddKeyedScoped<ICardVerb, AnswerFormVerb>("forms.answer")
            .AddKeyedScoped<ICardVerb, FileIncidentVerb>("incidents.file")
            .AddKeyedScoped<ICardVerb, AddToSimilarVerb>("incidents.addToSimilar")
            .AddKeyedScoped<ICardVerb, AnotherIncidentVerb>("incidents.another")
            .AddKeyedScoped<ICardVerb, FileRequestVerb>("serviceRequests.file")
            .AddKeyedScoped<ICardVerb, BrowseCatalogVerb>("serviceRequests.browse")
            .AddKeyedScoped<ICardVerb, OrderItemVerb>("serviceRequests.order")
            .AddKeyedScoped<ICardVerb, ListTasksVerb>("serviceRequests.tasks")
            .AddKeyedScoped<ICardVerb, ShowTaskVerb>("serviceRequests.task")
            .AddKeyedScoped<ICardVerb, CompleteTaskVerb>("serviceRequests.done")
            .AddKeyedScoped<ICardVerb, SkipTaskVerb>("serviceRequests.notNeeded")
            .AddKeyedScoped<ICardVerb, FileChangeVerb>("changes.file")
            .AddKeyedScoped<ICardVerb, ShowChangeVerb>("changes.show")
            .AddKeyedScoped<ICardVerb, AnswerQuestionVerb>("changes.answer")
            .AddKeyedScoped<ICardVerb, NextFreeVerb>("changes.nextFree")
            .AddKeyedScoped<ICardVerb, WithdrawChangeVerb>("changes.withdraw")
            .AddKeyedScoped<ICardVerb, MoveChangeVerb>("changes.move")
            .AddKeyedScoped<ICardVerb, ConfirmChangeVerb>("changes.confirm")
            .AddKeyedScoped<ICardVerb, StartChangeVerb>("changes.start")
            .AddKeyedScoped<ICardVerb, FinishChangeVerb>("changes.finish")
            .AddKeyedScoped<ICardVerb, RollBackChangeVerb>("changes.rollBack")
            .AddKeyedScoped<ICardVerb, CloseChangeVerb>("changes.close")
            .AddKeyedScoped<ICardVerb, CloseWithIssuesVerb>("changes.closeWithIssues")
            .AddKeyedScoped<ICardVerb, ShowApprovalVerb>("approvals.show")
            .AddKeyedScoped<ICardVerb, ApproveVerb>("approvals.approve")
            .AddKeyedScoped<ICardVerb, RejectVerb>("approvals.reject")
            .AddKeyedScoped<ICardVerb, AskRequesterVerb>("approvals.ask")
            .AddKeyedScoped<ICardVerb, ChooseDelegateVerb>("approvals.delegate")
            .AddKeyedScoped<ICardVerb, DelegateVerb>("approvals.delegateTo")
            .AddKeyedScoped<ICardVerb, ApproveAllVerb>("approvals.approveAll")
            .AddKeyedScoped<ICardVerb, AnswerApproverVerb>("approvals.answer")
            .AddKeyedScoped<ICardVerb, WithdrawApprovalVerb>("approvals.withdraw")
            .AddKeyedScoped<ICardVerb, NewTicketVerb>("tickets.new")
            .AddKeyedScoped<ICardVerb, TalkToPersonVerb>("liveChat.open")
            .AddKeyedScoped<ICardVerb, LeaveQueueVerb>("liveChat.leave")
            .AddKeyedScoped<ICardVerb, TakeChatVerb>("liveChat.take")
            .AddKeyedScoped<ICardVerb, RemarkVerb>("liveChat.remark")
            .AddKeyedScoped<ICardVerb, TransferVerb>("liveChat.transfer")
            .AddKeyedScoped<ICardVerb, EndChatVerb>("liveChat.end")
            .AddKeyedScoped<ICardVerb, SendArticleVerb>("liveChat.send")
            .AddKeyedScoped<ICardVerb, RateChatVerb>("liveChat.rate")
            .AddKeyedScoped<ICardVerb, ReadArticleVerb>("knowledge.read")
            .AddKeyedScoped<ICardVerb, SolvedVerb>("knowledge.solved")
            .AddKeyedScoped<ICardVerb, AnswerHelpedVerb>("watching.helped")
            .AddKeyedScoped<ICardVerb, AnswerNotHelpfulVerb>("watching.notHelpful")
            .AddKeyedScoped<ICardVerb, AnswerTicketVerb>("watching.ticket")
            .AddKeyedScoped<ICardVerb, ShowTicketVerb>("tickets.show")
            .AddKeyedScoped<ICardVerb, ListTicketsVerb>("tickets.list")
            .AddKeyedScoped<ICardVerb, CommentVerb>("tickets.comment")
            .AddKeyedScoped<ICardVerb, ConfirmVerb>("tickets.confirm")
            .AddKeyedScoped<ICardVerb, ReopenVerb>("tickets.reopen")
            .AddKeyedScoped<ICardVerb, WithdrawVerb>("tickets.withdraw")
            .AddKeyedScoped<ICardVerb, RateVerb>("tickets.rate")
            .AddKeyedScoped<ICardVerb, QueueVerb>("tickets.queue")
            .AddKeyedScoped<ICardVerb, WorkVerb>("tickets.work")
            .AddKeyedScoped<ICardVerb, TakeVerb>("tickets.take")
            .AddKeyedScoped<ICardVerb, ClaimVerb>("tickets.claim")
            .AddKeyedScoped<ICardVerb, AssignVerb>("tickets.assign")
            .AddKeyedScoped<ICardVerb, ReplyVerb>("tickets.reply")
            .AddKeyedScoped<ICardVerb, NoteVerb>("tickets.note")
            .AddKeyedScoped<ICardVerb, ResolveVerb>("tickets.resolve");
    }
}
