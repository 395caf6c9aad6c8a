namespace BotDesk.Conversation.Understanding;

/// <summary>In which language something is written.</summary>
/// <param name="IsPlain">Whether several words say so; a single one may be a name, a loan or a slip.</param>
public sealed record Written(Language Language, bool IsPlain);
