namespace BotDesk.Tests.OnPostgres;

// The same stories on PostgreSQL: every query and migration runs on both databases.

public sealed class ProblemStories : Knowledge.Chat.ProblemStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class FollowUpStories : Knowledge.Chat.FollowUpStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class KeptIndexStories : Knowledge.KeptIndexStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class SearchStories : AgentSearch.Chat.SearchStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class SuggestionStories : Incidents.Suggestions.SuggestionStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class FilingStories : Incidents.Chat.FilingStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class RequestStories : ServiceRequests.Chat.RequestStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class FormStories : ServiceRequests.Chat.FormStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class CatalogStories : ServiceRequests.Chat.CatalogStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class FulfilmentStories : ServiceRequests.Chat.FulfilmentStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class AutomationStories : ServiceRequests.Fulfilment.Automation.AutomationStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class RequesterStories : Tickets.Chat.RequesterStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class AgentStories : Tickets.Chat.AgentStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class InternalNoteStories : Tickets.Chat.InternalNoteStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class ChangeStories : Changes.Chat.ChangeStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class ChangeDayStories : Changes.Chat.ChangeDayStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class DecisionStories : Approvals.DecisionStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class TalkingStories : LiveChat.Chat.TalkingStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class WaitingStories : LiveChat.Chat.WaitingStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class AgentSideStories : LiveChat.Chat.AgentSideStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class PictureStories : LiveChat.Chat.PictureStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class HandOffStories : LiveChat.Chat.HandOffStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class HandlingTests : Conversation.HandlingTests, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class BadInputTests : Conversation.BadInputTests, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class DeliveryTests : Data.DeliveryTests, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class SlackStories : Channels.Slack.SlackStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class SlackMistakesTests : Channels.Slack.SlackMistakesTests, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class SlackLiveChatStories : Channels.Slack.SlackLiveChatStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class SlackApprovalStories : Channels.Slack.SlackApprovalStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class SlackHomeStories : Channels.Slack.SlackHomeStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class SlackBoardStories : Channels.Slack.SlackBoardStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class SlackMessageStories : Channels.Slack.SlackMessageStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

internal static class Postgres
{
    /// <summary>A desk on a database of its own.</summary>
    public static async Task<DeskHost> StartAsync(DeskSetup? setup = null)
    {
        setup ??= new DeskSetup();
        return await DeskHost.StartAsync(setup with { Postgres = FirstStart.Fits(setup) ? await FirstStart.CopyDatabaseAsync() : await PostgresServer.CreateDatabaseAsync() });
    }
}

public sealed class ThreeChannelsStories : Channels.ThreeChannelsStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class TimerTests : Timers.TimerTests, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class ClosingStories : Tickets.Chat.ClosingStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class GermanStories : Texts.GermanStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class ApprovedOrderStories : ServiceRequests.Chat.ApprovedOrderStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class EscalationStories : Approvals.EscalationStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class StandInStories : Approvals.StandInStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class DeskWriterTests : Data.DeskWriterTests, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class NotificationStories : Notifications.NotificationStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class FileStories : Tickets.Files.FileStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class AsideStories : Conversation.AsideStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class DirectoryStories : People.DirectoryStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class TeamsMessageStories : Channels.BotFramework.TeamsMessageStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}

public sealed class WatchingStories : Watching.WatchingStories, IOnPostgres
{
    internal override Task<DeskHost> StartDesk(DeskSetup? setup = null) => Postgres.StartAsync(setup);
}
