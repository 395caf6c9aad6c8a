namespace BotDesk.Conversation;

/// <summary>Finds what somebody may put into a conversation while they write; registered by the name that a channel's menu has for it.</summary>
public interface ISharedSearch
{
    /// <summary>What is said where nothing was typed and there is nothing to choose from.</summary>
    Phrase BeforeTyping => Phrase.Of("conversation.dialog.typeToFind");

    /// <param name="text">What was typed so far; empty when nothing was.</param>
    Task<IReadOnlyList<Shareable>> FindAsync(Turn turn, string text, int skip, int top);
}

/// <summary>Something to put into a conversation.</summary>
/// <param name="Detail">A second line for the list to choose from.</param>
/// <param name="Path">Of the card that is put there.</param>
/// <param name="Model">What its template binds.</param>
public sealed record Shareable(Phrase Title, Phrase Detail, string Path, object Model);

/// <summary>The same, rendered.</summary>
public sealed record SharedCard(string Title, string Detail, RenderedCard Card);
