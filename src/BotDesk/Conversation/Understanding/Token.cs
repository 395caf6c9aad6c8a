namespace BotDesk.Conversation.Understanding;

/// <summary>A word of a message in the form in which it is compared, and where it stands in the cleaned text.</summary>
/// <param name="Word">Lower case without accents or apostrophes ("cant", "fur"), a sign ("?", "!", "." for any end of a sentence), or a kind in angle brackets ("&lt;ticket&gt;").</param>
internal readonly record struct Token(string Word, int Start, int Length)
{
    public const string Ticket = "<ticket>";
    public const string Number = "<num>";
    public const string Url = "<url>";
    public const string Mail = "<mail>";
    public const string Code = "<code>";
    public const string Emoji = "<emoji>";
    /// <summary>The colon after a ticket: what follows is about it.</summary>
    public const string Colon = "<colon>";
    public const string SentenceEnd = ".";

    public int End => Start + Length;

    /// <summary>Whether it is a sign between words.</summary>
    public bool IsSign => Word is "?" or "!" or SentenceEnd;

    /// <summary>Whether it is a word of letters, not a sign, number or address.</summary>
    public bool IsWord => Word[0] is not ('<' or '?' or '!' or '.');
}
