namespace BotDesk.Search.Analysis;

/// <summary>One indexed word of a text.</summary>
/// <param name="Term">The form that is indexed and searched.</param>
/// <param name="Start">Where it begins in the analysed text, in UTF-16 units.</param>
/// <param name="Length">How long the original is, in UTF-16 units.</param>
/// <param name="Position">Its place in the order of words; several terms may share one, and a removed stop word leaves a gap.</param>
public readonly record struct Token(string Term, int Start, int Length, int Position);
