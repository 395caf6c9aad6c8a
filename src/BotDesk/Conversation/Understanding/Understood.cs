namespace BotDesk.Conversation.Understanding;

/// <summary>What a message means, as far as can be told.</summary>
/// <param name="Intent">The best reading.</param>
/// <param name="Confidence">The estimated probability, 0 to 1, that the best reading is right.</param>
/// <param name="SecondIntent">The reading to offer beside the best one when that is unsure; never the same as <paramref name="Intent"/>.</param>
/// <param name="SecondConfidence">The estimated probability of the second reading; never above <paramref name="Confidence"/>.</param>
/// <param name="Entities">What the message names.</param>
public sealed record Understood(Intent Intent, double Confidence, Intent SecondIntent, double SecondConfidence, Entities Entities)
{
    /// <summary>The confidence from which the bot acts without asking back (design.md, "Contracts").</summary>
    public const double Floor = 0.6;

    /// <summary>Whether the bot may act on the best reading. What changes something is confirmed even then.</summary>
    public bool IsSure => Confidence >= Floor;
}
