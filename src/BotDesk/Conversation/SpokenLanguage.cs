using System.Text.RegularExpressions;
using BotDesk.Conversation.Understanding;
using BotDesk.People;

namespace BotDesk.Conversation;

/// <summary>
/// In which language somebody is answered: the one they asked for, else the directory's, else the one they write or their channel shows. Every client
/// says "English" that nobody has told otherwise, so that is not kept, and any word of theirs counts more. Where nothing tells, it is the organisation's language.
/// </summary>
public sealed class SpokenLanguage(PeopleDesk people)
{
    /// <param name="written">The language of what was just said; null where it says little. One word does not change what is known.</param>
    public async Task HearAsync(Turn turn, Written? written)
    {
        var shown = Language.Of(turn.ChannelLocale);
        if ((shown is not null && shown != Language.English ? shown : written is { IsPlain: true } || turn.Person.HeardLanguage is null ? written?.Language : null) is { } heard)
        {
            await people.HearAsync(turn.Person, heard);
        }

        turn.Person.ShownLanguage = shown;
        turn.Language = turn.Person.Language;
    }
}

/// <summary>"auf Deutsch bitte", "in English please".</summary>
internal sealed partial class LanguageCommand(PeopleDesk people) : ICommand
{
    private const int LongestRequest = 80;

    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        // "German" by itself answers the question that a form just put: which keyboard?
        var isAnswer = turn.State.Draft is { Asking.Length: > 0 } && !turn.Text.Trim().Contains(' ', StringComparison.Ordinal);
        if (isAnswer || turn.Text.Length > LongestRequest || Request().Match(turn.Text) is not { Success: true } match)
        {
            return false;
        }

        turn.Language = match.Groups["german"].Success ? Language.German : Language.English;
        await people.ChooseAsync(turn.Person, turn.Language);
        turn.Say(Phrase.Of("conversation.languageChosen"));
        return true;
    }

    [GeneratedRegex(
        @"^\W*((please|bitte|can (you|we)|could (you|we)|kannst du|können (sie|wir)|sprich|sprechen sie|speak|talk|write|answer|antworte|antworten sie|schreib|schreiben sie|switch|wechsle|let's)\W+)*(mit mir |with me |to me |me )?((in|auf|to|zu|nach)\W+)?(?<language>(?<german>deutsch|german)|english|englisch|engl)(\W+(please|bitte|sprechen|reden|schreiben|antworten|weiter|weitermachen|from now on|ab jetzt))*\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Request();
}
