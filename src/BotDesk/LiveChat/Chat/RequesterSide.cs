using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.Incidents;
using BotDesk.Incidents.Chat;
using BotDesk.Notifications;
using BotDesk.Protocol;
using BotDesk.Tickets.Chat;
using BotDesk.Tickets.Files;
using Microsoft.Extensions.Options;

namespace BotDesk.LiveChat.Chat;

/// <summary>The side of whoever asked for a person: asks, waits, writes, leaves.</summary>
internal sealed partial class RequesterSide(LiveChatDesk desk, SubjectCards subjects, Notifier notifier, FormDesk forms, Understander understander, IncidentDraft draft, TicketFiles files, IOptions<LiveChatOptions> options)
{
    /// <summary>Asks for a person; asked again, shows how it stands.</summary>
    public async Task<Refusal?> AsksAsync(Turn turn)
    {
        // In a group others would read along: the talk is where the person is alone with the desk.
        var place = turn.Chat.IsGroup ? await notifier.PlaceOfAsync(turn.Person) : turn.Chat.Key;
        var toHub = !turn.Chat.IsGroup && options.Value.HandOffChannels.Contains(turn.Chat.ChannelId, StringComparer.OrdinalIgnoreCase);
        var outcome = await desk.OpenAsync(turn.Person, place, About(turn), turn.State.Ticket, toHub);
        if (!outcome.Is(out var chat, out var refusal))
        {
            return refusal;
        }

        forms.Drop(turn, Phrase.Of("liveChat.leftFor", new { chat.Number }));
        await FilesSent.BringAlongAsync(turn, chat.Ticket, files);
        turn.State = new ChatState { Ticket = chat.Ticket.Number };
        if (turn.Chat.IsGroup)
        {
            await notifier.ShowAsync(turn.Person, chat.CardForRequester, Notice.Live);
            turn.Say(Phrase.Of("liveChat.inOwnChat"));
        }
        else
        {
            await subjects.ShowAsync(turn, chat.CardForRequester);
        }

        if (toHub && chat.Status == LiveChatStatus.HandedOff)
        {
            turn.Send(desk.HandOffEvent(chat));
        }

        return null;
    }

    /// <summary>Writes something while waiting or talking.</summary>
    public async Task<bool> WritesAsync(Turn turn, LiveConversation chat)
    {
        var waits = chat.Status == LiveChatStatus.Waiting;
        var reply = ShortReplies.Recognise(turn.Text);
        if (EndsChat().IsMatch(turn.Text) || (waits && (reply == ShortReply.Cancel || LeavesQueue().IsMatch(turn.Text))))
        {
            await LeavesAsync(turn, chat);
            return true;
        }

        if (waits && reply == ShortReply.TalkToPerson)
        {
            await subjects.ShowAsync(turn, chat.CardForRequester);
            return true;
        }

        if (turn.Files.NotRelayed > 0)
        {
            turn.Say(Phrase.Of("liveChat.fileNotPassed"));
        }

        if (turn.Activity.HasCard())
        {
            turn.Say(Phrase.Of("liveChat.cardNotPassed"));
        }

        if (turn.Text.Length == 0 && turn.Files.Pictures.Count == 0 && (turn.Files.NotRelayed > 0 || turn.Activity.HasCard()))
        {
            return true;
        }

        if (waits && IsForTheDesk(turn.Text))
        {
            return false;
        }

        var outcome = await desk.WriteAsync(chat.Number, turn.Person, turn.Chat.Key, turn.Text, turn.Files.Pictures);
        if (!outcome.Is(out var written, out var refusal))
        {
            turn.Answer(refusal);
        }
        else if (written.Status == LiveChatStatus.Waiting)
        {
            turn.Say(Phrase.Of("liveChat.keptForWhoever"));
        }

        return true;
    }

    /// <summary>Whoever waits, perhaps over a weekend, can still ask what only the desk knows; everything else may be meant for the agent.</summary>
    private bool IsForTheDesk(string text) => understander.Understand(text) is
    {
        IsSure: true, Intent: Intent.ListTickets or Intent.TicketStatus or Intent.Help or Intent.Approve or Intent.Reject,
    };

    public async Task<Refusal?> LeavesAsync(Turn turn, LiveConversation chat)
    {
        var outcome = await desk.CloseAsync(chat.Number, turn.Person);
        if (!outcome.Is(out var closed, out var refusal))
        {
            turn.Answer(refusal);
            return refusal;
        }

        turn.State = new ChatState { Ticket = closed.Ticket.Number, Awaiting = closed.Agent is null ? null : new("liveChat.rate", closed.Number) };
        turn.Say(closed.Agent is null
            ? Phrase.Of("liveChat.leftQueue", new { ticket = closed.Ticket.Number })
            : Phrase.Of("liveChat.overToMe"));
        return null;
    }

    /// <summary>What was said before, as a report; null when nothing was.</summary>
    private IncidentReport? About(Turn turn)
    {
        var said = turn.State.Said is { Length: > 0 } before ? before
            : turn.Text.Length > 0 && ShortReplies.Recognise(turn.Text) != ShortReply.TalkToPerson && turn.Understood.Entities.Service is not null ? turn.Text
            : null;
        if (said is null)
        {
            return null;
        }

        var fields = draft.FromWords(said);
        return fields["title"].Length == 0 ? null : new IncidentReport(fields["title"], said, fields["service"], fields["impact"], fields["urgency"]) { Category = fields["category"] };
    }

    [GeneratedRegex(@"^\s*(/\s*(end|quit|leave|bye)|(please\s+)?(end|close|stop|leave|quit)\s+(the\s+|this\s+)?(live\s+)?(chat|conversation)|(den\s+)?chat\s+(beenden|schließen))\s*[.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex EndsChat();

    [GeneratedRegex(@"^\s*(please\s+)?(leave|exit|get\s+out\s+of)(\s+(the\s+)?queue)?\s*[.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex LeavesQueue();
}

/// <summary>"talk to a person", and what was asked when a chat had ended.</summary>
internal sealed class TalkToPersonCommand(RequesterSide side, LiveChatDesk desk) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        var reply = ShortReplies.Recognise(turn.Text);
        if (reply == ShortReply.TalkToPerson)
        {
            turn.Answer(await side.AsksAsync(turn));
            return true;
        }

        if (turn.State.Awaiting is not { Question: "liveChat.rate", Ticket: { } number })
        {
            return false;
        }

        if (reply == ShortReply.Rating && ShortReplies.TryRating(turn.Text, out var stars))
        {
            turn.State = turn.State with { Awaiting = null };
            turn.Answer((await desk.RateAsync(number, turn.Person, stars)).Refusal);
            turn.Say(Phrase.Of("liveChat.thanks"));
            return true;
        }

        return false;
    }
}

/// <summary>Free text that asks for a human.</summary>
internal sealed class TalkToPersonIntent(RequesterSide side) : IIntentHandler
{
    public IReadOnlyList<Intent> Intents { get; } = [Intent.TalkToPerson];

    public async Task HandleAsync(Turn turn) => turn.Answer(await side.AsksAsync(turn));
}
