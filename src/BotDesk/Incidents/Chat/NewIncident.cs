using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Conversation.Forms;
using BotDesk.Conversation.Understanding;

namespace BotDesk.Incidents.Chat;

/// <summary>Opens the form of an incident, or asks what it is about first.</summary>
internal sealed class NewIncident(FormDesk forms, IncidentDraft draft, SimilarIncident similar) : IFormKind
{
    public string Path => IncidentForm.CardPath;

    public Phrase Names => Phrase.Of("incidents.names");

    public Task OpenAsync(Turn turn, string said, IReadOnlyDictionary<string, string> known)
    {
        var fields = draft.FromWords(said);
        var isItem = known.GetValueOrDefault("item", "").Length > 0;
        foreach (var (name, value) in known.Where(field => field.Value.Length > 0 && field.Key is "title" or "service" or "services" or "impact" or "urgency"))
        {
            // The name of something that can be ordered is no title of a problem.
            if (name != "title" || !isItem)
            {
                fields[name == "services" ? "service" : name] = name == "services" ? value.Split(',')[0] : value;
            }
        }

        turn.State = turn.State with { Said = said };
        forms.Open(turn, IncidentForm.CardPath, fields);
        return Task.CompletedTask;
    }

    /// <param name="another">Whether it is known to be none that is open already.</param>
    public async Task OpenAsync(Turn turn, bool another = false)
    {
        if (turn.AnswersInDialog)
        {
            // A dialog has room for the form and none for a conversation.
            forms.Open(turn, IncidentForm.CardPath, draft.FromWords(""));
        }
        else if (turn.State.Said is { Length: > 0 } said)
        {
            if (!another && await similar.OfferAsync(turn, said))
            {
                return;
            }

            forms.Open(turn, IncidentForm.CardPath, draft.FromWords(said));
        }
        else
        {
            turn.State = turn.State with { Awaiting = new("incidents.describe", null) };
            turn.Say(Phrase.Of("incidents.describe"));
        }
    }
}

/// <summary>"create a ticket", "report a problem", "yes" where that was offered, and the answer to what it is about; "problems" and "nothing works" tell too little to look for.</summary>
internal sealed partial class NewIncidentCommand(NewIncident newIncident) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        var awaiting = turn.State.Awaiting?.Question;
        var reply = ShortReplies.Recognise(turn.Text);
        var command = Command().Match(turn.Text);
        if (reply == ShortReply.FileTicket || command.Success || (awaiting == Awaited.WhetherToFile && reply is ShortReply.Yes or ShortReply.Submit))
        {
            turn.State = turn.State with { Awaiting = null };
            if (command.Groups["about"].Value.Trim() is { Length: > 0 } about)
            {
                turn.State = turn.State with { Said = about };
            }

            await newIncident.OpenAsync(turn);
            return true;
        }

        if (Vague().IsMatch(turn.Text) && (awaiting == "incidents.describe" || turn.State is { Awaiting: null, Offered: null }))
        {
            turn.State = turn.State with { Said = null };
            await newIncident.OpenAsync(turn);
            return true;
        }

        if (awaiting != "incidents.describe")
        {
            return false;
        }

        turn.State = turn.State with { Awaiting = null };
        if (reply is ShortReply.Cancel or ShortReply.No)
        {
            turn.Say(Phrase.Of("incidents.nothingFiled"));
            return true;
        }

        // An article may solve it: what was described goes the usual way.
        return false;
    }

    [GeneratedRegex(@"^\s*(please\s+)?(create|open|file|new|log|raise|make)\s+(a\s+|an\s+|me\s+a\s+)?(new\s+)?(ticket|incident|case)(\s+please)?\s*([.!]*\s*|(:|,|-|\bthat\b|\bfor\b|\babout\b|\bbecause\b)\s*(?<about>\S.*))$|^\s*(report a problem|problem melden|ein problem melden|(bitte\s+)?(ein\s+)?(neues\s+)?ticket\s+(öffnen|erstellen|anlegen|aufmachen)|neues ticket|(öffne|erstelle)\s+(bitte\s+)?(ein\s+)?ticket)\s*[.!]*\s*(:\s*(?<about>\S.*))?$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Command();

    [GeneratedRegex(
        """
        ^\W*(?:(?:hi|hello|hey|hallo|guten\ (?:morgen|tag)|please|pls|bitte|help|hilfe|i\ have|i've(?:\ got)?|i\ got|we\ have|there\ is|there's|ich\ habe?|wir\ haben|es\ gibt|a|an|another|the|some|many|ein|eine|einen|noch|viele|big|very|großes|sehr|it\ is|it's|es\ ist|everything\ is|alles\ ist|alles)\W+)*
        (?:problems?|issues?|errors?|error\ messages?|bugs?|failures?|trouble|outage|broken|urgent|reports?|nothing\ (?:works|is\ working)(?:\ any\s?more)?
          |probleme?|fehler|fehlermeldung(?:en)?|störung(?:en)?|ausfall|kaputt|dringend|melden|(?:gar\ )?nichts\ (?:geht|funktioniert)(?:\ mehr)?|es\ geht\ nichts(?:\ mehr)?)
        (?:\W+(?:please|bitte|help|hilfe|here|hier|again|schon\ wieder))*\W*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Vague();
}

/// <summary>The *Create a ticket* button under proposed articles.</summary>
internal sealed class NewTicketVerb(NewIncident newIncident) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal);

    public bool ChangesSomething => false;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        await newIncident.OpenAsync(turn);
        return null;
    }
}
