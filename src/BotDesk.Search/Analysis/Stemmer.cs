namespace BotDesk.Search.Analysis;

/// <summary>Brings the forms of a word together under one stem. Stateless.</summary>
public abstract class Stemmer
{
    /// <summary>Leaves every word as it is.</summary>
    public static Stemmer None { get; } = new Identity();

    /// <summary>Stems a lower-case word in place.</summary>
    /// <returns>The stem's length, never more than the word's.</returns>
    public abstract int Stem(Span<char> word);

    /// <summary>What every word with this stem begins with; empty where that cannot be said.</summary>
    public virtual ReadOnlySpan<char> SureBeginning(string stem) => [];

    /// <summary>The stem of a lower-case word.</summary>
    public virtual string Stem(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var letters = word.ToCharArray();
        return new string(letters, 0, Stem(letters.AsSpan()));
    }

    private sealed class Identity : Stemmer
    {
        public override int Stem(Span<char> word) => word.Length;

        public override ReadOnlySpan<char> SureBeginning(string stem) => stem;
    }
}
