using System.Text.RegularExpressions;
using BotDesk.Conversation.Forms;
using BotDesk.Conversation.Understanding;
using BotDesk.People;

namespace BotDesk.Conversation;

/// <summary>What a practice has to give by a name of its own.</summary>
public interface INamedThings
{
    /// <returns>Its key; null when these words name nothing.</returns>
    string? Find(string words, Person person);
}

/// <summary>Two needs in one message: an offer for each, taken up by a click or in words ("the second one"), the other one stays.</summary>
internal sealed partial class TwoNeedsCommand(Understander understander, IEnumerable<INamedThings> things) : ICommand
{
    private static readonly string[][] Ordinals = [["first", "1", "1st", "erste", "erstes", "ersten"], ["second", "2", "2nd", "zweite", "zweites", "zweiten", "other", "andere"], ["third", "3", "3rd", "dritte", "drittes", "dritten"]];

    public ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (Offered(turn) is { } need)
        {
            TakeUp(turn, need);
            return ValueTask.FromResult(false);
        }

        if (IsAskedFor().IsMatch(turn.Text))
        {
            return ValueTask.FromResult(false);
        }

        var needs = new NeedSplitter(understander, words => things.Select(each => each.Find(words, turn.Person)).FirstOrDefault(found => found is not null)).Split(turn.Text);
        if (needs.Count < 2)
        {
            return ValueTask.FromResult(false);
        }

        turn.State = turn.State with { Needs = [.. needs.Select(need => Prefixed(need, understander.Understand(need).Intent))], Awaiting = null, Offered = null, Said = turn.Text };
        Offer(turn, Phrase.Of("conversation.needs.several", new { count = needs.Count }));
        return ValueTask.FromResult(true);
    }

    /// <summary>Puts what is left before the person.</summary>
    public static void Offer(Turn turn, Phrase question) => turn.Show("conversation/choices", new
    {
        question,
        choices = turn.State.Needs!.Select(need => new ChoiceButton(Title(need), need)),
    });

    /// <summary>The offer that is meant: by its button, its place, or a word of it alone.</summary>
    private static string? Offered(Turn turn)
    {
        if (turn.State.Needs is not { Count: > 0 } needs)
        {
            return null;
        }

        var text = turn.Text.Trim();
        if (needs.FirstOrDefault(need => need == text) is { } exact)
        {
            return exact;
        }

        if (Place().Match(text) is { Success: true } place)
        {
            var word = place.Groups["at"].Value.ToLowerInvariant();
            var at = word is "both" or "beide" or "beides" or "all" or "alle" or "next" or "nächste" or "nächstes" ? 0 : Array.FindIndex(Ordinals, ordinals => ordinals.Contains(word));
            return at >= 0 && needs.Count > 0 ? needs[Math.Min(at, needs.Count - 1)] : null;
        }

        var words = SaidWordRun.Of(ShortLead().Replace(text, ""));
        return words.Trim().Length > 2 && words.Trim().Split(' ').Length <= 3 && needs.Where(need => SaidWordRun.Of(need).Contains(words, StringComparison.Ordinal)).ToList() is [var only] ? only : null;
    }

    private void TakeUp(Turn turn, string need)
    {
        var others = turn.State.Needs!.Where(other => other != need).ToList();
        turn.State = turn.State with { Needs = others.Count > 0 ? others : null, Awaiting = null };
        (turn.Text, turn.Understood) = (need, understander.Understand(need));
    }

    private static string Prefixed(string need, Intent intent) => intent switch
    {
        Intent.RequestItem => $"request: {need}",
        Intent.RequestChange => $"new change: {need}",
        Intent.AskQuestion => $"question: {need}",
        _ => $"problem: {need}",
    };

    private static Phrase Title(string need) => need.Split(": ", 2) switch
    {
        ["request", var said] => Phrase.Of("conversation.needs.request", new { what = Short(said) }),
        ["new change", var said] => Phrase.Of("conversation.needs.change", new { what = Short(said) }),
        ["question", var said] => Phrase.Of("conversation.needs.question", new { what = Short(said) }),
        [_, var said] => Phrase.Of("conversation.needs.problem", new { what = Short(said) }),
        _ => need,
    };

    private static Phrase Short(string said) => Phrase.Plain(TicketTitle.From(said) is { Length: > 0 } title ? title : said).Shortened(60);

    /// <summary>Says itself which it is: "problem: …", "create a ticket: …".</summary>
    [GeneratedRegex(@"^\s*(?:problem|question|request|new change|change|ticket|emergency)\b[^:]{0,20}:|^\s*(?:please\s+)?(?:create|open|file|log|raise|add|reply|note|resolve|reject)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsAskedFor();

    [GeneratedRegex(@"^\W*(?:(?:and|now|then|ok|okay|please|first|jetzt|dann|und|bitte|zuerst|erst)\s+)*(?:the\s+|do\s+|number\s+|das\s+|die\s+|den\s+|nummer\s+|let'?s\s+(?:do\s+)?(?:the\s+)?)*(?<at>first|second|third|1st|2nd|3rd|[123]|other|both|all|next|erste[ns]?|zweite[ns]?|dritte[ns]?|andere|beides?|alle|nächstes?)(?:\s+(?:one|first|thing|need|please|bitte|zuerst|ding|punkt))*\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    [GeneratedRegex(@"^\W*(?:(?:the|my|and|now|first|please|das|der|die|den|dem|mein|meinen|und|jetzt|zuerst|bitte)\s+)*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ShortLead();
}
