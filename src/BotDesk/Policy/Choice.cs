namespace BotDesk.Policy;

/// <summary>One of a list to choose from.</summary>
/// <param name="Key">What is stored; stays when the label is reworded.</param>
/// <param name="Label">What people read.</param>
public sealed record Choice(string Key, Phrase Label)
{
    internal static Choice Read(string key, Phrase label) => new(key, label);
}
