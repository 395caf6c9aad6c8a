using BotDesk.Conversation.Forms;
using BotDesk.Conversation.LanguageModels;
using BotDesk.Conversation.Understanding;
using BotDesk.Protocol;

namespace BotDesk.Conversation;

/// <summary>Brings a turn to whom it concerns: a click to its verb, an answer to its question, a command, and free text to its meaning.</summary>
public sealed class TurnRouter(
    IServiceProvider services,
    IEnumerable<IRelay> relays,
    IFileTaker files,
    IEnumerable<ICommand> commands,
    IEnumerable<IIntentHandler> intents,
    Understander understander,
    UnclearText unclear,
    Nonces nonces,
    SpokenLanguage spoken,
    FormTalk forms,
    IMessageFollower follower,
    IBystanderVoice bystander,
    SaidMessages said,
    OpenDialogs dialogs,
    Menus menus)
{
    /// <summary>The longest message that is read as one; more is a pasted log.</summary>
    private const int LongestMessage = 20_000;

    /// <summary>The verb of buttons that stand for words.</summary>
    private const string SayVerb = "conversation.say";

    /// <summary>What must be known before the handlers see it.</summary>
    public async Task ReadAsync(Turn turn)
    {
        var text = turn.Activity.Type == ActivityTypes.Message ? turn.Activity.TextWithoutMentions() : "";
        turn.Text = Cut(MessageText.WithoutGaps(text));
        await spoken.HearAsync(turn, understander.LanguageOf(turn.Text));
    }

    /// <returns>False when nobody handles an activity of this kind.</returns>
    public async Task<bool> RouteAsync(Turn turn)
    {
        var activity = turn.Activity;
        switch (activity.Type)
        {
            case ActivityTypes.Message when turn.IsOverheard:
                if (!await follower.OverhearAsync(turn))
                {
                    await bystander.SpeakAsync(turn);
                }

                return true;
            case ActivityTypes.Message:
                await RouteMessageAsync(turn);
                await follower.SaidAsync(turn);
                return true;
            case ActivityTypes.MessageUpdate or ActivityTypes.MessageDelete when activity.Id is { } changed:
                await ChangedAsync(turn, changed);
                return true;
            case ActivityTypes.MessageReaction when activity.ReplyToId is { } on:
                await ReactAsync(turn, on);
                return true;
            case ActivityTypes.Invoke when turn.Menu is { } menu:
                return await menus.ChooseAsync(turn, menu);
            case ActivityTypes.Invoke when activity.Name is InvokeNames.AdaptiveCardAction or InvokeNames.TaskSubmit or InvokeNames.TaskFetch or InvokeNames.ComposeExtensionSubmitAction && CardAction.Read(activity) is { } action:
                await ClickAsync(turn, action);
                return true;
            case ActivityTypes.ConversationUpdate or ActivityTypes.InstallationUpdate:
                Welcome.GreetNewcomer(turn);
                return true;
            case ActivityTypes.Event when activity.Name is { } name && services.GetKeyedService<IChannelEvent>(name) is { } handler:
                await handler.HandleAsync(turn);
                return true;
            default:
                // Typing, events of others: nothing is answered, as the specification asks of what a bot does not use.
                return activity.Type != ActivityTypes.Invoke;
        }
    }

    /// <summary>Handles words as if the person had typed them.</summary>
    public async Task SayAsync(Turn turn, string text)
    {
        turn.Text = text;
        turn.Understood = understander.Understand(text, Context(turn.State));
        var open = turn.State.Draft;
        await AnswerAsync(turn);
        await forms.StayAsync(turn, open);
    }

    private async Task AnswerAsync(Turn turn)
    {
        foreach (var command in commands)
        {
            if (await command.TryHandleAsync(turn))
            {
                return;
            }
        }

        // Where a thread belongs to something, what asks for nothing else belongs to it, too.
        if (turn.Chat.IsGroup && turn.Activity.Value is null && !(turn.Understood.IsSure && AsksForMore(turn.Understood.Intent)) && await follower.OverhearAsync(turn))
        {
            return;
        }

        if (HandlerOf(turn.Understood) is { } handler)
        {
            await handler.HandleAsync(turn);
        }
        else if (Advised(turn) is { } advised && HandlerOf(advised) is { } helped)
        {
            turn.Understood = advised;
            await helped.HandleAsync(turn);
        }
        else
        {
            await unclear.AskAsync(turn);
        }
    }

    /// <summary>Who answers what is sure, or where both readings come to the same and together are; null: the person has to be asked.</summary>
    private IIntentHandler? HandlerOf(Understood understood) =>
        Handler(understood.Intent) is { } handler && (understood.IsSure || (handler.IsOneAnswer && handler == Handler(understood.SecondIntent) && understood.Confidence + understood.SecondConfidence >= Understood.Floor)) ? handler : null;

    private static Understood? Advised(Turn turn) =>
        turn.Advice is { } advice && IntentAdvice.About(turn.Text) is { } question ? IntentAdvice.Read(advice.Ask(question), turn.Text, turn.Understood) : null;

    private static bool AsksForMore(Intent intent) => intent is not (Intent.ReportProblem or Intent.AskQuestion or Intent.CommentTicket or Intent.Greeting or Intent.Thanks or Intent.OutOfScope);

    private async Task RouteMessageAsync(Turn turn)
    {
        if (CardAction.Read(turn.Activity) is { } action)
        {
            await ClickAsync(turn, action);
        }
        else if (await RelayAsync(turn))
        {
            // It was for a person.
        }
        else if (turn.Files.Any && await TakesFilesAsync(turn))
        {
            // They were all that was meant.
        }
        else if (turn.Text.Length > 0)
        {
            if (turn.Chat.IsGroup && turn.State.Ticket is null && await follower.AboutAsync(turn) is { } number)
            {
                turn.State = turn.State with { Ticket = number };
            }

            await SayAsync(turn, turn.Text);
        }
        else if (turn.Activity.Value is not null)
        {
            turn.Say(Phrase.Of("conversation.notMyCard"));
        }
        else if (turn.Chat.IsGroup && !turn.Files.Any && !turn.Activity.HasCard())
        {
            // Its name alone.
            Welcome.Show(turn, Phrase.Of("conversation.hello", new { name = Welcome.FirstName(turn) }));
        }
        else
        {
            turn.Say(turn.Activity.HasCard() ? Phrase.Of("conversation.cardAlone") : Phrase.Of("conversation.wordsOnly"));
        }
    }

    private async Task<bool> TakesFilesAsync(Turn turn)
    {
        turn.Understood = understander.Understand(turn.Text, Context(turn.State));
        return await files.TakeAsync(turn);
    }

    /// <summary>What a message became changes with it; and what was only said waits to be used as it reads now.</summary>
    private async Task ChangedAsync(Turn turn, string messageId)
    {
        var before = turn.State.Said is null ? null : (await said.FindAsync(turn.Chat, messageId))?.Text;
        var isGone = turn.Activity.Type == ActivityTypes.MessageDelete;
        var text = isGone ? "" : Cut(turn.Activity.TextWithoutMentions());
        if (before is { Length: > 0 } && before == turn.State.Said)
        {
            turn.State = turn.State with { Said = text.Length == 0 ? null : text };
        }

        await (isGone ? follower.DeletedAsync(turn, messageId) : follower.EditedAsync(turn, messageId, text));
    }

    private async Task ReactAsync(Turn turn, string messageId)
    {
        foreach (var emoji in turn.Reactions)
        {
            if (services.GetKeyedService<IReaction>(emoji) is { } reaction)
            {
                await reaction.HandleAsync(turn, messageId);
            }
        }
    }

    private async Task<bool> RelayAsync(Turn turn)
    {
        foreach (var relay in relays)
        {
            if (await relay.TryRelayAsync(turn))
            {
                return true;
            }
        }

        return false;
    }

    private async Task ClickAsync(Turn turn, CardAction action)
    {
        if (turn.IsDialog && Nonces.IsWellFormed(action.Nonce) && await dialogs.FindAsync(action.Nonce, turn.Person) is { } opened)
        {
            turn.Continue(opened, action.Nonce);
        }

        if (action.Verb == SayVerb)
        {
            await SayAsync(turn, action["text"] is { Length: > 0 and <= LongestMessage } text ? MessageText.WithoutGaps(text) : "help");
            return;
        }

        var verb = services.GetKeyedService<ICardVerb>(action.Verb);
        if (verb is null)
        {
            turn.Say(Phrase.Of("conversation.unknownButton"));
            return;
        }

        if (action.FindForeign(verb.Fields) is { } foreign)
        {
            turn.Say(Phrase.Of("conversation.foreignField", new { field = Shorten(foreign) }));
            return;
        }

        turn.IsLook = !verb.ChangesSomething;
        if (verb.ChangesSomething)
        {
            if (!Nonces.IsWellFormed(action.Nonce))
            {
                turn.Say(Phrase.Of("conversation.oldCard"));
                return;
            }

            if (await nonces.IsUsedAsync(action.Nonce))
            {
                if (turn.Opened is not { Done: null })
                {
                    await verb.ShowPresentAsync(turn, action);
                    turn.Dialog = turn.IsDialog && verb is SubmitVerb ? SaidAgain(turn) : turn.Dialog;
                }

                return;
            }
        }

        var refusal = await verb.HandleAsync(turn, action);
        if (refusal is not null && turn.IsDialog)
        {
            turn.DialogRefusal = refusal;
        }
        else if (refusal is not null)
        {
            turn.Answer(refusal);
        }
        else if (verb.ChangesSomething)
        {
            await nonces.UseAsync(action.Nonce!);
        }
    }

    /// <summary>A dialog's form that was sent is sent again: the dialog says what became of it.</summary>
    private static DialogView SaidAgain(Turn turn)
    {
        var title = turn.Opened?.Done?.Title ?? (turn.State.Sent is { } number ? Phrase.Of("conversation.form.sentAlready", new { number }) : Phrase.Of("conversation.alreadyDone"));
        return new DialogView(title, null, turn.Opened?.Done?.Words) { IsAll = true };
    }

    private static string Cut(string text) => text.Length > LongestMessage ? text[..LongestMessage] : text;

    private static string Shorten(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private IIntentHandler? Handler(Intent intent) => intents.FirstOrDefault(handler => handler.Intents.Contains(intent));

    private static UnderstandingContext Context(ChatState state) => new()
    {
        About = state.Draft is not null ? ConversationTopic.OpenForm
            : state.Offered is not null ? ConversationTopic.OfferedArticle
            : state.Awaiting?.Question == "tickets.confirm" ? ConversationTopic.ResolvedTicket
            : state.Ticket is not null ? ConversationTopic.ShownTicket
            : ConversationTopic.None,
        Ticket = state.Ticket,
    };
}
