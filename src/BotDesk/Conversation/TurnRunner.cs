using System.Globalization;
using BotDesk.Access;
using BotDesk.Audit;
using BotDesk.Cards;
using BotDesk.Conversation.Attachments;
using BotDesk.Conversation.LanguageModels;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Protocol;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Conversation;

/// <summary>Handles one activity in one transaction: what it changes, what is said, and that it was handled.</summary>
public sealed partial class TurnRunner(DeskWriter writer, IServiceProvider services, CardLibrary cards, FileArrival files, TimeProvider clock, ILogger<TurnRunner> logger)
{
    /// <summary>How often an activity is tried before the person is told that it failed.</summary>
    private const int Attempts = 3;

    private static readonly CompiledQuery<Func<DeskDb, string, Task<Chat?>>> ChatByKey = new(() =>
        EF.CompileAsyncQuery((DeskDb db, string key) => db.Set<Chat>().AsTracking().FirstOrDefault(chat => chat.Key == key)));

    private IReadOnlyList<IChannel> Channels => field ??= [.. services.GetServices<IChannel>()];

    /// <summary>Handles the activity unless that was done before; earlier ones of its conversation that still wait come first.</summary>
    /// <returns>The row as it is afterwards, with the stored answer.</returns>
    public async Task<InboxRow> RunAsync(InboxRow row)
    {
        var (working, advice) = (row, new TurnAdvice(services.GetRequiredService<LanguageModel>()));
        (long Row, DirectPlace Place)? direct = null;
        for (var attempt = row.Attempts + 1; ; attempt++)
        {
            // What a channel must be asked for is asked outside of the transaction; while it cannot say, the activity stays in the inbox.
            var activity = ActivityJson.Deserialize(working.Activity);
            var channel = ChannelOf(activity.ChannelId!);
            TurnSender? sender = null;
            try
            {
                sender = await TurnSender.AskAsync(working.Id, channel, files, activity, direct?.Row == working.Id ? direct.Value.Place : null);
                var done = await advice.RunAsync(() => writer.WriteAsync(scope => HandleAsync(scope, row, sender, advice, next => working = next)));
                if (done?.Id == row.Id)
                {
                    return done;
                }

                (working, attempt) = (done is null ? working : row, row.Attempts);
            }
            catch (HttpRequestException) when (sender is null)
            {
                throw;
            }
            catch (DirectPlaceUnknownException)
            {
                direct = (working.Id, await channel.OpenDirectAsync(activity, CancellationToken.None) ?? DirectPlace.Nowhere);
            }
            catch (Exception error) when (error is not OperationCanceledException && attempt < Attempts)
            {
                Log.WillRetry(logger, error, working.Id, row.ConversationKey, attempt);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.GaveUp(logger, error, working.Id, row.ConversationKey);
                var apology = await writer.WriteAsync(scope => ApologiseAsync(scope, working, sender ?? TurnSender.Unknown(working.Id)));
                if (apology.Id == row.Id)
                {
                    return apology;
                }

                (working, attempt) = (row, row.Attempts);
            }
        }
    }

    /// <param name="starting">Told which row is worked on: this one, or an earlier one that still waits.</param>
    /// <returns>Null when it is an earlier one, whose sender has to be found first.</returns>
    private async Task<InboxRow?> HandleAsync(IServiceProvider scope, InboxRow row, TurnSender sender, TurnAdvice advice, Action<InboxRow> starting)
    {
        var inbox = scope.GetRequiredService<Inbox>();
        await inbox.LockConversationAsync(row.ConversationKey);
        if (await inbox.NextAsync(row.ConversationKey) is not { } next || next > row.Id)
        {
            starting(row);
            return await inbox.FindAsync(row.Id) ?? row;
        }

        // Two requests may commit in one order and get here in the other, here or at another instance: the conversation's order holds.
        row = next == row.Id ? row : (await inbox.FindAsync(next))!;
        starting(row);
        if (sender.Row != row.Id)
        {
            return null;
        }

        var turn = await OpenAsync(scope, ActivityJson.Deserialize(row.Activity), sender, advice);
        var router = scope.GetRequiredService<TurnRouter>();
        await router.ReadAsync(turn);
        if (turn is { HasNoDirect: true, IsOverheard: false })
        {
            // It was tried, and is for this person alone: nothing is done of which they cannot be told.
            turn.Say(Phrase.Of("conversation.noDirect"));
            return await CommitAsync(scope, row, turn, handled: true, InboxStatus.Handled);
        }

        var (before, aside) = (turn.State, scope.GetRequiredService<Aside>());
        var handled = await router.RouteAsync(turn);
        turn.AnswerWithReplacement();
        if (!turn.IsBeside && aside.IsPersonal(turn))
        {
            await aside.TakeAsync(turn, before, sender.Direct);
        }

        if (!turn.IsBeside && turn.Opened is null)
        {
            turn.Chat.WriteState(turn.Person, turn.State);
        }

        return await CommitAsync(scope, row, turn, handled, InboxStatus.Handled);
    }

