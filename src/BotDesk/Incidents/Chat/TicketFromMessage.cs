using BotDesk.Conversation;
using BotDesk.Notifications;
using BotDesk.People;
using BotDesk.Tickets;

namespace BotDesk.Incidents.Chat;

/// <summary>Whose ticket it is that is made from a message: an agent makes it for who wrote the message, everybody else for themselves.</summary>
internal static class WhoseTicket
{
    public static async Task<Person> OfAsync(SaidMessages said, Person maker, QuotedMessage message) =>
        maker.IsAgent && await said.AuthorAsync(message) is { } author ? author : maker;
}

/// <summary>*Create ticket* in a message's menu: the form in a dialog, filled in from the message.</summary>
internal sealed class TicketFromMessage(FormDesk forms, IncidentDraft draft, TicketThreads threads, SaidMessages said) : IDialogOpener
{
    public const string Name = "createTicket";

    public async Task<Refusal?> OpenAsync(Turn turn, QuotedMessage? about)
    {
        // A card of the desk's own has no words: meant is what it answers.
        if (about is { Text.Length: 0 })
        {
            about = await said.FindAsync(turn.Chat, about.Id) ?? about;
        }

        if (about is not null && await threads.MadeFromAsync(about.ConversationKey, about.Id) is { } number)
        {
            return Refusal.Conflict(Phrase.Of("incidents.madeAlready", new { number }));
        }

        var text = about?.Text ?? "";
        text = text.Length > IncidentForm.LongestTyped ? text[..IncidentForm.LongestTyped] : text;
        await forms.OpenDialogAsync(turn, IncidentForm.CardPath, draft.FromWords(text), about);
        return null;
    }
}

/// <summary>🎫 on a message files it as it stands: by who wrote it, or by an agent for them.</summary>
internal sealed class FileByReaction(SaidMessages said, TicketThreads threads, IncidentDesk desk, TicketCards cards, IncidentDraft draft, Notifier notifier) : IReaction
{
    public const string Emoji = "🎫";

    public async Task HandleAsync(Turn turn, string messageId)
    {
        if ((turn.Quoted ?? await said.FindAsync(turn.Chat, messageId)) is not { Text.Length: > 0 } message)
        {
            turn.Whisper(Phrase.Of("incidents.reaction.notKnown"));
            return;
        }

        if (await threads.MadeFromAsync(message.ConversationKey, message.Id) is { } number)
        {
            turn.Whisper(Phrase.Of("incidents.madeAlready", new { number }));
            return;
        }

        var author = await said.AuthorAsync(message);
        if (author?.Id != turn.Person.Id && !turn.Person.IsAgent)
        {
            turn.Whisper(Phrase.Of("incidents.reaction.notYours"));
            return;
        }

        var requester = author ?? turn.Person;
        var text = message.Text.Length > IncidentForm.LongestTyped ? message.Text[..IncidentForm.LongestTyped] : message.Text;
        var fields = draft.FromWords(text);
        if (!(await desk.FileAsync(requester, new IncidentReport(fields["title"], text, fields["service"], fields["impact"], fields["urgency"]) { Category = fields["category"] }, turn.Person)).Is(out var incident, out var refusal))
        {
            turn.Whisper(refusal.Message);
            return;
        }

        await threads.FollowAsync(incident, message);
        SaidMessages.Became(turn, message, requester, incident.Number);
        await notifier.ShowAsync(requester, "tickets/filed", cards.Filed(incident, desk.Next(incident)));
        if (requester.Id != turn.Person.Id)
        {
            turn.Whisper(Phrase.Of("incidents.filedFor", new { incident.Number, who = requester.Name }));
        }
    }
}
