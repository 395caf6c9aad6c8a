namespace BotDesk.Conversation;

/// <summary>Something chosen in a menu that a channel has beside its conversations.</summary>
/// <param name="Name">As a <see cref="IDialogOpener"/> or <see cref="ISharedSearch"/> is registered.</param>
/// <param name="Nonce">The form of a card of this conversation that is to open in a dialog; null for everything else.</param>
/// <param name="Search">What is searched for; null where it is no search.</param>
public sealed record MenuChoice(string Name, string? Nonce = null, MenuSearch? Search = null);

/// <param name="Text">What was typed so far; empty when nothing was.</param>
public sealed record MenuSearch(string Text, int Skip, int Top);

/// <summary>Does what was chosen in a menu.</summary>
public sealed class Menus(IServiceProvider services, FormDesk forms)
{
    /// <summary>The choice that opens the form of a card in a dialog.</summary>
    public const string Form = "form";

    /// <summary>As many as are offered at once.</summary>
    private const int MostFound = 25;

    /// <returns>False when there is nothing of this name.</returns>
    public async Task<bool> ChooseAsync(Turn turn, MenuChoice choice)
    {
        if (choice.Search is { } search)
        {
            return services.GetKeyedService<ISharedSearch>(choice.Name) is { } searches && await SearchAsync(turn, searches, search);
        }

        if (choice.Name == Form)
        {
            await forms.ShowInDialogAsync(turn, choice.Nonce);
            return true;
        }

        if (services.GetKeyedService<IDialogOpener>(choice.Name) is not { } opener)
        {
            return false;
        }

        if (await opener.OpenAsync(turn, turn.Quoted) is { } refusal)
        {
            turn.Dialog = DialogView.Saying(Phrase.Of("conversation.dialog.notPossible"), refusal.Message);
        }

        return true;
    }

    private static async Task<bool> SearchAsync(Turn turn, ISharedSearch searches, MenuSearch search)
    {
        var text = search.Text.Trim();
        turn.NothingFound = text.Length == 0 ? searches.BeforeTyping : null;
        turn.Offer(await searches.FindAsync(turn, text.Length > 200 ? text[..200] : text, Math.Max(0, search.Skip), Math.Clamp(search.Top, 1, MostFound)));
        return true;
    }
}
