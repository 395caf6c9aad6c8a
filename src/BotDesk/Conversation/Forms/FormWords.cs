using System.Text.RegularExpressions;
using BotDesk.Conversation.Understanding;

namespace BotDesk.Conversation.Forms;

/// <summary>
/// While a form is open it takes its answers in words: "send it", "cancel", "back", "title: printer jams", "no, Outlook not Teams", "make it a request",
/// "ask me one by one", and what answers the question that was put. Anything else is answered by whom it concerns, and the form stays.
/// </summary>
internal sealed partial class FormWords(FormDesk desk, FormTalk talk, FormCorrections corrections, FormSwitch kinds) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        var reply = ShortReplies.Recognise(turn.Text);
        if (await desk.OpenedAsync(turn) is not { } form)
        {
            return await TryWithoutFormAsync(turn, reply);
        }

        var draft = turn.State.Draft!;
        if (await kinds.TryAsync(turn))
        {
            return true;
        }

        if (draft.IsAside && IsForOther(turn, reply))
        {
            return false;
        }

        var asked = draft.Asking is { Length: > 0 } id ? form.Questions(draft.Fields).FirstOrDefault(question => question.Id == id) : null;
        if (asked is { IsOffered: true } && AnswerReader.Called(asked.Choices, turn.Text).Any())
        {
            await talk.AnswerAsync(turn, form, asked, turn.Text);
            return true;
        }

        return await TryReplyAsync(turn, form, asked, reply) is { } answered
            ? answered
            : await TryAskedForAsync(turn, form) || await corrections.TryAsync(turn, form, asked)
            || (asked is not null ? await TryAnswerAsync(turn, form, asked) : await corrections.TryAddAsync(turn, form));
    }

    /// <summary>Why a click on a card of another form, or of this one further up, does nothing.</summary>
    public static Refusal NotThis(Turn turn, CardAction action) =>
        FormDesk.GoesOn(turn, action) ? Refusal.Conflict(Phrase.Of("conversation.form.goesOn"))
        : turn.State is { Draft: null, Sent: { } number } ? Refusal.Conflict(Phrase.Of("conversation.form.sentAlready", new { number }))
        : Refusal.Conflict(Phrase.Of("conversation.form.closed"));

    /// <summary>After something else was talked about, a short reply belongs to that where it asked something.</summary>
    private static bool IsForOther(Turn turn, ShortReply reply) =>
        (turn.State.Awaiting is not null && reply is not (ShortReply.Submit or ShortReply.Back or ShortReply.Skip) && !ShowForm().IsMatch(turn.Text))
        || (turn.State.Offered is not null && reply is ShortReply.Yes or ShortReply.No or ShortReply.Helped or ShortReply.DidNotHelp or ShortReply.FileTicket);

    private async ValueTask<bool> TryWithoutFormAsync(Turn turn, ShortReply reply)
    {
        if (turn.State.Left is not null && (reply == ShortReply.Back || ShowForm().IsMatch(turn.Text)))
        {
            return await desk.ReturnAsync(turn);
        }

        if (turn.State.Sent is { } number && reply == ShortReply.Submit)
        {
            turn.Say(Phrase.Of("conversation.form.sentAlready", new { number }));
            return true;
        }

        return OneByOneAlone().IsMatch(turn.Text) ? await AskOneByOneAsync(turn) : await kinds.TryAsync(turn);
    }

    /// <summary>Goes on with the form that was left, or says what it would be for.</summary>
    private async Task<bool> AskOneByOneAsync(Turn turn)
    {
        if (turn.State.Left is not null && await desk.ReturnAsync(turn) && await desk.OpenedAsync(turn) is { } form)
        {
            await talk.AskAsync(turn, form);
        }
        else
        {
            turn.Say(Phrase.Of("conversation.form.oneByOne"));
        }

        return true;
    }

    /// <returns>Null where the text is no short reply to the form.</returns>
    private async Task<bool?> TryReplyAsync(Turn turn, IForm form, FormQuestion? asked, ShortReply reply)
    {
        var draft = turn.State.Draft!;
        switch (reply)
        {
            case ShortReply.Yes or ShortReply.No when asked is { Kind: AnswerKind.YesNo }:
                await talk.AnswerAsync(turn, form, asked, turn.Text);
                return true;
            case ShortReply.Yes or ShortReply.FileTicket when asked is null && (draft.IsAside || draft.About != turn.State.Said):
                return false;
            case ShortReply.Yes when asked is not null:
                await talk.AskAsync(turn, form);
                return true;
            case ShortReply.Submit or ShortReply.Yes or ShortReply.FileTicket:
                await SendAsync(turn, form);
                return true;
            case ShortReply.No when asked is not null:
                await talk.SkipAsync(turn, form, asked);
                return true;
            case ShortReply.No when draft.Asking == Draft.Summed:
                turn.Say(Phrase.Of("conversation.form.whatElse"));
                return true;
            case ShortReply.Cancel or ShortReply.No:
                desk.Cancel(turn);
                return true;
            case ShortReply.Back:
                await talk.BackAsync(turn, form);
                return true;
            case ShortReply.Skip when asked is not null:
                await talk.SkipAsync(turn, form, asked);
                return true;
            case ShortReply.Skip:
                turn.State = turn.State with { Draft = draft with { IsAside = false } };
                await talk.ContinueAsync(turn, form);
                return true;
            default:
                return null;
        }
    }

    private async Task SendAsync(Turn turn, IForm form)
    {
        var draft = turn.State.Draft!;
        if (draft.Asking is not null && form.Check(draft.Fields).Count > 0)
        {
            await talk.AskAsync(turn, form, Phrase.Of("conversation.question.first"));
            return;
        }

        turn.Answer(await desk.SubmitAsync(turn, form.Path, new Dictionary<string, string>(), clicked: false));
    }

    private async Task<bool> TryAskedForAsync(Turn turn, IForm form)
    {
        if (OneByOne().IsMatch(turn.Text))
        {
            await talk.AskAsync(turn, form);
            return true;
        }

        if (ShowForm().IsMatch(turn.Text))
        {
            turn.State = turn.State with { Draft = turn.State.Draft! with { IsAside = false } };
            await (turn.State.Draft!.Asking is not null && !Card().IsMatch(turn.Text) ? talk.AskAsync(turn, form) : talk.ShowCardAsync(turn, form));
            return true;
        }

        return false;
    }

    private async Task<bool> TryAnswerAsync(Turn turn, IForm form, FormQuestion asked)
    {
        if (SomethingElse.Is(turn, asked, isRead: AnswerReader.Read(asked, turn.Text, FormTalk.Now(turn, form), isAsked: true) is not null))
        {
            return false;
        }

        await talk.AnswerAsync(turn, form, asked, turn.Text);
        return true;
    }

    [GeneratedRegex(
        """
        ^(?=.{4,100}$)(?:
            .*\b(?:one\ by\ one|one\ at\ a\ time|one\ after\ (?:the\ other|another)|step\ by\ step|ask\ me(?!\ (?:tomorrow|later|again|why))|einzeln|nacheinander|schritt\ für\ schritt|der\ reihe\ nach|frage?\ mich|fragen\ sie\ mich|stell(?:en\ sie)?\ (?:mir\ )?(?:die\ |deine\ |ihre\ )?fragen)\b.*
          | \W*(?:can|could|may|let|i(?:'d|\ would)?|ich)\b.{0,20}\b(?:type|write|answer|text|do\ it|fill\ it\ (?:in|out)|tippe|tippen|schreibe|schreiben|antworte|antworten)\b.{0,30}\b(?:here|instead|in\ (?:text|words|the\ chat|chat)|hier|im\ chat|in\ worten|stattdessen|lieber)\b.*
          | \W*(?:i(?:'d|\ would)?\ (?:rather|prefer)|ich\ (?:möchte|würde|tippe|schreibe)\ lieber)\b.{0,20}\b(?:type|typing|write|writing|answer|text|tippen|schreiben|antworten)?\b.{0,10}
        )$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex OneByOne();

    [GeneratedRegex(
        """
        ^\W*(?:(?:please|bitte|ok|okay|hi|hello|hallo|you\ can|(?:can|could|would)\ you|kannst\ du|können\ sie)\W+)*(?:
            (?:ask(?:\ me)?|frage?\ mich|fragen\ sie\ mich|mich\ fragen|stell(?:en\ sie)?\ mir)(?:\W+(?:the|your|all|these|die|deine|ihre|alle|questions|fragen|everything|alles|bitte|please|lieber))*(?:\W+(?:one\ by\ one|one\ at\ a\ time|one\ after\ (?:the\ other|another)|step\ by\ step|einzeln|nacheinander|schritt\ für\ schritt|der\ reihe\ nach))?(?:\W+(?:fragen|stellen))?
          | one\ by\ one|one\ at\ a\ time|einzeln|nacheinander|der\ reihe\ nach
        )(?:\W+(?:please|bitte))*\W*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex OneByOneAlone();

    [GeneratedRegex(
        @"^\W*(?:(?:please|ok|okay|bitte|gut|now|jetzt)\W+)*(?:(?:back to|return to|go back to|show(?: me)?|open|continue(?: with)?|resume|go on with|where is|zurück zu[mr]?|zeig(?:e|en sie)?(?: mir)?|weiter mit|öffne)\s+(?:the |my |that |das |dem |der |mein(?:em|er|e)? )?(?:(?<card>form|card|formular|karte)|request|order|ticket|questions?|anfrage|bestellung|meldung|fragen?)(?: again| wieder| nochmal)?|continue|resume|go on|carry on|let'?s go on|where were we|weitermachen|fortfahren|fortsetzen|weiter|wo waren wir)(?: please| bitte)?\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ShowForm();

    [GeneratedRegex(@"\b(?:form|card|formular|karte)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Card();
}
