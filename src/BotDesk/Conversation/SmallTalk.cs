using BotDesk.Conversation.Understanding;

namespace BotDesk.Conversation;

/// <summary>Greetings, thanks, "what can you do", "stop", and what is not IT: answered in a line or five.</summary>
internal sealed class SmallTalk(FormDesk forms) : IIntentHandler
{
    /// <summary>From which an open form is dropped at words that are no plain "cancel".</summary>
    private const double SureToDrop = 0.9;

    public IReadOnlyList<Intent> Intents { get; } =
        [Intent.Greeting, Intent.Thanks, Intent.Help, Intent.Cancel, Intent.OutOfScope];

    public bool IsOneAnswer => false;

    public Task HandleAsync(Turn turn)
    {
        switch (turn.Understood.Intent)
        {
            case Intent.Greeting:
                Welcome.Show(turn, Phrase.Of("conversation.hello", new { name = Welcome.FirstName(turn) }));
                break;
            case Intent.Help:
                Welcome.Show(turn, greeting: null);
                break;
            case Intent.Thanks:
                turn.Say(Phrase.Of("conversation.thanks"));
                break;
            case Intent.Cancel when turn.State.Draft is { } draft && turn.Understood.Confidence < SureToDrop:
                turn.State = turn.State with { Draft = draft with { IsAside = true } };
                turn.Say(Phrase.Of("conversation.form.stillOpen", new { what = forms.Heading(draft) }));
                break;
            case Intent.Cancel:
                var open = turn.State.Draft is not null;
                forms.Drop(turn, Phrase.Of("conversation.formCancelled"));
                turn.State = new ChatState { Ticket = turn.State.Ticket };
                turn.Say(open ? Phrase.Of("conversation.cancelled") : Phrase.Of("conversation.leftAtThat"));
                break;
            default:
                turn.Say(Phrase.Of("conversation.outOfScope"));
                break;
        }

        return Task.CompletedTask;
    }
}
