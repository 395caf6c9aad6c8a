namespace BotDesk.Conversation.Understanding;

/// <summary>A service of the desk's policy, by the words people call it.</summary>
/// <param name="Key">What <see cref="Entities.Service"/> will say.</param>
/// <param name="Name">The service's own name; also matched.</param>
/// <param name="Keywords">Further words and phrases for it, in any language.</param>
public sealed record ServiceName(string Key, string Name, IReadOnlyList<string> Keywords);
