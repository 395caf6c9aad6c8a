using BotDesk.Access;
using BotDesk.AgentSearch;
using BotDesk.AgentSearch.Chat;
using BotDesk.Approvals;
using BotDesk.Approvals.Chat;
using BotDesk.Audit;
using BotDesk.Cards;
using BotDesk.Changes;
using BotDesk.Changes.Chat;
using BotDesk.Channels;
using BotDesk.Channels.BotFramework;
using BotDesk.Channels.WebChat;
using BotDesk.CompanyDirectory.MicrosoftGraph;
using BotDesk.Conversation;
using BotDesk.Conversation.Attachments;
using BotDesk.Conversation.Forms;
using BotDesk.Conversation.LanguageModels;
using BotDesk.Conversation.Understanding;
using BotDesk.Data;
using BotDesk.Incidents;
using BotDesk.Incidents.Chat;
using BotDesk.Incidents.Suggestions;
using BotDesk.Knowledge;
using BotDesk.Knowledge.Chat;
using BotDesk.Knowledge.Import;
using BotDesk.Knowledge.Ranking;
using BotDesk.LiveChat;
using BotDesk.LiveChat.Chat;
using BotDesk.Notifications;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Protocol;
using BotDesk.ServiceRequests;
using BotDesk.ServiceRequests.Chat;
using BotDesk.ServiceRequests.Forms;
using BotDesk.ServiceRequests.Fulfilment;
using BotDesk.ServiceRequests.Fulfilment.Automation;
using BotDesk.Tickets;
using BotDesk.Tickets.Chat;
using BotDesk.Tickets.Files;
using BotDesk.Timers;
using BotDesk.Watching;
using BotDesk.Watching.Chat;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BotDesk;

