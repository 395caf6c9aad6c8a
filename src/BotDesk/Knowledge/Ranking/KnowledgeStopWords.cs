using System.Collections.Frozen;
using BotDesk.Search.Analysis;

namespace BotDesk.Knowledge.Ranking;

/// <summary>Words that people put around what they mean. They are indexed, for phrases, and not looked for.</summary>
internal static class KnowledgeStopWords
{
    /// <summary>The small words of the language that the text is written in.</summary>
    public static FrozenSet<string> For(string text) => GermanText.Is(text) ? EnglishAndGerman : English;

    public static FrozenSet<string> English { get; } = StopWords.Set(
        """
        a about after again all also am an and another any anybody anyone anything anyway are aren't as at
        be because been before being but by came can can't cannot could couldn't
        did didn't do does doesn't doing don't each either else even ever every
        for from get gets getting give given go goes going got
        had has hasn't have haven't having he hello help her here hey hi him his how however
        i i'd i'll i'm i've if in instead into is isn't it it's its just
        know let let's like look looking made make me might much must my myself
        need needs no not now of off oh ok okay on once one only or other our out over
        please possible quite rather really regards same see seem seems she should so some somebody somehow someone something still such
        thank thanks that that's the their them then there there's these they thing things this those though through to too tried try trying
        under until up us use used using very via want wanted wants was wasn't way ways we well were what what's when where whether which while who whom
        whose why will with within without won't work would wouldn't yes yet you you're your
        """);

    private static FrozenSet<string> EnglishAndGerman { get; } = English.Union(StopWords.German).Union(StopWords.Set(
        """
        bekomme bekommen brauche danke dazu dir dringend einfach eigentlich euer eure funktioniert gar geht gibt gruß grüße gut guten habt
        hallo hallo hätte helfen hilfe ihnen immer irgendwie könnt könnten leider liebe mache machen mal mache möchte möglich morgen
        müssen richtig sagen seit servus soll sollte sonst steht tag trotzdem vielen viele warum weiß welche wenn wieso will wollen wollte würde
        """)).ToFrozenSet(StringComparer.Ordinal);
}
