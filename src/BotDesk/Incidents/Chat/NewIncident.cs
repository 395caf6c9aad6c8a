using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.Tickets;

namespace BotDesk.Incidents.Chat;

/// <summary>Opens the form of an incident, or asks what it is about first.</summary>
internal sealed class NewIncident(FormDesk forms, IncidentDesk desk, TicketCards cards, Understander understander)
{
    public void Open(Turn turn)
    {
        if (turn.State.Said is { Length: > 0 } said)
        {
            forms.Open(turn, IncidentForm.CardPath, IncidentForm.FromWords(said, understander.Understand(said).Entities));
        }
        else
        {
            turn.State = turn.State with { Awaiting = new("incidents.describe", null) };
            turn.Say("What is wrong? Tell me in a sentence or two, and what you see on the screen.");
        }
    }

    /// <summary>A ticket that asks for a call: at once where something was said, else after one question.</summary>
    public async Task CallMeAsync(Turn turn)
    {
        if (turn.State.Said is not { Length: > 0 } said)
        {
            turn.State = turn.State with { Awaiting = new("incidents.callMe", null) };
            turn.Say("I ask somebody to call you. What is it about? One sentence is enough.");
            return;
        }

        var fields = IncidentForm.FromWords(said, understander.Understand(said).Entities);
        var outcome = await desk.FileAsync(turn.Person, new IncidentReport(fields["title"], said, fields["service"], fields["impact"], fields["urgency"], WantsCall: true));
        if (outcome.Is(out var incident, out var refusal))
        {
            forms.Drop(turn, $"Filed as {incident.Number}");
            turn.State = turn.State with { Ticket = incident.Number, Said = null, Offered = null, Awaiting = null };
            turn.Show("tickets/filed", cards.Filed(incident, desk.Next(incident)));
        }

        turn.Answer(refusal);
    }
}

/// <summary>"create a ticket", "report a problem", "talk to a person", and the answer to what it is about.</summary>
internal sealed partial class NewIncidentCommand(NewIncident newIncident) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        var awaiting = turn.State.Awaiting?.Question;
        var reply = ShortReplies.Recognise(turn.Text);
        if (reply == ShortReply.TalkToPerson)
        {
            await newIncident.CallMeAsync(turn);
            return true;
        }

        var command = Command().Match(turn.Text);
        if (reply == ShortReply.FileTicket || command.Success)
        {
            if (command.Groups["about"].Value.Trim() is { Length: > 0 } about)
            {
                turn.State = turn.State with { Said = about };
            }

            newIncident.Open(turn);
            return true;
        }

        if (awaiting is not ("incidents.describe" or "incidents.callMe"))
        {
            return false;
        }

        turn.State = turn.State with { Awaiting = null };
        if (reply is ShortReply.Cancel or ShortReply.No)
        {
            turn.Say("Fine, nothing was filed.");
            return true;
        }

        if (awaiting == "incidents.describe")
        {
            // An article may solve it: what was described goes the usual way.
            return false;
        }

        turn.State = turn.State with { Said = turn.Text };
        await newIncident.CallMeAsync(turn);
        return true;
    }

    [GeneratedRegex(@"^\s*(please\s+)?(create|open|file|new|log|raise|make)\s+(a\s+|an\s+|me\s+a\s+)?(new\s+)?(ticket|incident|case)(\s+please)?\s*([.!]*\s*|(:|,|-|\bthat\b|\bfor\b|\babout\b|\bbecause\b)\s*(?<about>\S.*))$|^\s*report a problem\s*(:\s*(?<about>\S.*))?$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Command();
}

/// <summary>The *Create a ticket* button under proposed articles.</summary>
internal sealed class NewTicketVerb(NewIncident newIncident) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal);

    public bool ChangesSomething => false;

    public Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        newIncident.Open(turn);
        return Task.FromResult<Refusal?>(null);
    }
}

/// <summary>The *Talk to a person* button under proposed articles: here it files a ticket that asks for a call.</summary>
internal sealed class CallMeVerb(NewIncident newIncident, Tickets.Chat.TicketTalk talk) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal);

    public bool ChangesSomething => true;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        await newIncident.CallMeAsync(turn);
        return null;
    }

    public Task ShowPresentAsync(Turn turn, CardAction action) => talk.ShowFiledAsync(turn);
}

/// <summary>Free text that asks for a human.</summary>
internal sealed class TalkToPersonIntent(NewIncident newIncident) : IIntentHandler
{
    public IReadOnlyList<Intent> Intents { get; } = [Intent.TalkToPerson];

    public Task HandleAsync(Turn turn) => newIncident.CallMeAsync(turn);
}