/// <summary>Joins everything: the only place, with <c>Program.cs</c>, that knows all of it.</summary>
internal static class DeskServices
{
    /// <summary>What every way of running the desk needs: its database, policy and practices, without the web.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services, IConfiguration configuration, DeskPolicy policy)
    {
        services.AddOptions<LiveChatOptions>().Bind(configuration.GetSection(LiveChatOptions.Section));
        services.AddOptions<DeskOptions>().Bind(configuration.GetSection(DeskOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeskOptions>, DeskOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new PolicySource(policy));
        services.AddSingleton<IOrganisationLanguage>(provider => provider.GetRequiredService<PolicySource>());
        services.AddDeskData();
        services.AddTimers().AddTimer<ForgetNonces>(ForgetNonces.Kind, ForgetNonces.Every);
        services.AddScoped<Acting>().AddScoped<AuditTrail>().AddScoped<PeopleDesk>().AddScoped<PersonNames>().AddScoped<AccountDesk>();
        services.AddScoped<SubjectCards>().AddScoped<SeenCards>().AddScoped<SaidMessages>();
        services.AddScoped<Notifier>().AddScoped<IOwnPlace>(scope => scope.GetRequiredService<Notifier>()).AddScoped<NoticeGate>().AddScoped<NotificationDesk>().AddScoped<NotificationWords>();
        services.AddScoped<ReleaseNotices>().AddTimer<ReleaseNotices>(NoticeGate.Timer);
        services.AddScoped<IHomeConversation, WebChatHome>();
        services.AddSingleton(_ => CardLibrary.Load(Path.Combine(AppContext.BaseDirectory, "cards")));
        services.AddTickets();
        services.AddChanges();
        services.AddKnowledge();
        services.AddLiveChat();
        services.AddWatching();
        return services;
    }

    /// <summary>The conversation: what arrives, who answers it, and in which order they are asked.</summary>
    public static IServiceCollection AddConversation(this IServiceCollection services, IConfiguration configuration, Task<Understander> understander)
    {
        services.AddLanguageModel(configuration).AddSingleton<SuggestionTraining>();
        services.AddSingleton(provider => new PolicyUnderstander(understander, provider.GetRequiredService<PolicySource>()));
        services.AddTransient(provider => provider.GetRequiredService<PolicyUnderstander>().Current);
        services.AddSingleton<IDelivery, ChannelDelivery>();
        services.AddSingleton<TeamsPace>();
        services.AddOptions<TeamsOptions>().BindConfiguration(TeamsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TeamsOptions>, TeamsOptionsCheck>();
        services.AddSingleton<IChannel, BotFrameworkChannel>().AddSingleton<IChannel, WebChatChannel>();
        services.AddSingleton<IActivityReceiver, ActivityReceiver>().AddSingleton<IBystander, Bystander>().AddScoped<IBystanderVoice, WatchAnswers>().AddScoped<AnswerTalk>();
        services.AddOptions<SentFileOptions>().BindConfiguration(SentFileOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SentFileOptions>, SentFileOptionsCheck>().AddSingleton<FileArrival>().AddScoped<IFileTaker, FilesSent>();
        services.AddScoped<Aside>().AddSingleton(new PersonalCards(["conversation/question", "conversation/summary", "changes/list", "incidents/form", "incidents/similar", "serviceRequests/form", "tickets/ticket", "tickets/list", "tickets/filed", "tickets/rate", "approvals/list", "approvals/bulk", "approvals/bulkDone"], ["tickets/work", "tickets/queue", "agentSearch/found", "serviceRequests/task", "serviceRequests/tasks"]));
        services.AddSingleton<TurnRunner>().AddSingleton<ConversationLanes>();
        services.AddScoped<TurnRouter>().AddScoped<Nonces>().AddScoped<FormDesk>().AddScoped<FormTalk>().AddScoped<FormCorrections>().AddScoped<FormSwitch>().AddSingleton<UnclearText>().AddScoped<SpokenLanguage>();
        services.AddScoped<OpenDialogs>().AddScoped<Menus>().AddTicketMessages().AddKeyedScoped<ISharedSearch, SharedArticles>(SharedArticles.Name);
        services.AddKeyedScoped<IDialogOpener, TicketFromMessage>(TicketFromMessage.Name).AddKeyedScoped<IReaction, FileByReaction>(FileByReaction.Emoji);

        services.AddScoped<TicketTalk>().AddScoped<AgentTalk>().AddScoped<IncidentDraft>().AddScoped<NewIncident>().AddScoped<SimilarIncident>().AddScoped<OwnTickets>().AddScoped<ArticleTalk>().AddScoped<ApprovalTalk>().AddScoped<ChangeTalk>();
        services.AddScoped<WhomTheyMean>().AddScoped<DelegateCard>().AddScoped<BulkTalk>();
        services.AddScoped<IFormKind>(scope => scope.GetRequiredService<NewIncident>()).AddScoped<IFormKind>(scope => scope.GetRequiredService<NewRequest>()).AddScoped<IFormKind>(scope => scope.GetRequiredService<NewChange>());
        services.AddForm<IncidentForm>().AddForm<ServiceRequestForm>().AddForm<ChangeForm>();

        services.AddKeyedScoped<IChannelEvent, HandOffStatus>(HandOffStatus.Name);
        services.AddScoped<IRelay, LiveRelay>().AddScoped<IRelay, TopicRelay>().AddScoped<AgentSide>().AddScoped<RequesterSide>().AddScoped<AgentCommands>().AddScoped<AgentWords>();

        // Tried in this order: what an agent says of live conversations and who asks for a person, an open form takes its answer, then what was asked for, then commands by their wording.
        services.AddScoped<ICommand, AgentWords>(scope => scope.GetRequiredService<AgentWords>());
        services.AddScoped<ICommand, TalkToPersonCommand>();
        services.AddScoped<ICommand, LanguageCommand>();
        services.AddScoped<ICommand, QuietHoursCommand>();
        services.AddScoped<ICommand, WatchCommand>();
        services.AddScoped<ICommand, StopTellingCommand>();
        services.AddScoped<ICommand, FormWords>();
        services.AddScoped<ICommand, TwoNeedsCommand>().AddSingleton<INamedThings, NamedItems>();
        services.AddScoped<ICommand, TicketAnswerCommand>();
        services.AddScoped<ICommand, ApproveAllCommand>();
        services.AddScoped<ICommand, DecideCommand>();
        services.AddScoped<ICommand, DelegateCommand>();
        services.AddScoped<ICommand, AwayCommand>();
        services.AddScoped<ICommand, BackCommand>();
        services.AddScoped<ICommand, MyApprovalsCommand>();
        services.AddScoped<ICommand, ChangeCommand>().AddScoped<ICommand, PlannedCommand>();
        services.AddScoped<ICommand, ChangeDeedCommand>();
        services.AddScoped<ICommand, CalendarCommand>();
        services.AddScoped<ICommand, NewChangeCommand>();
        services.AddScoped<ICommand, ReasonCommand>();
        services.AddScoped<ICommand, SimilarIncidentCommand>();
        services.AddScoped<ICommand, NewIncidentCommand>();
        services.AddScoped<ICommand, OrderAgainCommand>();
        services.AddScoped<ICommand, NewRequestCommand>();
        services.AddScoped<ICommand, CatalogCommand>();
        services.AddScoped<ICommand, ArticleCommand>();
        services.AddScoped<ICommand, DoTaskCommand>();
        services.AddScoped<ICommand, TasksCommand>();
        services.AddScoped<ICommand, AgentTicketCommand>().AddScoped<ICommand, ClassifyCommand>();
        services.AddScoped<ICommand, SearchCommand>();
        services.AddScoped<ICommand, QueueCommand>();
        services.AddScoped<ICommand, MyTicketsCommand>();
        services.AddScoped<ICommand, ShowTicketCommand>();
        services.AddScoped<ICommand, WhereIsCommand>();
        services.AddScoped<ICommand, AddToTicketCommand>();
        services.AddScoped<ICommand, EndTicketCommand>();
        services.AddScoped<ICommand, NamedItemCommand>();

        services.AddScoped<IHomePart, TicketsOnHome>().AddScoped<IHomePart, ApprovalsOnHome>().AddScoped<IHomePart, WorkOnHome>().AddScoped<IHomePart, CatalogOnHome>();
        services.AddScoped<AnswerWording>().AddScoped<ProposeArticles>().AddScoped<NewRequest>().AddScoped<NewChange>().AddScoped<ChangeWish>().AddScoped<CatalogTalk>().AddScoped<TaskTalk>();
        services.AddScoped<IIntentHandler>(scope => scope.GetRequiredService<ProposeArticles>());
        services.AddScoped<IIntentHandler>(scope => scope.GetRequiredService<NewRequest>());
        services.AddScoped<IIntentHandler>(scope => scope.GetRequiredService<NewChange>());
        services.AddScoped<IIntentHandler, DecideIntents>();
        services.AddScoped<IIntentHandler, TicketIntents>();
        services.AddScoped<IIntentHandler, TalkToPersonIntent>();
        services.AddScoped<IIntentHandler, SmallTalk>();

        services.AddVerbs();
        return services;
    }

    /// <summary>What runs beside requests.</summary>
    public static IServiceCollection AddDeskWorkers(this IServiceCollection services)
    {
        services.AddMicrosoftGraph();
        services.AddHostedService<PolicyReload>();
        services.AddHostedService(provider => provider.GetRequiredService<KnowledgeIndex>());
        services.AddHostedService(provider => provider.GetRequiredService<SolvedQuestions>());
        services.AddHostedService(provider => provider.GetRequiredService<TicketIndex>());
        services.AddHostedService(provider => provider.GetRequiredService<OutboxDispatcher>());
        services.AddHostedService(provider => provider.GetRequiredService<ConversationLanes>()).AddHostedService(provider => provider.GetRequiredService<TimerKeeper>());
        services.AddHostedService(provider => provider.GetRequiredService<SuggestionTraining>());
        return services;
    }

    private static void AddTickets(this IServiceCollection services)
    {
        services.AddScoped<TicketNumbers>().AddScoped<TicketDesk>().AddScoped<TicketBook>().AddScoped<TicketPages>();
        services.AddSingleton<TicketIndex>().AddScoped<TicketSearch>().AddScoped<TicketNews>().AddScoped<TicketCards>().AddSingleton<TicketTimes>();
        services.AddScoped<TicketThreads>().AddSingleton<IFollowedMessages, FollowedMessages>().AddKeyedScoped<ISubjectCard, TicketThreadCard>(TicketThreadCard.Kind);
        services.AddScoped<SaidHere>().AddScoped<Threads>().AddScoped<IConsequence, TicketFollow>().AddKeyedScoped<ISubjectCard, BoardCard>(BoardCard.Kind).AddKeyedScoped<ISubjectCard, TicketLineCard>(TicketLineCard.Kind);
        services.AddScoped<INewsSubject, TicketNewsSubject>();
        services.AddScoped<TicketFiles>().AddTimer<ForgetHeldFiles>(ForgetHeldFiles.Kind, ForgetHeldFiles.Every);
        services.AddScoped<TicketClosing>().AddTimer<TicketClosing>(TicketClosing.Kind).AddTimer<TicketsToClose>(TicketsToClose.Kind, TicketsToClose.Every);
        services.AddSingleton<Suggester>().AddScoped<IncidentDesk>();
        services.AddScoped<ServiceRequestDesk>().AddScoped<FormReader>().AddScoped<FulfilmentDesk>().AddAutomation().AddSingleton<Catalog>();
        services.AddScoped<RequestApproval>().AddScoped<ITicketAdjunct>(scope => scope.GetRequiredService<RequestApproval>());
        services.AddKeyedScoped<IApprovalSubject>(RequestApproval.Kind, (scope, _) => scope.GetRequiredService<RequestApproval>());
        services.AddKeyedScoped<ISubjectCard, RequestCard>(RequestApproval.Kind);
    }

    /// <summary>Programs that do tasks.</summary>
    private static IServiceCollection AddAutomation(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsCheck>();
        services.AddSingleton<WebhookSender>().AddSingleton<WebhookAddresses>();
        services.AddScoped<TaskStarter>().AddScoped<TaskAutomation>();
        return services.AddTimer<SendWebhook>(SendWebhook.Kind).AddTimer<WebhookTimeout>(WebhookTimeout.Kind);
    }

    private static void AddChanges(this IServiceCollection services)
    {
        services.AddScoped<ApprovalBook>().AddScoped<ApprovalPlan>().AddScoped<ApprovalDesk>().AddScoped<ApprovalCard>().AddScoped<Absences>().AddScoped<AbsenceDesk>();
        services.AddScoped<IConsequence, ApprovalFollow>().AddTimer<RemindApprovers>(ApprovalDesk.RemindTimer).AddTimer<EscalateApproval>(ApprovalDesk.DueTimer).AddTimer<EndAbsence>(AbsenceDesk.Timer);
        services.AddKeyedScoped<ISubjectCard>(ApprovalCard.Kind, (scope, _) => scope.GetRequiredService<ApprovalCard>());
        services.AddScoped<ChangeBook>().AddScoped<ChangePages>().AddScoped<PlannedChanges>().AddScoped<CalendarFeeds>().AddScoped<ChangeReach>().AddScoped<ChangeConflicts>();
        services.AddScoped<ChangeDesk>().AddScoped<ChangeSubmission>().AddScoped<ChangeSchedule>().AddScoped<ChangeDay>().AddScoped<ChangeNews>();
        services.AddScoped<ChangeApproval>().AddScoped<ChangeCard>().AddScoped<ChangeFacts>().AddScoped<ChangeWords>();
        services.AddScoped<INewsSubject, ChangeNewsSubject>();
        services.AddScoped<ITicketWatcher, ChangeWatch>().AddTimer<ChangeTimer>(ChangeSchedule.Timer);
        services.AddKeyedScoped<IApprovalSubject>(ChangeApproval.Kind, (scope, _) => scope.GetRequiredService<ChangeApproval>());
        services.AddKeyedScoped<ISubjectCard>(ChangeApproval.Kind, (scope, _) => scope.GetRequiredService<ChangeCard>());
    }

    private static void AddLiveChat(this IServiceCollection services)
    {
        services.AddScoped<LiveChatDesk>();
        services.AddScoped<LiveChatBook>();
        services.AddScoped<LiveChatNews>();
        services.AddScoped<LiveChatSuggestions>();
        services.AddScoped<LivePictures>();
        services.AddKeyedScoped<ISubjectCard, AgentLiveCard>(LiveConversation.AgentCard);
        services.AddKeyedScoped<ISubjectCard, RequesterLiveCard>(LiveConversation.RequesterCard);
    }

    private static void AddWatching(this IServiceCollection services)
    {
        services.AddSingleton<WatchedChannels>().AddSingleton<ChannelNames>().AddScoped<WatchDesk>().AddScoped<WatchVerdicts>().AddScoped<WatchBook>();
        services.AddTimer<ForgetQuestions>(ForgetQuestions.Kind, ForgetQuestions.Every);
    }

    private static void AddKnowledge(this IServiceCollection services)
    {
        services.AddSingleton<KnowledgeIndex>();
        services.AddSingleton<SolvedQuestions>();
        services.AddSingleton<SynonymFile>();
        services.AddSingleton(provider => new KnowledgeRanking(() => provider.GetRequiredService<SynonymFile>().Current));
        services.AddSingleton<KnowledgeSearch>();
        services.AddSingleton<KnowledgeImport>();
        services.AddScoped<KnowledgeDesk>().AddScoped<ArticleDesk>();
        services.AddScoped<DeskSearch>().AddScoped<TicketHelp>();
    }

    private static IServiceCollection AddForm<TForm>(this IServiceCollection services) where TForm : class, IForm =>
        services.AddScoped<TForm>().AddScoped<IForm>(scope => scope.GetRequiredService<TForm>());
}
