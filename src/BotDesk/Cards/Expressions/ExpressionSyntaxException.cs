namespace BotDesk.Cards.Expressions;

/// <summary>An expression cannot be compiled. The template's reader adds the file and the line.</summary>
internal sealed class ExpressionSyntaxException(string message, int offset) : Exception(message)
{
    /// <summary>The character in the whole text at which it was noticed, from 0.</summary>
    public int Offset { get; } = offset;
}