    /// <summary>After the last attempt: the person hears that it failed, never nothing.</summary>
    private async Task<InboxRow> ApologiseAsync(IServiceProvider scope, InboxRow row, TurnSender sender)
    {
        var inbox = scope.GetRequiredService<Inbox>();
        await inbox.LockConversationAsync(row.ConversationKey);
        if (await inbox.FindAsync(row.Id) is { Status: not InboxStatus.Pending } done)
        {
            return done;
        }

        var turn = await OpenAsync(scope, ActivityJson.Deserialize(row.Activity), sender, advice: null);
        if (turn.IsOverheard && await scope.GetRequiredService<IBystander>().BeganAsync(turn.Chat.Key))
        {
            // Nobody had asked.
            return await CommitAsync(scope, row, turn, handled: true, InboxStatus.Failed);
        }

        turn.Say(Phrase.Of("conversation.failed", new { reference = row.Id.ToString(CultureInfo.InvariantCulture) }));
        return await CommitAsync(scope, row, turn, handled: true, InboxStatus.Failed);
    }

    private async Task<Turn> OpenAsync(IServiceProvider scope, Activity activity, TurnSender sender, TurnAdvice? advice)
    {
        var db = scope.GetRequiredService<DeskDb>();
        var now = clock.GetUtcNow();
        var channelId = activity.ChannelId!;
        var key = ConversationKey.Of(channelId, activity.Conversation!.Id!);
        scope.GetRequiredService<Acting>().Via = channelId;
        var person = await scope.GetRequiredService<AccountDesk>().IdentifyAsync(
            channelId, activity.From!.Id!, ChannelOf(channelId).DirectoryIdOf(activity), sender.Profile ?? new SenderProfile(activity.From.Name, Address: null));
        var chat = await ChatByKey.For(db)(db, key);
        if (chat is null)
        {
            chat = new Chat
            {
                Key = key,
                ChannelId = channelId,
                ConversationId = activity.Conversation.Id!,
                ServiceUrl = activity.ServiceUrl!,
                BotId = activity.Recipient!.Id!,
                TenantId = activity.Conversation.TenantId,
                IsGroup = activity.Conversation.IsGroupConversation,
            };
            if (!Turn.IsBesideConversation(activity))
            {
                db.Add(chat);
            }
        }
        else if (!Installation.Ends(activity) && !Turn.IsBesideConversation(activity))
        {
            await scope.GetRequiredService<Outbox>().ReleaseAsync(key);
        }

        // An event comes from whatever runs behind the channel: it does not make that the one who talks here.
        if ((activity.Type != ActivityTypes.Event || chat.PersonId is null) && !Turn.IsBesideConversation(activity))
        {
            chat.Refresh(activity, person, now);
        }

        var channel = ChannelOf(channelId);
        return new Turn(activity, chat, person, cards, now)
        {
            Files = sender.Files,
            Advice = advice is { IsThere: true } ? advice : null,
            ChannelLocale = sender.Profile?.Locale ?? activity.Locale,
            Quoted = sender.Quoted,
            Menu = channel.ReadMenu(activity),
            Reactions = [.. (activity.ReactionsAdded ?? []).Select(reaction => reaction.Type is { } name ? channel.EmojiOf(name) : null).OfType<string>()],
            IsOverheard = !channel.IsAddressed(activity),
            HasNoDirect = sender.Direct == DirectPlace.Nowhere,
        };
    }

