using BotDesk.Conversation.Understanding;

namespace BotDesk.Conversation;

/// <summary>Greetings, thanks, "what can you do", "stop", and what is not IT: answered in a line or five.</summary>
internal sealed class SmallTalk(FormDesk forms) : IIntentHandler
{
    public IReadOnlyList<Intent> Intents { get; } =
        [Intent.Greeting, Intent.Thanks, Intent.Help, Intent.Cancel, Intent.OutOfScope];

    public Task HandleAsync(Turn turn)
    {
        switch (turn.Understood.Intent)
        {
            case Intent.Greeting:
                Welcome.Show(turn, $"Hello {Welcome.FirstName(turn)}. What can I do for you?");
                break;
            case Intent.Help:
                Welcome.Show(turn, greeting: null);
                break;
            case Intent.Thanks:
                turn.Say("You are welcome.");
                break;
            case Intent.Cancel:
                var open = turn.State.Draft is not null;
                forms.Drop(turn, "Cancelled, nothing was filed");
                turn.State = new ChatState { Ticket = turn.State.Ticket };
                turn.Say(open ? "Cancelled; nothing was filed." : "Fine, we leave it at that.");
                break;
            default:
                turn.Say("I am the IT service desk, so that is outside of what I can do. I help with what does not work, with what you need, and with your tickets: say \"help\" to see how.");
                break;
        }

        return Task.CompletedTask;
    }
}
