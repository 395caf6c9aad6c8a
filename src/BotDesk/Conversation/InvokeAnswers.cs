using BotDesk.Protocol;

namespace BotDesk.Conversation;

/// <summary>An invoke is answered in the response: with a dialog, with the card in its new state, or with the first thing said.</summary>
internal static class InvokeAnswers
{
    /// <returns>The response, and what is said beside it.</returns>
    public static (InvokeResponse Response, IReadOnlyList<OutgoingMessage> Others) Of(IChannel channel, Turn turn, bool handled)
    {
        if (!handled)
        {
            return (InvokeResponse.NotImplemented, []);
        }

        if (turn.Found is { } found && channel.ShowFound(turn.Chat, found, (turn.NothingFound ?? Phrase.Of("conversation.dialog.nothingFound")).In(turn.Language)) is { } list)
        {
            return (list, turn.Messages);
        }

        if (turn.Dialog is { } dialog && !(turn.IsDialog && channel.AnswersBesideFields) && channel.ShowDialog(turn.Chat, dialog, turn.Language) is { } shown)
        {
            return (shown, dialog.IsAll ? [] : turn.Messages);
        }

        if (turn.AnswersInDialog)
        {
            return (channel.ShowInDialog(turn.Chat, turn.Replacement is { } replaced ? [.. turn.Messages, new OutgoingMessage(null, replaced)] : turn.Messages), []);
        }

        if (turn.IsDialog)
        {
            return (channel.CloseDialog(turn.DialogRefusal, turn.Language), turn.Messages);
        }

        if (turn.Replacement is { } card)
        {
            return (channel.Replace(turn.Chat, card), turn.Messages);
        }

        return turn.Messages is [{ Text: { } text }]
            ? (InvokeResponse.AdaptiveCardMessage(text), [])
            : (InvokeResponse.AdaptiveCardMessage((turn.Messages.Count > 0 ? Phrase.Of("conversation.seeBelow") : Phrase.Of("conversation.done")).In(turn.Language)), turn.Messages);
    }
}