    private IChannel ChannelOf(string channelId) => Channels.First(candidate => candidate.Serves(channelId));

    private async Task<InboxRow> CommitAsync(IServiceProvider scope, InboxRow row, Turn turn, bool handled, InboxStatus status)
    {
        var outbox = scope.GetRequiredService<Outbox>();
        var channel = ChannelOf(turn.Chat.ChannelId);
        byte[]? answer = null;
        var answerStatus = 0;
        var said = turn.Messages;
        if (turn.Activity.DeliveryMode == DeliveryModes.ExpectReplies && turn.Activity.Type != ActivityTypes.Invoke)
        {
            // "Nothing asynchronous": everything said here goes into the response.
            (answer, answerStatus) = (ExpectedReplies.Write(channel, turn), 200);
            said = [];
        }
        else if (turn.Activity.Type == ActivityTypes.Invoke)
        {
            var (response, others) = InvokeAnswers.Of(channel, turn, handled);
            (answer, answerStatus, said) = (response.Body.ToArray(), response.Status, others);
        }

        (turn.Whispers, said) = turn.IsBeside ? ([.. said, .. turn.Whispers], []) : (turn.Whispers, said);
        foreach (var message in said)
        {
            await outbox.AddAsync(Row(turn.Chat, message, channel));
        }

        await Whispers.SendAsync(scope.GetRequiredService<IOwnPlace>(), turn);

        await AddUpdatesAsync(outbox, channel, turn);
        await scope.GetRequiredService<Inbox>().MarkDoneAsync(row.Id, status, answer, answerStatus);
        return new InboxRow { Id = row.Id, ConversationKey = row.ConversationKey, ActivityId = row.ActivityId, Status = status, Answer = answer, AnswerStatus = answerStatus };
    }

    /// <summary>The card on which was clicked changes for everybody who sees it, and so do cards that the turn named.</summary>
    private static async Task AddUpdatesAsync(Outbox outbox, IChannel channel, Turn turn)
    {
        // In a group, a card about a subject was rendered for who clicked alone; everybody else's changes with the subject.
        if (turn.Replacement is { } replacement && !(turn.Chat.IsGroup && replacement.Subject is not null) && CardAction.Read(turn.Activity)?.Nonce is { } clicked)
        {
            turn.Updates.Add((clicked, replacement));
        }

        foreach (var (nonce, card) in turn.Updates)
        {
            if (await FindAsync(outbox, channel, turn.Chat, nonce) is { } target && !outbox.Updates(target))
            {
                await outbox.AddAsync(Update(turn.Chat, card, target, channel));
            }
        }
    }

    /// <summary>A card stands in its conversation, or above it when the conversation is a thread.</summary>
    private static async Task<long?> FindAsync(Outbox outbox, IChannel channel, Chat chat, string nonce) =>
        await outbox.FindByNonceAsync(chat.Key, nonce)
        ?? (channel.ParentOf(chat.ConversationId) is { } parent ? await outbox.FindByNonceAsync(ConversationKey.Of(chat.ChannelId, parent), nonce) : null);

    internal static OutboxRow Update(Chat chat, RenderedCard card, long target, IChannel channel) => new()
    {
        ConversationKey = chat.Key,
        Kind = OutboxKind.Update,
        Target = target,
        Nonce = card.Nonce,
        Activity = channel.Compose(chat, new OutgoingMessage(null, card)),
    };

    internal static OutboxRow Row(Chat chat, OutgoingMessage message, IChannel channel) => new()
    {
        ConversationKey = chat.Key,
        Kind = OutboxKind.Send,
        ReplyToId = message.ReplyToId,
        Topic = message.Topic,
        Nonce = message.Card?.Nonce,
        Subject = message.Card?.Subject?.ToString(),
        Activity = channel.Compose(chat, message),
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Handling activity {Row} of {Conversation} failed at attempt {Attempt}.")]
        public static partial void WillRetry(ILogger logger, Exception error, long row, string conversation, int attempt);

        [LoggerMessage(LogLevel.Error, "Activity {Row} of {Conversation} could not be handled; the person was told.")]
        public static partial void GaveUp(ILogger logger, Exception error, long row, string conversation);
    }
}
