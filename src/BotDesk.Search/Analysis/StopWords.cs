using System.Collections.Frozen;

namespace BotDesk.Search.Analysis;

/// <summary>Words that say nothing about the subject.</summary>
public static class StopWords
{
    /// <summary>The 33 English words of Lucene's EnglishAnalyzer.</summary>
    public static FrozenSet<string> English { get; } = Set(
        """
        a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with
        """);

    /// <summary>Frequent German words.</summary>
    public static FrozenSet<string> German { get; } = Set(
        """
        aber als am an auch auf aus bei beim bin bis bitte da damit dann das dass dem den der des die dies diese diesem diesen dieser
        dieses doch dort du ein eine einem einen einer eines er es etwas euch für gegen hab habe haben hat hatte hier ich ihm ihn ihr
        ihre im in ins ist ja jetzt kann kein keine keinen können könnte man mehr mein meine meinem meinen meiner mich mir mit muss nach
        nicht noch nun nur ob oder schon sehr sein seine sich sie sind so über um und uns unser unter vom von vor war was weil wenn wer
        werden wie wieder wir wird wo zu zum zur
        """);

    /// <summary>Words separated by white space, as a set.</summary>
    public static FrozenSet<string> Set(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
