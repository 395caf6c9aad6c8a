using System.Collections.Immutable;
using BotDesk.Conversation.Forms;
using BotDesk.Policy;

namespace BotDesk.ServiceRequests.Chat;

/// <summary>What somebody chose already by saying what they want: "a macbook with a german keyboard".</summary>
internal static class SaidChoices
{
    /// <summary>Shorter words, "home" or "read", are said in passing too.</summary>
    private const int ShortestName = 5;

    public static IEnumerable<KeyValuePair<string, string>> In(string said, ImmutableArray<FormField> fields)
    {
        var run = SaidWordRun.Of(said);
        foreach (var field in fields.Where(field => field.Type is FieldType.Choice or FieldType.MultipleChoice))
        {
            var chosen = field.Choices.Where(choice => choice.Label.Everywhere.Append(choice.Key).Any(name => name.Length >= ShortestName && SaidWordRun.Has(run, name))).Select(choice => choice.Key).ToList();
            if (chosen.Count == 1 || (chosen.Count > 1 && field.Type == FieldType.MultipleChoice))
            {
                yield return new(field.Key, string.Join(',', chosen));
            }
        }
    }
}
