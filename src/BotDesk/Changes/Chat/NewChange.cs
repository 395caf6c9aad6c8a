using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Conversation.Forms;
using BotDesk.Conversation.Understanding;
using BotDesk.Policy;

namespace BotDesk.Changes.Chat;

/// <summary>"add a firewall rule for vendor X next tuesday evening": opens the form, filled in.</summary>
internal sealed class NewChange(FormDesk forms, ChangeForm form, ChangeWish wish, PolicySource policy, Understander understander) : IIntentHandler, IFormKind
{
    public IReadOnlyList<Intent> Intents { get; } = [Intent.RequestChange];

    public string Path => ChangeForm.CardPath;

    public Phrase Names => Phrase.Of("changes.names");

    public Task HandleAsync(Turn turn) => OpenAsync(turn, turn.Text);

    /// <param name="said">Empty: the form opens empty.</param>
    public Task OpenAsync(Turn turn, string said) => OpenAsync(turn, said, new Dictionary<string, string>());

    public async Task OpenAsync(Turn turn, string said, IReadOnlyDictionary<string, string> known)
    {
        if (policy.Current.Changes is null)
        {
            turn.Say(Phrase.Of("changes.notTakenHere"));
            return;
        }

        turn.State = turn.State with { Said = said.Length > 0 ? said : null };
        var fields = wish.Read(said, said.Length > 0 ? understander.Understand(said).Entities : Entities.None, turn.Person, turn.Now);
        var isItem = known.GetValueOrDefault("item", "").Length > 0;
        foreach (var (name, value) in known.Where(field => field.Value.Length > 0 && (field.Key == "service" || (field.Key == "title" && !isItem))))
        {
            fields[name == "service" ? "services" : name] = value;
        }

        await form.PrepareAsync(turn, fields);
        forms.Open(turn, ChangeForm.CardPath, fields);
    }
}

/// <summary>"new change", "new change: renew the wifi certificate", "emergency: restart the mail gateway now", "neue Änderung: …", "Notfall: …".</summary>
internal sealed partial class NewChangeCommand(NewChange newChange) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (Emergency().IsMatch(turn.Text))
        {
            await newChange.OpenAsync(turn, turn.Text);
            return true;
        }

        if (Command().Match(turn.Text) is not { Success: true } match)
        {
            return false;
        }

        await newChange.OpenAsync(turn, match.Groups["about"].Value.Trim());
        return true;
    }

    [GeneratedRegex(@"^\s*(das\s+ist\s+ein\s+)?notfall([\s-]*(change|änderung))?\s*[:,\-–—!]\s*\S.*$|^\s*notfall-?(change|änderung)\s+\S.*$|^\s*(this\s+is\s+an?\s+)?emergency(\s+change)?\s*[:,\-–—!]\s*\S.*$|^\s*emergency\s+change\s+\S.*$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Emergency();

    [GeneratedRegex(@"^\s*(bitte\s+)?((eine?n?\s+)?neue[rn]?\s+(change|änderung)(\s+(beantragen|anlegen|erstellen|planen))?|(eine?n?\s+)?(change|änderung)\s+(beantragen|anlegen|erstellen|planen)|(beantrage|erstelle|plane)\s+(eine?n?\s+)?(neue[rn]?\s+)?(change|änderung)|änderung)\s*([.!]*\s*$|:\s*(?<about>\S.*)$)|^\s*(please\s+)?(((create|open|file|log|raise|make|request|plan|propose)\s+(a\s+)?)?(new\s+)change(\s+request)?|(create|open|file|log|raise|make|request|plan|propose)\s+(a\s+)?change(\s+request)?|change)\s*([.!]*\s*$|:\s*(?<about>\S.*)$)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Command();
}
