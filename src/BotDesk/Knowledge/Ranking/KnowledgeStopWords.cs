using System.Collections.Frozen;
using BotDesk.Search.Analysis;

namespace BotDesk.Knowledge.Ranking;

/// <summary>Words that people put around what they mean. They are indexed, for phrases, and not looked for.</summary>
internal static class KnowledgeStopWords
{
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
}
