using System.Text.RegularExpressions;
using BotDesk.Conversation.Understanding;
using BotDesk.Knowledge.Ranking;

namespace BotDesk.Knowledge.Chat;

internal enum FollowUpKind
{
    /// <summary>Says no to what was offered, and what it really is.</summary>
    Rejects,

    /// <summary>Adds to what was said, or begins something new: articles tell which.</summary>
    Adds,
}

/// <summary>Whether a message goes on with what was said before, by how it begins and how much of a sentence it is.</summary>
internal static partial class FollowUp
{
    /// <summary>A message without a beginning that joins it to the one before is only a part of a sentence if it has no more words.</summary>
    private const int FragmentWords = 4;

    private const int LongestFollowUp = 300;

    /// <returns>Null where it stands for itself.</returns>
    public static FollowUpKind? Read(string text, Understood understood)
    {
        var words = text.Length <= LongestFollowUp ? new QueryWords(text).All : [];
        if (words.All(word => word.IsStopWord) || (understood.IsSure && understood.Intent is not (Intent.ReportProblem or Intent.AskQuestion or Intent.OutOfScope)))
        {
            return null;
        }

        return No().IsMatch(text) ? FollowUpKind.Rejects
            : Joins().IsMatch(text) ? FollowUpKind.Adds
            : words.Count <= FragmentWords && !(understood.IsSure && understood.Intent is Intent.ReportProblem or Intent.AskQuestion) ? FollowUpKind.Adds
            : null;
    }

    [GeneratedRegex(@"^\W*(no|nope|nah|not|neither|nein|nee|nö|nicht|wrong|falsch|sorry|actually|i\s+mean(t)?|ich\s+meine|eigentlich|sondern)\b", RegexOptions.IgnoreCase)]
    private static partial Regex No();

    [GeneratedRegex(@"^\W*(but|and|also|only|just|still|when|with|on|in|at|from|for|using|since|after|it'?s|it\s+is|that'?s|this\s+is|its|aber|und|auch|nur|noch|mit|auf|im|in|am|an|beim?|von|für|seit|nach|wenn|es\s+ist|das\s+ist)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Joins();
}
