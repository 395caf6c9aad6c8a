namespace BotDesk.Cards;

/// <summary>A template that cannot be used, or data that it cannot be bound to. A mistake of ours, found at start or by a test.</summary>
public sealed class CardTemplateException(string message, Exception? inner = null) : Exception(message, inner);
