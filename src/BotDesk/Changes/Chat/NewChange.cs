using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.Policy;

namespace BotDesk.Changes.Chat;

/// <summary>"I want to change the firewall rule for the guest wifi": opens the form, filled in.</summary>
internal sealed class NewChange(FormDesk forms, ChangeForm form, PolicySource policy, Understander understander) : IIntentHandler
{
    public IReadOnlyList<Intent> Intents { get; } = [Intent.RequestChange];

    public Task HandleAsync(Turn turn)
    {
        Open(turn, turn.Text);
        return Task.CompletedTask;
    }

    /// <param name="said">Empty: the form opens empty.</param>
    public void Open(Turn turn, string said)
    {
        if (policy.Current.Changes is null)
        {
            turn.Say("This desk takes no changes. Say what you need, and I file a request for it.");
            return;
        }

        turn.State = turn.State with { Said = said.Length > 0 ? said : null };
        forms.Open(turn, ChangeForm.CardPath, form.FromWords(said, said.Length > 0 ? understander.Understand(said).Entities : Entities.None, turn.Person, turn.Now));
    }
}

/// <summary>"new change", "new change: renew the wifi certificate".</summary>
internal sealed partial class NewChangeCommand(NewChange newChange) : ICommand
{
    public ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (Command().Match(turn.Text) is not { Success: true } match)
        {
            return ValueTask.FromResult(false);
        }

        newChange.Open(turn, match.Groups["about"].Value.Trim());
        return ValueTask.FromResult(true);
    }

    [GeneratedRegex(@"^\s*(please\s+)?(((create|open|file|log|raise|make|request|plan|propose)\s+(a\s+)?)?(new\s+)change(\s+request)?|(create|open|file|log|raise|make|request|plan|propose)\s+(a\s+)?change(\s+request)?|change)\s*([.!]*\s*$|:\s*(?<about>\S.*)$)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Command();
}
