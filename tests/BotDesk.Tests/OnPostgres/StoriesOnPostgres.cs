namespace BotDesk.Tests.OnPostgres;

// The same stories on PostgreSQL: every query and migration runs on both databases.

public sealed class SearchStories : AgentSearch.Chat.SearchStories, IOnPostgres;

public sealed class DecisionStories : Approvals.DecisionStories, IOnPostgres;
public sealed class EscalationStories : Approvals.EscalationStories, IOnPostgres;
public sealed class StandInStories : Approvals.StandInStories, IOnPostgres;

public sealed class ChangeDayStories : Changes.Chat.ChangeDayStories, IOnPostgres;
public sealed class ChangeStories : Changes.Chat.ChangeStories, IOnPostgres;

public sealed class TeamsMessageStories : Channels.BotFramework.TeamsMessageStories, IOnPostgres;
public sealed class SlackApprovalStories : Channels.Slack.SlackApprovalStories, IOnPostgres;
public sealed class SlackBoardStories : Channels.Slack.SlackBoardStories, IOnPostgres;
public sealed class SlackHomeStories : Channels.Slack.SlackHomeStories, IOnPostgres;
public sealed class SlackLiveChatStories : Channels.Slack.SlackLiveChatStories, IOnPostgres;
public sealed class SlackMessageStories : Channels.Slack.SlackMessageStories, IOnPostgres;
public sealed class SlackMistakesTests : Channels.Slack.SlackMistakesTests, IOnPostgres;
public sealed class SlackStories : Channels.Slack.SlackStories, IOnPostgres;
public sealed class ThreeChannelsStories : Channels.ThreeChannelsStories, IOnPostgres;

public sealed class AsideStories : Conversation.AsideStories, IOnPostgres;
public sealed class BadInputTests : Conversation.BadInputTests, IOnPostgres;
public sealed class HandlingTests : Conversation.HandlingTests, IOnPostgres;

public sealed class DeliveryTests : Data.DeliveryTests, IOnPostgres;
public sealed class DeskWriterTests : Data.DeskWriterTests, IOnPostgres;

public sealed class FilingStories : Incidents.Chat.FilingStories, IOnPostgres;
public sealed class SuggestionStories : Incidents.Suggestions.SuggestionStories, IOnPostgres;

public sealed class FollowUpStories : Knowledge.Chat.FollowUpStories, IOnPostgres;
public sealed class ProblemStories : Knowledge.Chat.ProblemStories, IOnPostgres;
public sealed class KeptIndexStories : Knowledge.KeptIndexStories, IOnPostgres;

public sealed class AgentSideStories : LiveChat.Chat.AgentSideStories, IOnPostgres;
public sealed class HandOffStories : LiveChat.Chat.HandOffStories, IOnPostgres;
public sealed class PictureStories : LiveChat.Chat.PictureStories, IOnPostgres;
public sealed class TalkingStories : LiveChat.Chat.TalkingStories, IOnPostgres;
public sealed class WaitingStories : LiveChat.Chat.WaitingStories, IOnPostgres;

public sealed class NotificationStories : Notifications.NotificationStories, IOnPostgres;

public sealed class DirectoryStories : People.DirectoryStories, IOnPostgres;

public sealed class ApprovedOrderStories : ServiceRequests.Chat.ApprovedOrderStories, IOnPostgres;
public sealed class CatalogStories : ServiceRequests.Chat.CatalogStories, IOnPostgres;
public sealed class FormStories : ServiceRequests.Chat.FormStories, IOnPostgres;
public sealed class FulfilmentStories : ServiceRequests.Chat.FulfilmentStories, IOnPostgres;
public sealed class RequestStories : ServiceRequests.Chat.RequestStories, IOnPostgres;
public sealed class AutomationStories : ServiceRequests.Fulfilment.Automation.AutomationStories, IOnPostgres;

public sealed class GermanStories : Texts.GermanStories, IOnPostgres;

public sealed class AgentStories : Tickets.Chat.AgentStories, IOnPostgres;
public sealed class ClosingStories : Tickets.Chat.ClosingStories, IOnPostgres;
public sealed class InternalNoteStories : Tickets.Chat.InternalNoteStories, IOnPostgres;
public sealed class RequesterStories : Tickets.Chat.RequesterStories, IOnPostgres;
public sealed class FileStories : Tickets.Files.FileStories, IOnPostgres;

public sealed class TimerTests : Timers.TimerTests, IOnPostgres;

public sealed class WatchingStories : Watching.WatchingStories, IOnPostgres;
