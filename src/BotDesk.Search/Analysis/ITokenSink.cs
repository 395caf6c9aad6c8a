namespace BotDesk.Search.Analysis;

/// <summary>Takes the terms of a text in order, without an allocation per word.</summary>
public interface ITokenSink
{
    /// <param name="term">Valid only during the call.</param>
    /// <param name="start">Where the original begins in the text, in UTF-16 units.</param>
    /// <param name="length">The original's length, in UTF-16 units.</param>
    /// <param name="positionIncrement">0 where the term stands at the position of the one before, more than 1 after removed words.</param>
    void Accept(ReadOnlySpan<char> term, int start, int length, int positionIncrement);
}
