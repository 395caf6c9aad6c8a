using System.Text.Json;
using BotDesk.Conversation;
using BotDesk.Conversation.Attachments;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Protocol;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BotDesk.Channels.BotFramework;

/// <summary>Teams and every other channel that reaches the bot through a Bot Framework connector.</summary>
internal sealed class BotFrameworkChannel(
    IConnectorClient connector, TeamsPace pace, IDbContextFactory<DeskDb> readers, IOptions<DeskOptions> options, IOptions<TeamsOptions> teams,
    IOptions<BotFrameworkOptions> bot) : IChannel
{
    private const string Teams = "msteams";

    /// <summary>Before the id of the message under which a thread hangs.</summary>
    private const string ThreadMark = ";messageid=";

    /// <summary>The largest picture, in bytes, that goes inside of a message where the desk has no address for the channel to get it from.</summary>
    private const int LargestInPlace = 128 * 1024;

    // Where a conversation's connector is. It changes rarely, and Compose, which runs before every delivery, refreshes it.
    private readonly Lookups<(string ServiceUrl, string ConversationId)> _addresses = new();

    // Accounts that belong to a person, for good: no account is ever taken from its person.
    private readonly Lookups<bool> _known = new();

    private string Host => bot.Value.Cloud == BotCloud.UsGovernment ? "gov.teams.microsoft.us" : "teams.microsoft.com";

    public ChannelName Called { get; } = new(Teams, "Teams", ["teams", "ms teams", "microsoft teams"]);

    public bool Serves(string channelId) => channelId is not (WebChat.WebChatChannel.Id or Slack.SlackChannel.Id);

    // Where several people talk, the bot is meant when it is mentioned. An Action.Submit comes as a message, too, and mentions nobody. With the
    // permission to read a channel, Teams also sends what happens to messages that are none of the bot's business.
    public bool IsAddressed(Activity activity) => activity.Conversation?.IsGroupConversation != true || activity.Type switch
    {
        ActivityTypes.Message => activity.Value is not null || activity.MentionsRecipient(),
        ActivityTypes.MessageUpdate or ActivityTypes.MessageDelete or ActivityTypes.MessageReaction => false,
        _ => true,
    };

    public PublicPlace? PublicPlaceOf(Activity activity) => activity.ChannelId == Teams ? TeamsMessages.PublicPlaceOf(activity, ThreadMark) : null;

    public MenuChoice? ReadMenu(Activity activity) => TeamsExtension.Read(activity);

    public Task<QuotedMessage?> FindQuotedAsync(Activity activity, CancellationToken cancellationToken) =>
        Task.FromResult(Turn.IsBesideConversation(activity) ? TeamsMessages.Quoted(activity, conversation => ParentOf(conversation) is not null, Host) : null);

    public string? LinkTo(string conversationId, string messageId) => TeamsMessages.LinkTo(conversationId, messageId, Host);

    public string? EmojiOf(string reaction) => TeamsMessages.EmojiOf(reaction);

    public InvokeResponse? ShowDialog(Chat chat, DialogView dialog, Language language) => TeamsExtension.Dialog(dialog, language);

    public InvokeResponse? ShowFound(Chat chat, IReadOnlyList<SharedCard> found, string hint) => TeamsExtension.Results(found, hint);

    // Teams fills it in from its own sign-in. Other channels pass on what their client sent.
    public string? DirectoryIdOf(Activity activity) => activity.ChannelId == Teams ? activity.From?.AadObjectId : null;

    /// <summary>Teams says of its members who they are; whom the directory's id names is known without.</summary>
    public async Task<SenderProfile?> FindSenderAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (activity.ChannelId != Teams || activity.From?.Id is not { } account || activity.Conversation?.Id is not { } conversation || await IsKnownAsync(account, DirectoryIdOf(activity), cancellationToken))
        {
            return null;
        }

        // A thread has no members of its own.
        await WaitToAskAsync(activity, cancellationToken);
        var answer = await connector.GetMemberAsync(activity.ServiceUrl!, ParentOf(conversation) ?? conversation, account, cancellationToken);
        return answer.Value is { } member ? new SenderProfile(member.Name ?? activity.From.Name, member.Email ?? member.UserPrincipalName)
            // To guess would make somebody a stranger to their own tickets for good.
            : IsForLater(activity, answer.Result) ? throw new HttpRequestException($"Teams does not say who {account} is: {answer.Result.Why}")
            : new SenderProfile(activity.From.Name, null);
    }

    public string? ParentOf(string conversationId) =>
        conversationId.IndexOf(ThreadMark, StringComparison.Ordinal) is > 0 and var at ? conversationId[..at] : null;

    public byte[] Compose(Chat chat, OutgoingMessage message)
    {
        _addresses.Keep(chat.Key, (chat.ServiceUrl, chat.ConversationId));
        return ActivityWriter.Write(
            chat, message, message.Card is { } card ? TeamsCard.For(card, chat.ChannelId == Teams).Adapt : TeamsCard.Adapter.Adapt, message.Picture is { } picture ? UrlOf(picture) : null);
    }

    public async Task<FetchedFile> FetchFileAsync(Activity activity, Attachment file, int most, CancellationToken cancellationToken)
    {
        var fetched = SharedFile.IsOne(file)
            ? SharedFile.AddressOf(activity, file, teams.Value) is { } address
                ? await connector.GetSharedFileAsync(address, most, cancellationToken)
                : new(DeliveryResult.Rejected(null, "The file is not where Teams keeps files."), null)
            : await connector.GetFileAsync(activity.ServiceUrl!, file.ContentUrl!, most, cancellationToken);
        return fetched.Value is { } bytes ? FetchedFile.Of(bytes) : FetchedFile.No(fetched.Result.Outcome switch
        {
            DeliveryOutcome.TooLarge => FetchFailure.TooLarge,
            DeliveryOutcome.RetryLater => FetchFailure.NotNow,
            _ => FetchFailure.NotThere,
        });
    }

    public async Task<DirectPlace?> OpenDirectAsync(Activity activity, CancellationToken cancellationToken)
    {
        var tenant = activity.Conversation?.TenantId;
        await WaitToAskAsync(activity, cancellationToken);
        var created = await connector.CreateConversationAsync(
            activity.ServiceUrl!,
            new ConversationParameters
            {
                IsGroup = false,
                Bot = new ChannelAccount { Id = activity.Recipient!.Id, Name = activity.Recipient.Name },
                Members = [new ChannelAccount { Id = activity.From!.Id }],
                TenantId = tenant,
                ChannelData = tenant is null ? null : JsonSerializer.SerializeToElement(new { tenant = new { id = tenant } }),
            },
            cancellationToken);
        return created.ConversationId is { } id && id != activity.Conversation?.Id ? new DirectPlace(id, created.ServiceUrl ?? activity.ServiceUrl!)
            : IsForLater(activity, created.Result) ? throw new HttpRequestException($"The channel opens no direct conversation: {created.Result.Why}")
            : null;
    }

    public InvokeResponse Replace(Chat chat, RenderedCard card) => InvokeResponse.AdaptiveCard(ActivityWriter.Adapt(card, TeamsCard.For(card, chat.ChannelId == Teams).Adapt));

    public async Task<DeliveryResult> DeliverAsync(OutboxRow row, string? targetExternalId, CancellationToken cancellationToken)
    {
        if (await AddressAsync(row.ConversationKey, cancellationToken) is not { } address)
        {
            return DeliveryResult.Rejected(null, "The conversation is not known.");
        }

        var (serviceUrl, conversationId) = address;
        var channelId = row.ConversationKey[..^(conversationId.Length + 1)];
        if (row.Kind == OutboxKind.Update && targetExternalId is not null)
        {
            var updated = await PacedAsync(() => connector.UpdateAsync(serviceUrl, conversationId, targetExternalId, row.Activity, cancellationToken));
            if (updated.Outcome != DeliveryOutcome.NotFound)
            {
                return updated;
            }
        }

        // Also an update whose target is gone or was never seen: the new state is shown anew.
        return await PacedAsync(() => connector.SendAsync(serviceUrl, conversationId, row.ReplyToId, row.Activity, cancellationToken));

        async Task<DeliveryResult> PacedAsync(Func<Task<DeliveryResult>> call)
        {
            var counted = ParentOf(conversationId) ?? conversationId;
            if (await pace.WaitAsync(channelId, serviceUrl, counted, cancellationToken) is { } wait)
            {
                return DeliveryResult.RetryLater(wait, "Teams takes no more here for now.");
            }

            var result = await call();
            if (result is { Outcome: DeliveryOutcome.RetryLater, RetryAfter: { } hold })
            {
                pace.Hold(channelId, serviceUrl, counted, hold);
            }

            return result;
        }
    }

    /// <summary>What Teams is asked counts towards what it takes of the whole app.</summary>
    private async Task WaitToAskAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (await pace.WaitAsync(activity.ChannelId!, activity.ServiceUrl!, conversationId: null, cancellationToken) is { } wait)
        {
            throw new HttpRequestException($"Teams takes no more for now; it is asked again after {wait}.");
        }
    }

    /// <summary>Whether the channel may say it later. Who takes answers in the response need not have a connector that could be asked.</summary>
    private static bool IsForLater(Activity activity, DeliveryResult result) =>
        activity.DeliveryMode != DeliveryModes.ExpectReplies && result.Outcome is DeliveryOutcome.RetryLater or DeliveryOutcome.Uncertain;

    private async Task<bool> IsKnownAsync(string account, string? directoryId, CancellationToken cancellationToken)
    {
        if (_known.TryGet(account, out _))
        {
            return true;
        }

        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        if (await db.Set<PersonAccount>().AnyAsync(known => known.ChannelId == Teams && known.AccountId == account, cancellationToken))
        {
            _known.Keep(account, true);
            return true;
        }

        return (directoryId is not null && await db.Set<Person>().AnyAsync(person => person.DirectoryId == directoryId, cancellationToken));
    }

    private string? UrlOf(OutgoingPicture picture) =>
        options.Value.AddressOf(picture.Path) is { } address ? address.AbsoluteUri
        : picture.Bytes.Length <= LargestInPlace ? $"data:{picture.ContentType};base64,{Convert.ToBase64String(picture.Bytes)}"
        : null;

    private async Task<(string ServiceUrl, string ConversationId)?> AddressAsync(string key, CancellationToken cancellationToken)
    {
        if (_addresses.TryGet(key, out var known))
        {
            return known;
        }

        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var chat = await db.Set<Chat>().FirstOrDefaultAsync(candidate => candidate.Key == key, cancellationToken);
        if (chat is null)
        {
            return null;
        }

        known = (chat.ServiceUrl, chat.ConversationId);
        _addresses.Keep(key, known);
        return known;
    }
}
