using System.Text.RegularExpressions;

namespace BotDesk.Conversation.Forms;

/// <summary>A kind of form that can be opened from what was said.</summary>
public interface IFormKind
{
    /// <summary>The path of its form's card.</summary>
    string Path { get; }

    /// <summary>What people call what it files, with <c>|</c> between.</summary>
    Phrase Names { get; }

    /// <summary>Opens it, filled in.</summary>
    /// <param name="said">In the person's own words, with what was filled in elsewhere since.</param>
    /// <param name="known">Fields of the form that was open, as they stood there.</param>
    Task OpenAsync(Turn turn, string said, IReadOnlyDictionary<string, string> known);
}

/// <summary>"actually make it a request", "mach lieber eine Anfrage daraus": what was said goes into a form of the other kind.</summary>
internal sealed partial class FormSwitch(IEnumerable<IFormKind> kinds, FormDesk desk)
{
    /// <summary>Fields that are taken over as such, or say nothing by themselves.</summary>
    private static readonly HashSet<string> TakenOver = new(StringComparer.Ordinal) { "title", "description", "said", "item", "service", "services", "impact", "urgency", "for-whom", "needed-by" };

    public async Task<bool> TryAsync(Turn turn)
    {
        if (Called(turn.Text) is not { } name || kinds.FirstOrDefault(kind => kind.Names.Everywhere.SelectMany(names => names.Split('|')).Contains(name, StringComparer.OrdinalIgnoreCase)) is not { } kind)
        {
            return false;
        }

        if (turn.State.Draft is not { } old)
        {
            if (turn.State.Said is not { Length: > 0 } before)
            {
                return false;
            }

            await kind.OpenAsync(turn, before, new Dictionary<string, string>());
            return true;
        }

        var form = (await desk.OpenedAsync(turn))!;
        if (kind.Path == old.Form)
        {
            desk.ShowBelow(turn, form);
            return true;
        }

        var (state, said) = (turn.State, Said(form, old, turn.Language));
        turn.State = state with { Draft = null };
        await kind.OpenAsync(turn, said, old.Fields);
        if (turn.State.Draft is not { } opened)
        {
            turn.State = state;
            return true;
        }

        turn.Update(old.Nonce, "conversation/done", new { title = Phrase.Of("conversation.form.carriedOver"), text = old.Fields.GetValueOrDefault("title", "") });
        turn.State = turn.State with { Draft = opened with { Steps = [.. old.Steps ?? [], new FormStep(old.Form, old.Fields, null)] } };
        return true;
    }

    /// <summary>The person's own words, and what was typed into fields that only this form has.</summary>
    private static string Said(IForm form, Draft draft, Language language)
    {
        var words = draft.Fields.GetValueOrDefault("description") is { Length: > 0 } description ? description
            : draft.Fields.GetValueOrDefault("said") is { Length: > 0 } said ? said
            : draft.Fields.GetValueOrDefault("title", "");
        var others = form.Questions(draft.Fields)
            .Where(question => !TakenOver.Contains(question.Id) && (question.IsFree || question.Kind == AnswerKind.Day || IsTyped(draft, question.Id)))
            .Select(question => (question, value: draft.Fields.GetValueOrDefault(question.Id, "")))
            .Where(line => line.value.Length > 0 && !words.Contains(line.value, StringComparison.OrdinalIgnoreCase))
            .Select(line => $"{line.question.Label.In(language)}: {line.question.Shown(line.value).In(language)}");
        return string.Join('\n', others.Prepend(words));
    }

    /// <summary>Whether somebody said it, and the form did not propose it.</summary>
    private static bool IsTyped(Draft draft, string field) => draft.Steps?.Any(step => step.Was.ContainsKey(field)) == true;

    private static string? Called(string text)
    {
        var match = text.Length > 160 ? Match.Empty : English().Match(text) is { Success: true } english ? english : German().Match(text);
        return match.Success ? match.Groups["kind"].Value.Trim() : null;
    }

    [GeneratedRegex(
        """
        ^\W*(?:(?:no|nope|oh|wait|sorry|hm+|well|ok|okay|please|actually|rather|better|instead|on\ second\ thoughts?|i\ changed\ my\ mind|then|just)\W+)*
        (?:
            (?:(?:can|could)\ (?:you|we)\ |please\ |let'?s\ |i'?d\ rather\ )*(?:make|turn|change|convert|switch|file|log|treat|register)\ (?:it|this|that)\ (?:rather\ |better\ |instead\ )?(?:into\ |to\ |as\ |in\ )?
          | (?:it|this|that)(?:'s|\ is|\ should\ be|\ must\ be|\ was)\ (?:actually\ |rather\ |really\ |more\ of\ )?
          | i\ (?:want|need|meant|mean|prefer)\ (?:it\ to\ be\ )?(?=.*\binstead\b)
          | (?=.*\binstead\b)
        )
        (?:(?:a|an|the)\ )?(?<kind>[\p{L}\- ]{3,30}?)(?:\W+(?:instead(?:\ of.{0,30})?|rather|please|actually|then|form|not\ (?:a|an)\ .{1,20}))*\W*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex English();

    [GeneratedRegex(
        """
        ^\W*(?:(?:nein|nee|ach|oh|doch|moment|halt|sorry|bitte|lieber|eher|besser|eigentlich|dann|und)\W+)*
        (?:
            (?:mach(?:e|en|t)?|änder(?:e|n)|wandle|wandeln)(?:\ sie)?\ (?:(?:bitte|doch|lieber|eher|besser|daraus|das|es|mir|da)\ )*(?:in\ |zu\ )?
          | (?:das|es|dies)\ (?:ist|soll|sollte|war|wäre)\ (?:(?:doch|eigentlich|eher|lieber|besser|mehr)\ )*
          | (?:ich\ (?:will|möchte|meine|meinte|brauche)\ )(?:doch\ |lieber\ |eher\ )+
          | (?<=\b(?:lieber|eher|besser|doch)\W+)
        )
        (?:(?:ein|eine|einen|einer|einem)\ )?(?<kind>[\p{L}\-]{3,30})(?:\W+(?:daraus|draus|bitte|sein|werden|machen|umwandeln|um|stattdessen|lieber|statt.{0,30}|(?:und\ )?keine?n?\ .{1,20}))*\W*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex German();
}
